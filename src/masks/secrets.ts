import { isShortPunctuation, shortValueLength } from './lengths.ts'

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
  /** The text, without spaces at its ends, as files that the action writes show it. */
  readonly shown?: readonly string[]
}

/** The secrets of one value, and what the log has to say about their masks. */
export interface Secrets {
  readonly secrets: readonly MaskableSecret[]
  /** The value, or each line of it, is so short that its mask can garble the log. */
  readonly isShort: boolean
  /** The value is not masked, because it is punctuation of fewer than 4 characters. */
  readonly isUnmasked: boolean
}

/** Nothing to mask. */
export const noSecrets: Secrets = { secrets: [], isShort: false, isUnmasked: false }

/** Returns a text or its lines as secrets, without examining its content. */
export function secretsOfText(text: string, minLength: number): Secrets {
  return asSecrets(text, 'value', minLength, new Set())
}

/**
 * Returns a text, or its lines of at least `minLength` characters: the runner would mask every line of it (ActionCommandManager.cs,
 * AddMask), and a mask like "}" garbles every later log. `open` contains the lines of JSON that are not masked.
 */
export function asSecrets(text: string, kind: 'value' | 'part', minLength: number, open: ReadonlySet<string>): Secrets {
  const trimmed = text.trim()
  if (trimmed === '') return noSecrets
  if (!/[\r\n]/.test(text)) {
    if (isShortPunctuation(trimmed)) return { ...noSecrets, isUnmasked: kind === 'value' }
    return { ...noSecrets, secrets: [{ content: text, kind, isLine: false }], isShort: trimmed.length < shortValueLength }
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

/** Combines the secrets of several texts. */
export function combine(parts: readonly Secrets[]): Secrets {
  return {
    secrets: parts.flatMap(({ secrets }) => secrets),
    isShort: parts.some(({ isShort }) => isShort),
    isUnmasked: parts.some(({ isUnmasked }) => isUnmasked),
  }
}
