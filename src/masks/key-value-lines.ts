import { isLocation } from './url-secrets.ts'
import { minLeafLength, minNamedLength } from './lengths.ts'
import { isConstant, pairsWithin, unescaped } from './pairs.ts'
import { isPublicName, isSecretName } from './secret-names.ts'

/** In characters. Longer lines are not examined. */
const maxLineLength = 65_536

/**
 * Finds the secret values of settings in a text: lines of .env, INI, properties and YAML files, elements of XML, and pairs within
 * a line, for example of a connection string.
 */
export function secretSettings(text: string): readonly string[] {
  const secrets = new Set(quotedWhole(text.trim()))
  for (const line of text.split(/[\r\n]+/)) {
    if (line.length > maxLineLength) continue
    for (const value of secretsInLine(line.trim())) secrets.add(value)
  }
  return [...secrets]
}

/** Returns the content of a quoted line: a JSON text, or a value copied from a file. */
const quotedWhole = (text: string): readonly string[] =>
  /^(["']).*\1$/.test(text) ? variants(text).filter((one) => one.length >= minNamedLength) : []

function secretsInLine(line: string): readonly string[] {
  const { name, value } = settingOf(line)
  const whole = [...variants(value), ...(/^(?:bearer|basic|token)\s+(\S+)$/i.exec(value)?.slice(1) ?? [])]
  // the last line of a quoted value
  const closing = /^([^"']+)["'][,;]?$/.exec(line)?.[1] ?? ''
  if (name === undefined && closing.length >= minNamedLength) return [closing, ...pairsWithin(line)]
  const own =
    name === undefined
      ? whole.filter((one) => one !== line && one.length >= minLeafLength)
      : whole.filter((one) => isSecretValue(name, one))
  return [...own, ...pairsWithin(line)]
}

/** Checks whether a value is secret: it is long or its name indicates a secret, and it is not plainly public. */
function isSecretValue(name: string, value: string): boolean {
  if (isPublicName(name)) return value.length >= minLeafLength && !isLocation(value)
  if (isConstant(value)) return false
  return value.length >= (isSecretName(name) ? minNamedLength : minLeafLength)
}

/** Splits a line at its first `=` or `: `, or at a colon alone if the name is a word and no address follows. */
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

/** Returns a value without its quotes, its comment, and a comma or semicolon after it. */
function variants(value: string): readonly string[] {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*(?:[,;]\s*)?(?:[#;].*)?$/.exec(value)
  const [, double, single] = quoted ?? []
  if (double !== undefined) return [double, unescaped(double)]
  if (single !== undefined) return [single, single.replaceAll("''", "'")]
  // the quote can end on another line
  const open = value.replace(/^["']|["'][,;]?$/g, '')
  const uncommented = open.split(/\s[#;]/, 1)[0]?.trimEnd() ?? ''
  return [open, uncommented, uncommented.replace(/[,;]$/, '')]
}
