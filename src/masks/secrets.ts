import type { Masking } from '../mapping/plan.ts'
import { secretsInAddresses, uriDecoded } from './url-secrets.ts'
import { textOfBase64 } from './base64-text.ts'
import { leavesOf, objectOrList } from './json-leaves.ts'
import { keyFilesOnOneLine } from './key-files.ts'
import { isShortPunctuation, shortValueLength } from './lengths.ts'
import { secretSettings } from './key-value-lines.ts'

/** A text or bytes that must not appear in the log in any form. */
export interface MaskableSecret {
  readonly content: string | Uint8Array
  /**
   * `value`: a stored value or a line of it. `part`: a secret found within a value. `block`: a text of several lines; only its
   * encoded forms are masked, because the log contains it line by line.
   */
  readonly kind: 'value' | 'part' | 'block'
  /** True for a line of a block: base64 encodes the block as a whole. */
  readonly isLine: boolean
}

/** The secrets of one value, and what the log has to say about their masks. */
export interface Secrets {
  readonly secrets: readonly MaskableSecret[]
  /** The value, or each line of it, is so short that its mask can garble the log. */
  readonly isShort: boolean
  /** The value is not masked, because it is punctuation of fewer than 4 characters. */
  readonly isUnmasked: boolean
}

/** A value to be exported: as Vault stores it, and decoded. */
export interface Maskable {
  readonly stored: string
  readonly value: string | Uint8Array
  readonly masking: Masking
}

const none: Secrets = { secrets: [], isShort: false, isUnmasked: false }

/**
 * Finds the secrets of a value, stored and decoded: the text itself, and the secrets within it.
 * @param minLength minimum length of a line of a value of several lines, in characters
 */
export function secretsOf({ stored, value, masking }: Maskable, minLength: number): Secrets {
  if (masking === 'none') return none
  if (typeof value !== 'string') {
    return combine([secretsOfText(stored, minLength), { ...none, secrets: [{ content: value, kind: 'value', isLine: false }] }])
  }
  const decoded = secretsInValue(value, masking, minLength)
  return stored === value ? decoded : combine([secretsOfText(stored, minLength), decoded])
}

/** Returns a text or its lines as secrets, without examining its content. */
export function secretsOfText(text: string, minLength: number): Secrets {
  return asSecrets(text, 'value', minLength, new Set())
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

/**
 * Returns a text, or its lines of at least `minLength` characters: the runner would mask every line of it (ActionCommandManager.cs,
 * AddMask), and a mask like "}" garbles every later log. `open` contains the lines of JSON that are not masked.
 */
function asSecrets(text: string, kind: 'value' | 'part', minLength: number, open: ReadonlySet<string>): Secrets {
  const trimmed = text.trim()
  if (trimmed === '') return none
  if (!/[\r\n]/.test(text)) {
    if (isShortPunctuation(trimmed)) return { ...none, isUnmasked: kind === 'value' }
    return { ...none, secrets: [{ content: text, kind, isLine: false }], isShort: trimmed.length < shortValueLength }
  }
  const all = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !open.has(line.replace(/,$/, '')))
  const lines = all.filter((line) => !isShortPunctuation(line))
  const long = lines.filter((line) => line.length >= minLength)
  const secrets = [...new Set(long.length > 0 ? long : lines)].map((content): MaskableSecret => ({ content, kind, isLine: true }))
  return {
    secrets: [...secrets, { content: text, kind: 'block', isLine: false }],
    isShort: long.length === 0 && lines.length > 0,
    isUnmasked: kind === 'value' && lines.length === 0 && all.length > 0,
  }
}

function combine(parts: readonly Secrets[]): Secrets {
  return {
    secrets: parts.flatMap(({ secrets }) => secrets),
    isShort: parts.some(({ isShort }) => isShort),
    isUnmasked: parts.some(({ isUnmasked }) => isUnmasked),
  }
}
