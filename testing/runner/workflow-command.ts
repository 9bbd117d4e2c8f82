import { CaseInsensitiveMap } from './case-insensitive-map.ts'

/** A workflow command as a step prints it: `::name key=value,…::data`, or the older `##[name key=value;…]data`. */
export interface WorkflowCommand {
  /** In lower case. */
  readonly name: string
  readonly properties: CaseInsensitiveMap
  readonly data: string
}

type Escapes = readonly (readonly [escape: string, character: string])[]

// %25 comes last, as in the runner's tables (ActionCommand.cs), so that an escaped percent sign is decoded once
const inData: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const inProperty: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]
const inBrackets: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
]

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((decoded, [escape, character]) => decoded.replaceAll(escape, character), text)
}

/** Parses `key=value` pairs. Ignores a pair without a name or without a value. */
function properties(text: string, separator: string, escapes: Escapes): CaseInsensitiveMap {
  const pairs = text.split(separator).map((pair) => /^=*([^=]+)=+([^=].*)$/s.exec(pair))
  return new CaseInsensitiveMap(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', unescape(pair[2] ?? '', escapes)] as const] : [])))
}

interface Notation {
  /** Captures the command's name with its properties, and its data. */
  readonly pattern: RegExp
  readonly separator: string
  readonly propertyEscapes: Escapes
  readonly dataEscapes: Escapes
}

const notations: readonly Notation[] = [
  { pattern: /^\s*::(.*?)::(.*)$/s, separator: ',', propertyEscapes: inProperty, dataEscapes: inData },
  // the runner accepts the older notation anywhere in a line
  { pattern: /##\[([^\]]*)\](.*)$/s, separator: ';', propertyEscapes: inBrackets, dataEscapes: inBrackets },
]

/** Returns the command in a line if its name is in `known` (lower case). Any other line is ordinary output (ActionCommand.cs). */
export function parseCommand(line: string, known: ReadonlySet<string>): WorkflowCommand | undefined {
  for (const notation of notations) {
    const [, info, data] = notation.pattern.exec(line) ?? []
    if (info === undefined || data === undefined) continue
    const [name = '', ...rest] = info.split(' ')
    if (!known.has(name.toLowerCase())) continue
    return {
      name: name.toLowerCase(),
      properties: properties(rest.join(' ').trim(), notation.separator, notation.propertyEscapes),
      data: unescape(data, notation.dataEscapes),
    }
  }
  return undefined
}
