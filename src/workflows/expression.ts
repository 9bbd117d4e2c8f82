import { toText, type Json } from '../core/json.ts'

/** The syntax tree of a GitHub expression (docs.github.com, "Evaluate expressions in workflows and actions"). */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Json }
  /** A context and the properties below it: `github.event.name`. A `*` or a computed property is undefined. */
  | { readonly kind: 'reference'; readonly path: readonly (string | undefined)[] }
  | { readonly kind: 'property'; readonly of: Expression; readonly path: readonly (string | undefined)[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly operands: readonly Expression[] }

/** The operators, except for brackets and property access. */
export type Operator = '!' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '&&' | '||'

/** GitHub's own limits of an expression (actions/runner, ExpressionConstants.cs). */
const maxLength = 21_000
const maxDepth = 50

/** Parses the text between `${{` and `}}`. Returns undefined if GitHub would refuse it. */
export function parseExpression(text: string): Expression | undefined {
  if (text.length > maxLength) return undefined
  const tokens = tokensOf(text)
  if (!tokens) return undefined
  const parser = new ExpressionParser(tokens)
  const expression = parser.operation(0, 0)
  return parser.isDone ? expression : undefined
}

interface Token {
  readonly kind: 'value' | 'name' | 'symbol'
  readonly text: string
  readonly value?: Json
}

const token =
  /\s*(?:(?<string>'(?:[^']|'')*')|(?<number>[+-]?(?:0x[\da-f]+|0o[0-7]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?![\w.]))|(?<name>[a-z_][\w-]*)|(?<symbol>&&|\|\||[=!<>]=|[()[\],.*!<>]))\s*/iy

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  for (token.lastIndex = 0; token.lastIndex < text.length;) {
    const { string, number, name, symbol } = token.exec(text)?.groups ?? {}
    if (string !== undefined) tokens.push({ kind: 'value', text: string, value: string.slice(1, -1).replaceAll("''", "'") })
    else if (number !== undefined) tokens.push({ kind: 'value', text: number, value: Number(number) })
    else if (name !== undefined) tokens.push(nameToken(name))
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol })
    else return undefined
  }
  return tokens
}

const keywords: Readonly<Record<string, Json>> = { true: true, false: false, null: null }

function nameToken(name: string): Token {
  return Object.hasOwn(keywords, name) ? { kind: 'value', text: name, value: keywords[name] ?? null } : { kind: 'name', text: name }
}

/** The operators with two operands, from the weakest. */
const levels: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']]

/** Parses tokens by recursive descent. Each method returns undefined if the tokens are not an expression. */
class ExpressionParser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isDone(): boolean {
    return this.#at === this.#tokens.length
  }

  /** Parses operators of one level and of all stronger ones. */
  operation(level: number, depth: number): Expression | undefined {
    const operators = levels[level]
    if (!operators) return this.#unary(depth)
    let left = this.operation(level + 1, depth)
    for (let operator = this.#take(operators); operator && left; operator = this.#take(operators)) {
      const right = this.operation(level + 1, depth)
      left = right && { kind: 'operation', operator, operands: [left, right] }
    }
    return left
  }

  #unary(depth: number): Expression | undefined {
    if (depth > maxDepth) return undefined
    if (!this.#take(['!'])) return this.#postfix(depth)
    const operand = this.#unary(depth + 1)
    return operand && { kind: 'operation', operator: '!', operands: [operand] }
  }

  #postfix(depth: number): Expression | undefined {
    const primary = this.#primary(depth)
    if (!primary) return undefined
    const path: (string | undefined)[] = []
    for (;;) {
      if (this.#take(['.'])) {
        const isStar = this.#take(['*']) !== undefined
        const name = isStar ? undefined : this.#tokens[this.#at++]
        if (!isStar && name?.kind !== 'name') return undefined
        path.push(name?.text)
      } else if (this.#take(['['])) {
        const index = this.#take(['*']) ? undefined : this.operation(0, depth + 1)
        if (!this.#take([']'])) return undefined
        path.push(index?.kind === 'literal' ? toText(index.value) : undefined)
      } else break
    }
    if (path.length === 0) return primary
    if (primary.kind === 'reference') return { kind: 'reference', path: [...primary.path, ...path] }
    return { kind: 'property', of: primary, path }
  }

  #primary(depth: number): Expression | undefined {
    if (this.#take(['('])) {
      const inner = this.operation(0, depth + 1)
      return this.#take([')']) && inner
    }
    const next = this.#tokens[this.#at++]
    if (next?.kind === 'value') return { kind: 'literal', value: next.value ?? null }
    if (next?.kind !== 'name') return undefined
    if (!this.#take(['('])) return { kind: 'reference', path: [next.text] }
    const args: Expression[] = []
    if (this.#take([')'])) return { kind: 'call', name: next.text.toLowerCase(), args }
    do {
      const argument = this.operation(0, depth + 1)
      if (!argument) return undefined
      args.push(argument)
    } while (this.#take([',']))
    return this.#take([')']) && { kind: 'call', name: next.text.toLowerCase(), args }
  }

  /** Returns the next symbol and moves behind it, if it is one of these. */
  #take<T extends string>(symbols: readonly T[]): T | undefined {
    const next = this.#tokens[this.#at]
    const symbol = next?.kind === 'symbol' ? symbols.find((one) => one === next.text) : undefined
    if (symbol !== undefined) this.#at++
    return symbol
  }
}
