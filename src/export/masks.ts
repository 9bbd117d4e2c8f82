import type { Masking } from '../mapping/plan.ts'
import { leastLeaf, leavesOf, objectOrList } from './json-leaves.ts'

/** What has to be registered as masks for one value, and what a user should know about it. */
export interface Masks {
  readonly masks: readonly string[]
  /** The value, or each line of it, is so short that its mask may garble the log. */
  readonly short: boolean
}

/** A value on its way out: as Vault keeps it, and as it is handed on once decoded. */
export interface Maskable {
  readonly stored: string
  readonly value: string | Uint8Array
  readonly masking: Masking
}

/** A whole value shorter than this, in characters, stands in ordinary log lines too: 5432, prod, true. */
const shortValue = 6

/** No other shape of a value than itself is registered where it is shorter than this, in characters. */
const leastLength = 4

/** What coreutils' base64 breaks lines at, in characters; a last line shorter than `leastLeaf` would tell next to nothing. */
const base64Columns = 76

/** In characters. Each mask costs the runner a dozen searches in every later line of the log, so longer texts get base64 as a whole only. */
const longestInColumns = 16_384

/**
 * The masks of a value, stored and decoded: those of a text, and of the leaves where it is JSON. Bytes that are no text come
 * as base64 and hex, since that is how they are printed.
 */
export function masksOf({ stored, value, masking }: Maskable, minLength: number): Masks {
  if (masking === 'none') return { masks: [], short: false }
  if (typeof value !== 'string') return together([masksOfText(stored, minLength), { masks: bytesMasks(value), short: false }])
  const decoded = valueMasks(value, masking, minLength)
  return stored === value ? decoded : together([masksOfText(stored, minLength), decoded])
}

/**
 * The masks of a text. One of a single line is masked whole. The runner would split a longer one into its lines whatever
 * their length (ActionCommandManager.cs, AddMask), and a mask like "}" garbles every later log, so the lines are registered
 * one by one from `minLength` characters on; besides, what the runner makes of none of them: base64 of the whole.
 */
export function masksOfText(text: string, minLength: number): Masks {
  return textMasks(text, minLength, new Set())
}

/** `open` are lines of indented JSON that tell nothing, without their comma. */
function textMasks(text: string, minLength: number, open: ReadonlySet<string>): Masks {
  if (text.trim() === '') return { masks: [], short: false }
  if (!/[\r\n]/.test(text)) {
    // the runner registers base64 of what it is given, which is all of base64 with a final line break but for its last group
    // where the text fills whole groups
    const registered = base64(text)
    const further = base64Masks(text).filter((form) => !form.startsWith(registered))
    return { masks: distinct([...lineMasks(text), ...further]), short: text.length < shortValue }
  }
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !open.has(line.replace(/,$/, '')))
  // lone punctuation tells nothing; a long run of it may be a password
  const worded = lines.filter((line) => /[\p{L}\p{N}]/u.test(line) || line.length >= leastLeaf)
  const long = worded.filter((line) => line.length >= minLength)
  const chosen = long.length > 0 ? long : worded.length > 0 ? worded : lines
  const masks = distinct([...distinct(chosen).flatMap(lineMasks), ...base64Masks(text)])
  return { masks, short: long.length === 0 && lines.length > 0 }
}

/** A line, and the shapes of it that steps print and the runner's encoders (ValueEncoders.cs) do not make. */
function lineMasks(line: string): readonly string[] {
  const json = JSON.stringify(line).slice(1, -1)
  const further: string[] = []
  // of this the runner makes JSON within JSON: the output `secrets` is JSON, and `toJSON(steps)` shows it; besides, JavaScript
  // and jq print U+0085, U+2028 and U+2029 as they are, which the runner's JSON escapes
  if (json !== line) further.push(json)
  // Go's JSON (terraform, docker, vault) escapes these, and U+0085 it does not
  if (/[<>&\u2028\u2029]/.test(line)) further.push(json.replace(/[<>&\u2028\u2029]/g, unicodeEscape))
  // the runner escapes all that RFC 3986 reserves, encodeURIComponent leaves these
  if (/[!'()*]/.test(line)) further.push(encodeURIComponent(line.toWellFormed()))
  return [line, ...further.filter((form) => form.length >= leastLength)]
}

const unicodeEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** base64 of the whole: as stored, and as a shell's `$(…)` and `echo` make it, without and with a final line break. */
function base64Masks(text: string): readonly string[] {
  // a loop, since /\n+$/ takes quadratic time on line breaks that are not the last
  let end = text.length
  while (text[end - 1] === '\n') end -= 1
  const body = text.slice(0, end)
  const forms = [text, body, `${body}\n`].map(base64)
  return [...forms, ...forms.flatMap(columns)]
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** The lines of base64 as a terminal gets it. */
function columns(encoded: string): readonly string[] {
  if (encoded.length <= base64Columns || encoded.length > longestInColumns) return []
  const lines: string[] = []
  for (let at = 0; at < encoded.length; at += base64Columns) lines.push(encoded.slice(at, at + base64Columns))
  return lines.filter((line) => line.length >= leastLeaf)
}

function bytesMasks(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes)
  const encoded = buffer.toString('base64')
  return distinct([encoded, ...columns(encoded), buffer.toString('hex')].filter((form) => form.length >= leastLength))
}

/** The masks of a text, and of each leaf that is a secret of its own where the text is JSON. */
function valueMasks(value: string, masking: Masking, minLength: number): Masks {
  const json = objectOrList(value)
  if (json === undefined) return masksOfText(value, minLength)
  const { secret, open } = leavesOf(json, masking === 'every leaf')
  return together([textMasks(value, minLength, open), ...secret.map((leaf) => textMasks(leaf, minLength, open))])
}

function together(parts: readonly Masks[]): Masks {
  return { masks: distinct(parts.flatMap(({ masks }) => masks)), short: parts.some(({ short }) => short) }
}

const distinct = (masks: readonly string[]): readonly string[] => [...new Set(masks)]
