import { objectOrList } from '../core/json.ts'
import type { Masking } from '../mapping/plan.ts'
import { textOfBase64 } from './base64-text.ts'
import { leavesOf } from './json-leaves.ts'
import { keyFilesOnOneLine } from './key-files.ts'
import { secretSettings } from './key-value-lines.ts'
import { asSecrets, combine, noSecrets, secretsOfText, type Secrets } from './secrets.ts'
import { secretsInAddresses, uriDecoded } from './url-secrets.ts'

/** A value to be exported: as Vault stores it, and decoded. */
export interface Maskable {
  readonly stored: string
  readonly value: string | Uint8Array
  readonly masking: Masking
}

/**
 * Finds the secrets of a value, stored and decoded: the text itself, and the secrets within it.
 * @param minLength minimum length of a line of a value of several lines, in characters
 */
export function secretsOf({ stored, value, masking }: Maskable, minLength: number): Secrets {
  if (masking === 'none') return noSecrets
  if (typeof value !== 'string') {
    return combine([secretsOfText(stored, minLength), { ...noSecrets, secrets: [{ content: value, kind: 'value', isLine: false }] }])
  }
  const decoded = secretsInValue(value, masking, minLength)
  return stored === value ? decoded : combine([secretsOfText(stored, minLength), decoded])
}

/** Finds the value itself, the secrets within it, the same in texts that it, or a part of it, encodes as base64; then key files and decoded URIs. */
function secretsInValue(value: string, masking: Masking, minLength: number): Secrets {
  const { parts, open } = partsOf(value, masking)
  const found = new Map([...parts].map((part) => [part, open]))
  for (const text of [value, ...parts].flatMap(decodedForms)) {
    const inner = partsOf(text, masking)
    for (const part of [text, ...inner.parts]) if (!found.has(part)) found.set(part, inner.open)
  }
  for (const text of [value, ...found.keys()].flatMap((one) => [...keyFilesOnOneLine(one), ...decodedUri(one)])) {
    if (!found.has(text)) found.set(text, new Set())
  }
  found.delete(value)
  return combine([
    asSecrets(value, 'value', minLength, open),
    ...[...found].map(([part, openLines]) => asSecrets(part, 'part', minLength, openLines)),
  ])
}

/** Finds the leaves of JSON, else settings and addresses; those within each leaf too. */
function partsOf(text: string, masking: Masking): { readonly parts: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
  const json = objectOrList(text)
  if (json === undefined) return { parts: new Set(settingsIn(text)), open: new Set() }
  const { secret, open } = leavesOf(json, masking === 'every leaf')
  // leavesOf has examined leaves that are JSON
  const plain = secret.filter((leaf) => objectOrList(leaf) === undefined)
  return { parts: new Set([...secret, ...plain.flatMap(settingsIn)]), open }
}

/** Decodes base64, and returns the password too if the text is `user:password`. */
function decodedForms(text: string): readonly string[] {
  const decoded = textOfBase64(text)
  return decoded === undefined ? [] : [decoded, ...(/^[^:\s]+:(\S{4,})$/.exec(decoded)?.slice(1) ?? [])]
}

/** Decodes a text that is encoded for a URI. An address as a whole is not decoded: that would be many forms, and its secrets are. */
const decodedUri = (text: string): readonly string[] => (text.includes('://') ? [] : uriDecoded(text))

/** Finds the secrets within a text that is not JSON. The value of a setting can be JSON or an address. */
function settingsIn(text: string): readonly string[] {
  const settings = secretSettings(text)
  const leaves = settings.flatMap((setting) => {
    const json = objectOrList(setting)
    return json === undefined ? [] : leavesOf(json, false).secret
  })
  return [...settings, ...leaves, ...secretsInAddresses(text)]
}
