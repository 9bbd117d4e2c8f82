import { minNamedLength } from './lengths.ts'
import { isSecretName } from './secret-names.ts'

/** In characters. A longer value with quotes, spaces or punctuation is masked only up to the first of them. */
const maxValueLength = 256

type Pair = readonly [name: string, value: string]

/**
 * Finds secret values of pairs within a line: `Server=db;Password=…`, `user=app password=…`, `?sig=…`, `<x password="…">`,
 * `{password: …}`, `'password' => …`, `--token …`; elements of XML; .netrc, .pgpass, addresses of Go's MySQL driver.
 */
export function pairsWithin(line: string): readonly string[] {
  const readable = withoutEntities(line)
  const named = [
    ...simplePairs(line),
    ...elements(line),
    ...pairsWithEquals(line),
    ...(readable === line ? [] : pairsWithEquals(readable)),
    ...pairsInBraces(line),
    ...options(line),
  ]
  const values = named.filter(([name]) => isSecretName(name)).map(([, value]) => withoutEntities(value))
  return [...values, ...passwordsByPosition(line)].filter((value) => value.length >= minNamedLength && !isConstant(value))
}

/** Checks whether a value is a word that settings contain everywhere. */
export const isConstant = (value: string): boolean => /^(?:true|false|null|none|yes|no)$/i.test(value)

/** Decodes the escapes of a JSON text. Returns other texts as they are. */
export function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return text
  }
}

/** Finds values up to the first quote, space or punctuation that can end a value. */
function simplePairs(line: string): readonly Pair[] {
  if (!line.includes('=')) return []
  const pairs = [...line.matchAll(/([\w.-]{1,64})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s;&,"'<>]+))/g)].map(
    ([, name = '', double, single, bare]): Pair => [name, double ?? single ?? bare ?? ''],
  )
  const attributes = [...line.matchAll(/\bkey="([^"]{1,64})"\s+value="([^"]*)"/gi)].map(([, name = '', value = '']): Pair => [name, value])
  return [...pairs, ...attributes]
}

function elements(line: string): readonly Pair[] {
  const pairs: Pair[] = []
  if (line.includes('</')) {
    for (const [, name = '', value = ''] of line.matchAll(/<([\w:.-]{1,64})(?:\s[^<>]*)?>([^<]+)<\//g)) pairs.push([name, value.trim()])
  }
  const netrc = /(?:^|\s)(password|passwd)\s+(\S+)$/i.exec(line)
  return netrc ? [...pairs, [netrc[1] ?? '', netrc[2] ?? '']] : pairs
}

/** Finds values that contain punctuation: up to `;` and up to a space; within quotes and braces. */
function pairsWithEquals(line: string): readonly Pair[] {
  const ends = line.includes(';') ? [/^[^;]+/, /^(?:[^\s\\]|\\.)+/] : [/^(?:[^\s\\]|\\.)+/]
  return valuesAfter(line, /([\w.-]{1,64})\s?=(?![=>])\s?/g, (rest) => {
    const bare = ends
      .flatMap((end) => upTo(end, rest))
      .flatMap((value) => [
        value,
        // the connection string itself is within quotes
        value.replace(/["'][\s,/>)}\]]*$/, ''),
        value.split(/["']/, 1)[0] ?? '',
        withoutBackslashes(value),
      ])
    return [...quoted(rest), ...inBraces(rest), ...bare]
  })
}

/** Finds values of YAML and JSON objects on one line, and of arrays in PHP and Ruby. */
function pairsInBraces(line: string): readonly Pair[] {
  if (!line.includes('{') && !line.includes('=>')) return []
  return valuesAfter(line, /([\w.-]{1,64})["']?\s?(?::(?=[\s"'])|=>)\s?/g, (rest) => [...quoted(rest), ...upTo(/^[^,{}[\]"']+/, rest)])
}

/** Finds the values of options of a command line. */
function options(line: string): readonly Pair[] {
  if (!line.includes('--')) return []
  return valuesAfter(line, /(?<!\S)--([\w-]{1,64})\s/g, (rest) => [...quoted(rest), ...upTo(/^[^\s"'-]\S*/, rest)])
}

function valuesAfter(line: string, names: RegExp, valuesOf: (rest: string) => readonly string[]): readonly Pair[] {
  return [...line.matchAll(names)].flatMap(({ 0: start, 1: name = '', index }) => {
    if (!isSecretName(name)) return []
    const at = index + start.length
    return valuesOf(line.slice(at, at + maxValueLength)).map((value): Pair => [name, value])
  })
}

/** Returns the match at the start, without spaces at its ends, except if it is cut at the maximum length. */
function upTo(end: RegExp, rest: string): readonly string[] {
  const value = end.exec(rest)?.[0] ?? ''
  return value === '' || value.length === maxValueLength ? [] : [value.trim()]
}

/** Returns the content of quotes at the start of a text, with doubled quotes and escapes as written and resolved. */
function quoted(rest: string): readonly string[] {
  const [, double, single] = /^(?:"((?:[^"\\]|\\.|"")*)"|'((?:[^'\\]|\\.|'')*)')/.exec(rest) ?? []
  const content = double ?? single
  return content === undefined ? [] : [content, content.replace(/(["'])\1/g, '$1'), unescaped(content), withoutBackslashes(content)]
}

/** Returns the content of braces at the start of a text, which ODBC uses as quotes. */
function inBraces(rest: string): readonly string[] {
  const content = /^\{((?:[^}]|\}\})*)\}/.exec(rest)?.[1]
  return content === undefined ? [] : [content, content.replaceAll('}}', '}')]
}

const withoutBackslashes = (text: string): string => text.replace(/\\(.)/g, '$1')

/** Finds passwords without a name: `user:…@tcp(host)/db` of Go's MySQL driver, and `host:port:database:user:…` of .pgpass. */
function passwordsByPosition(line: string): readonly string[] {
  const inAddresses = [...line.matchAll(/@[a-z]\w{0,15}\(/gi)].map(({ index }) => {
    const before = /[^\s"']*$/.exec(line.slice(Math.max(0, index - maxValueLength), index))?.[0] ?? ''
    return before.includes(':') ? before.slice(before.indexOf(':') + 1) : ''
  })
  const password = /^(?:[^\s:\\]|\\.)+:(?:\d{3,5}|\*):(?:[^\s:\\]|\\.)+:(?:[^\s:\\]|\\.)+:(.+)$/.exec(line)?.[1] ?? ''
  return [...inAddresses, password, withoutBackslashes(password)]
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const withoutEntities = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole)
