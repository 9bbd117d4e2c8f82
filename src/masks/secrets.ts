import type { Masking } from '../mapping/plan.ts'
import { secretsInAddresses } from './addresses.ts'
import { textOfBase64 } from './base64-text.ts'
import { leavesOf, objectOrList } from './json-leaves.ts'
import { isLonePunctuation, shortValue } from './lengths.ts'
import { secretSettings } from './settings.ts'

/** A text of one line, or bytes, that must not be seen in the log, whatever form it is printed in. */
export interface Secret {
  readonly content: string | Uint8Array
  /**
   * `value`: as a user has stored it, or a line of it. `part`: what was found within one. `block`: a text of several lines, which
   * is printed line by line, so only its encoded forms count.
   */
  readonly kind: 'value' | 'part' | 'block'
  /** Lines of a block are encoded together with it, in base64. */
  readonly isLine: boolean
}

/** The secrets of one value, and what a user has to know about their masks. */
export interface Secrets {
  readonly secrets: readonly Secret[]
  /** The value, or each line of it, is so short that its mask may garble the log. */
  readonly isShort: boolean
  /** The value is lone punctuation, so short that it is not masked. */
  readonly isUnmasked: boolean
}

/** A value on its way out: as Vault keeps it, and as it is handed on once decoded. */
export interface Maskable {
  readonly stored: string
  readonly value: string | Uint8Array
  readonly masking: Masking
}

const none: Secrets = { secrets: [], isShort: false, isUnmasked: false }

/**
 * Finds the secrets of a value, stored and decoded: the text itself and what is secret by itself within it. Bytes that are no
 * text are secret as they are encoded.
 * @param minLength shorter lines of a value of several lines are no masks
 */
export function secretsOf({ stored, value, masking }: Maskable, minLength: number): Secrets {
  if (masking === 'none') return none
  if (typeof value !== 'string') {
    return together([secretsOfText(stored, minLength), { ...none, secrets: [{ content: value, kind: 'value', isLine: false }] }])
  }
  const decoded = ofValue(value, masking, minLength)
  return stored === value ? decoded : together([secretsOfText(stored, minLength), decoded])
}

/** Finds the secrets of a text that is not looked into: itself, or its lines. */
export function secretsOfText(text: string, minLength: number): Secrets {
  return ofText(text, 'value', minLength, new Set())
}

/** Finds a value itself, what is secret by itself within it, and the same for what it, or a part of it, is base64 of. */
function ofValue(value: string, masking: Masking, minLength: number): Secrets {
  const { parts, open } = partsOf(value, masking)
  const found = new Map([...parts].map((part) => [part, open]))
  for (const text of [value, ...parts].flatMap(decodedForms)) {
    const inner = partsOf(text, masking)
    for (const part of [text, ...inner.parts]) if (!found.has(part)) found.set(part, inner.open)
  }
  found.delete(value)
  return together([
    ofText(value, 'value', minLength, open),
    ...[...found].map(([part, openLines]) => ofText(part, 'part', minLength, openLines)),
  ])
}

/** The leaves if the text is JSON, else settings and addresses; those in each leaf too. */
function partsOf(text: string, masking: Masking): { readonly parts: ReadonlySet<string>; readonly open: ReadonlySet<string> } {
  const json = objectOrList(text)
  if (json === undefined) return { parts: new Set(settingsIn(text)), open: new Set() }
  const { secret, open } = leavesOf(json, masking === 'every leaf')
  // what is JSON again has been looked into
  const plain = secret.filter((leaf) => objectOrList(leaf) === undefined)
  return { parts: new Set([...secret, ...plain.flatMap(settingsIn)]), open }
}

/** What a text is base64 of, and the password if that is a pair of user and password. */
function decodedForms(text: string): readonly string[] {
  const decoded = textOfBase64(text)
  return decoded === undefined ? [] : [decoded, ...(/^[^:\s]+:(\S{4,})$/.exec(decoded)?.slice(1) ?? [])]
}

/** The secrets within a text that is no JSON; a setting may be JSON or an address again. */
function settingsIn(text: string): readonly string[] {
  const settings = secretSettings(text)
  const leaves = settings.flatMap((setting) => {
    const json = objectOrList(setting)
    return json === undefined ? [] : leavesOf(json, false).secret
  })
  return [...settings, ...leaves, ...secretsInAddresses(text)]
}

/**
 * The runner would split a text of several lines into all of them (ActionCommandManager.cs, AddMask), and a mask like "}" garbles
 * every later log, so the lines count one by one from `minLength` characters on. `open` are lines of JSON that tell nothing.
 */
function ofText(text: string, kind: 'value' | 'part', minLength: number, open: ReadonlySet<string>): Secrets {
  const trimmed = text.trim()
  if (trimmed === '') return none
  if (!/[\r\n]/.test(text)) {
    if (isLonePunctuation(trimmed)) return { ...none, isUnmasked: kind === 'value' }
    return { ...none, secrets: [{ content: text, kind, isLine: false }], isShort: trimmed.length < shortValue }
  }
  const all = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !open.has(line.replace(/,$/, '')))
  const lines = all.filter((line) => !isLonePunctuation(line))
  const long = lines.filter((line) => line.length >= minLength)
  const secrets = [...new Set(long.length > 0 ? long : lines)].map((content): Secret => ({ content, kind, isLine: true }))
  return {
    secrets: [...secrets, { content: text, kind: 'block', isLine: false }],
    isShort: long.length === 0 && lines.length > 0,
    isUnmasked: kind === 'value' && lines.length === 0 && all.length > 0,
  }
}

function together(parts: readonly Secrets[]): Secrets {
  return {
    secrets: parts.flatMap(({ secrets }) => secrets),
    isShort: parts.some(({ isShort }) => isShort),
    isUnmasked: parts.some(({ isUnmasked }) => isUnmasked),
  }
}
