/** What has to be registered as masks for one value, and what a user should know about it. */
export interface Masks {
  readonly masks: readonly string[]
  /** No line was long enough, so all of them are masked and may garble the log. */
  readonly short: boolean
}

/** A whole value shorter than this, in characters, is likely to stand in ordinary log lines too. */
const shortValue = 4

/**
 * The masks of a value. A value of one line is masked whole. The runner would split a longer one into its lines whatever
 * their length (ActionCommandManager.cs, AddMask), and a mask like "}" garbles every later log, so the lines are
 * registered one by one from `minLength` characters on; and base64 of the whole, which the runner makes of the lines only.
 */
export function masksOf(value: string, minLength: number): Masks {
  if (value.trim() === '') return { masks: [], short: false }
  const lines = value
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length === 1 && !/[\r\n]/.test(value)) return { masks: [value], short: value.length < shortValue }
  const worded = lines.filter((line) => /[\p{L}\p{N}]/u.test(line))
  const long = worded.filter((line) => line.length >= minLength)
  const masks = [...(long.length > 0 ? long : worded.length > 0 ? worded : lines), ...encodings(value)]
  return { masks: [...new Set(masks)], short: long.length === 0 }
}

/** base64 of the whole, as stored and as a shell's `$(…)` and `echo` make it: with and without a final line break. */
function encodings(value: string): readonly string[] {
  const trimmed = value.replace(/\n+$/, '')
  return [value, trimmed, `${trimmed}\n`].map((text) => Buffer.from(text).toString('base64'))
}
