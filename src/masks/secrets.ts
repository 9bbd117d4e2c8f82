import type { Masking } from '../mapping/plan.ts'
import { secretsInAddresses } from './addresses.ts'
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

/** Finds the leaves if the value is JSON, else settings and addresses, and looks for those in each part that it finds. */
function ofValue(value: string, masking: Masking, minLength: number): Secrets {
  const json = objectOrList(value)
  const { secret, open } = json === undefined ? { secret: [], open: new Set<string>() } : leavesOf(json, masking === 'every leaf')
  // what is JSON again has been looked into
  const leaves =
    json === undefined ? settingsIn(value) : [...secret, ...secret.filter((leaf) => objectOrList(leaf) === undefined).flatMap(settingsIn)]
  const parts = new Set(leaves)
  parts.delete(value)
  return together([ofText(value, 'value', minLength, open), ...[...parts].map((part) => ofText(part, 'part', minLength, open))])
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
