/** A value of HCL. */
export type HclValue = string | number | boolean | readonly HclValue[] | HclObject

/** The content of a file or of a block. An object can have a key several times, so it is a list. */
export interface HclObject {
  readonly items: readonly HclItem[]
}

/** An attribute (`name = value`, one key) or a block (`path "x" { … }`, one key or more). */
export interface HclItem {
  readonly keys: readonly string[]
  readonly value: HclValue
  readonly line: number
}

/** Thrown for a text that cannot be read with certainty. The message has the line, and the text there. */
export class PolicySyntaxError extends Error {}

/** Blocks and lists in each other: policies need four. */
const maxDepth = 16

/**
 * Parses HCL 1, the language of Vault's policies. Throws PolicySyntaxError, also for what HCL allows and no policy needs: templates in
 * strings, and numbers that are not decimal. Source of the language: hashicorp/hcl (version 1), hcl/scanner and hcl/parser.
 */
export function parseHcl(text: string): HclObject {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const next = (): Token => {
    const token = tokens[at++]
    if (!token) throw new PolicySyntaxError(`the text ends within a block or a list`)
    return token
  }
  const isMark = (mark: string) => peek()?.kind === 'mark' && peek()?.text === mark

  function objectUntil(end: '}' | undefined, depth: number): HclObject {
    if (depth > maxDepth) throw problem(peek(), 'too many nested blocks')
    const items: HclItem[] = []
    while (end === undefined ? peek() !== undefined : !isMark(end)) {
      items.push(item(depth))
      if (isMark(',')) at++
    }
    if (end !== undefined) at++
    return { items }
  }

  function item(depth: number): HclItem {
    const keys: string[] = []
    const { line } = peek() ?? next()
    for (;;) {
      const token = next()
      if (token.kind === 'name' || token.kind === 'string') keys.push(token.text)
      else if (token.text === '{' && keys.length > 0) return { keys, value: objectUntil('}', depth + 1), line }
      else if (token.text === '=' && keys.length === 1) return { keys, value: value(depth), line }
      else throw problem(token, `expected ${keys.length === 0 ? 'a name' : '{ or ='}, found ${token.text}`)
    }
  }

  function value(depth: number): HclValue {
    const token = next()
    if (token.kind === 'string') return token.text
    if (token.kind === 'number') return Number(token.text)
    if (token.kind === 'name' && (token.text === 'true' || token.text === 'false')) return token.text === 'true'
    if (token.text === '{' && token.kind === 'mark') return objectUntil('}', depth + 1)
    if (token.text === '[' && token.kind === 'mark') return list(token, depth + 1)
    throw problem(token, `expected a value, found ${token.text}`)
  }

  function list(start: Token, depth: number): readonly HclValue[] {
    if (depth > maxDepth) throw problem(start, 'too many nested lists')
    const values: HclValue[] = []
    while (!isMark(']')) {
      values.push(value(depth))
      if (isMark(',')) at++
      else if (!isMark(']')) throw problem(next(), 'expected , or ] in a list')
    }
    at++
    return values
  }

  return objectUntil(undefined, 0)
}

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'mark'
  readonly text: string
  readonly line: number
}

const problem = (token: Token | undefined, text: string): PolicySyntaxError =>
  new PolicySyntaxError(token ? `line ${token.line}: ${text}` : text)

const patterns = {
  skipped: /(?:\s|#.*|\/\/.*|\/\*[^]*?\*\/)+/y,
  name: /[\p{L}_][\p{L}\p{Nd}_.-]*/uy,
  number: /-?\d+(?:\.\d+)?(?![\w.])/y,
  string: /"(?:[^"\\\n]|\\.)*"/y,
  heredoc: /<<(-?)([\p{L}_]\w*)\r?\n([^]*?)^[ \t]*\2(?=\r?$)/muy,
  mark: /[{}[\],=]/y,
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text) ?? undefined
    if (found) at += found[0].length
    return found
  }
  while (at < text.length) {
    const start = at
    const startLine = line
    if (!take(patterns.skipped)) {
      const found = tokenAt(take, startLine)
      if (!found) throw new PolicySyntaxError(`line ${line}: ${JSON.stringify(text.slice(at, at + 20))} is not valid in a policy`)
      tokens.push({ ...found, line: startLine })
    }
    line += text.slice(start, at).split('\n').length - 1
  }
  return tokens
}

function tokenAt(take: (pattern: RegExp) => RegExpExecArray | undefined, line: number): Omit<Token, 'line'> | undefined {
  for (const kind of ['name', 'number', 'mark'] as const) {
    const found = take(patterns[kind])
    if (found) return { kind, text: found[0] }
  }
  const string = take(patterns.string)
  if (string) return { kind: 'string', text: unquoted(string[0].slice(1, -1), line) }
  const heredoc = take(patterns.heredoc)
  if (!heredoc) return undefined
  const [, dash, , lines = ''] = heredoc
  if (dash === '-' || lines.includes('${')) throw new PolicySyntaxError(`line ${line}: a heredoc with - or a template is not supported`)
  return { kind: 'string', text: lines }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '"': '"',
  '\\': '\\',
}

/** Replaces the escapes of a string. Source: hashicorp/hcl, hcl/strconv, `unquoteChar`. */
function unquoted(text: string, line: number): string {
  if (text.includes('${')) throw new PolicySyntaxError(`line ${line}: a template (\${) in a string is not supported`)
  return text.replace(
    /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2})|([0-7]{3})|([^]))/g,
    (found, ...groups: (string | undefined)[]) => {
      const [short, long, hex, octal, simple = ''] = groups
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8))
      const code = short ?? long ?? hex
      const replacement = code === undefined ? escapes[simple] : parseInt(code, 16) <= 0x10ffff && String.fromCodePoint(parseInt(code, 16))
      if (typeof replacement !== 'string') throw new PolicySyntaxError(`line ${line}: ${found} is not a valid escape`)
      return replacement
    },
  )
}
