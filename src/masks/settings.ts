import { isPlace } from './addresses.ts'
import { leastLeaf, leastNamed } from './lengths.ts'
import { isPublicName, isSecretName } from './secret-names.ts'

/** In characters. A longer line is no setting. */
const longestLine = 65_536

/**
 * Gives the values of the settings in a text that are secret by themselves: lines of .env, INI, properties and YAML files,
 * elements of XML, and pairs within a line such as those of a connection string.
 */
export function secretSettings(text: string): readonly string[] {
  const secrets = new Set(quotedWhole(text.trim()))
  for (const line of text.split(/[\r\n]+/)) {
    if (line.length > longestLine) continue
    for (const value of secretsInLine(line.trim())) secrets.add(value)
  }
  return [...secrets]
}

/** A text of one line that is quoted: a JSON text, or a value copied from a file. */
const quotedWhole = (text: string): readonly string[] =>
  /^(["']).*\1$/.test(text) ? spellings(text).filter((one) => one.length >= leastNamed) : []

function secretsInLine(line: string): readonly string[] {
  const { name, value } = settingOf(line)
  const whole = [...spellings(value), ...(/^(?:bearer|basic|token)\s+(\S+)$/i.exec(value)?.slice(1) ?? [])]
  // the last line of a quoted value
  const closing = /^([^"']+)["'][,;]?$/.exec(line)?.[1] ?? ''
  if (name === undefined && closing.length >= leastNamed) return [closing, ...pairsWithin(line)]
  const own = name === undefined ? whole.filter((one) => one !== line && one.length >= leastLeaf) : whole.filter((one) => counts(name, one))
  return [...own, ...pairsWithin(line)]
}

/** Whether a value under a name is secret by itself: if it is long, or its name sounds secret; not if it is plainly public. */
function counts(name: string, value: string): boolean {
  if (isPublicName(name)) return value.length >= leastLeaf && !isPlace(value)
  if (/^(?:true|false|null|none|yes|no)$/i.test(value)) return false
  return value.length >= (isSecretName(name) ? leastNamed : leastLeaf)
}

/** Splits a line at its first `=`, or `:` and a space; a colon alone if the name is a word and no address follows. */
function settingOf(line: string): { readonly name?: string; readonly value: string } {
  const bare = line.replace(/^(?:(?:export|set|declare -x)\s+|[-#;]+\s+)/, '')
  const at = bare.search(/=|:\s|:$/)
  const split = at >= 0 ? at : bare.search(/:(?!\/\/)/)
  const name = bare
    .slice(0, Math.max(split, 0))
    .trim()
    .replace(/^["']|["']$/g, '')
  const fits = (at >= 0 ? /^[\w.$/:@ -]{1,128}$/ : /^[\w.-]{1,128}$/).test(name)
  return fits ? { name, value: bare.slice(split + 1).trim() } : { value: bare }
}

/** A value without its quotes, its comment, and the comma or semicolon after it. */
function spellings(value: string): readonly string[] {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*(?:[,;]\s*)?(?:[#;].*)?$/.exec(value)
  const [, double, single] = quoted ?? []
  if (double !== undefined) return [double, unescaped(double)]
  if (single !== undefined) return [single, single.replaceAll("''", "'")]
  // a quote that is closed in another line
  const open = value.replace(/^["']|["'][,;]?$/g, '')
  const uncommented = open.split(/\s[#;]/, 1)[0]?.trimEnd() ?? ''
  return [open, uncommented, uncommented.replace(/[,;]$/, '')]
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return text
  }
}

/** Pairs in a row: `Server=db;Password=…`, `user=app password=…`, `?sig=…`, `<x password="…">`, `--token=…`; elements of XML; .netrc. */
function pairsWithin(line: string): readonly string[] {
  const found: (readonly [name: string, value: string])[] = []
  if (line.includes('=')) {
    for (const [, name = '', double, single, bare] of line.matchAll(/([\w.-]{1,64})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s;&,"'<>]+))/g)) {
      found.push([name, double ?? single ?? bare ?? ''])
    }
    for (const [, name = '', value = ''] of line.matchAll(/\bkey="([^"]{1,64})"\s+value="([^"]*)"/gi)) found.push([name, value])
  }
  if (line.includes('</')) {
    for (const [, name = '', value = ''] of line.matchAll(/<([\w:.-]{1,64})(?:\s[^<>]*)?>([^<]+)<\//g)) found.push([name, value.trim()])
  }
  const netrc = /(?:^|\s)(password|passwd)\s+(\S+)$/i.exec(line)
  if (netrc) found.push([netrc[1] ?? '', netrc[2] ?? ''])
  return found.filter(([name, value]) => isSecretName(name) && counts(name, value)).map(([, value]) => withoutEntities(value))
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const withoutEntities = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole)
