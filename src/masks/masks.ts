import { base64Columns, base64Forms } from './base64-forms.ts'
import { escapeJson, jsonForms } from './json-forms.ts'
import { minFormLength } from './lengths.ts'
import { secretsOfText, type MaskableSecret } from './secrets.ts'
import { patternForm, shellForms } from './shell-forms.ts'
import { uriForms } from './uri-forms.ts'

/** The masks to register with the runner, and whether some are left out because of their number. */
export interface Masks {
  readonly masks: readonly string[]
  /** `forms`: encoded forms of some secrets; `texts`: also some secrets themselves. */
  readonly leftOut: 'nothing' | 'forms' | 'texts'
}

/** Limits the masks of a step: the runner searches every line of the log for each mask and some encoded forms (SecretMasker.cs). */
export const maxMasks = 5_000

/** In characters, for all encoded forms together. */
const maxCharacters = 32 * 1024 * 1024

/** In characters. Longer texts are masked only in the most common forms. */
const maxLengthInAllForms = 16_384

/**
 * Returns the masks of secrets, each once. The most valuable come first and are kept: values, their lines, secrets found within them,
 * then base64, then other encodings.
 * @param most maximum number of masks
 */
export function masksOf(secrets: readonly MaskableSecret[], most = maxMasks): Masks {
  const masks = new Set<string>()
  // whole values first, so that thousands of lines of one value cannot displace another
  const whole = secrets.filter(({ kind, isLine }) => kind === 'value' && !isLine)
  const lines = secrets.filter(({ kind, isLine }) => kind === 'value' && isLine)
  const parts = secrets.filter(({ kind }) => kind === 'part')
  for (const secret of [...whole, ...lines, ...parts]) {
    for (const form of plainForms(secret)) {
      if (masks.size >= most && !masks.has(form)) return { masks: [...masks], leftOut: 'texts' }
      masks.add(form)
    }
  }
  let leftOut: Masks['leftOut'] = 'nothing'
  let characters = 0
  for (const formsOf of [inBase64, inOtherEncodings, inPatterns]) {
    for (const secret of secrets) {
      for (const form of formsOf(secret)) {
        if (form.length < minFormLength || masks.has(form)) continue
        characters += form.length
        if (masks.size >= most) return { masks: [...masks], leftOut: 'forms' }
        if (characters > maxCharacters) leftOut = 'forms'
        else masks.add(form)
      }
    }
  }
  return { masks: [...masks], leftOut }
}

/** Returns the masks of a text whose content is not examined: for each line of at least `minLength` characters. */
export const masksOfText = (text: string, minLength: number): readonly string[] => masksOf(secretsOfText(text, minLength).secrets).masks

/** Returns a text with and without spaces at its ends, which shells and many tools drop, and as files show it; bytes in hex. */
function plainForms({ content, shown = [] }: MaskableSecret): readonly string[] {
  if (typeof content === 'string') return [content, content.trim(), ...shown]
  return [Buffer.from(content).toString('hex')].filter((hex) => hex.length >= minFormLength)
}

/** Returns base64 of the secret within any text, and of its JSON form and the forms in files. Lines have none: they are encoded as part of their block. */
function inBase64({ content, isLine, shown = [] }: MaskableSecret): readonly string[] {
  if (isLine) return []
  if (typeof content !== 'string') return [...base64Forms(content), ...base64Columns(content), Buffer.from(content).toString('base64')]
  const text = content.trim()
  const bytes = Buffer.from(text)
  const json = text.length > maxLengthInAllForms ? text : escapeJson(text)
  const others = [json, ...shown].filter((form) => form !== text)
  return [...base64Forms(bytes), ...base64Columns(bytes), ...others.flatMap((form) => base64Forms(Buffer.from(form)))]
}

/** Returns forms of a line that steps print and the runner's encoders (ValueEncoders.cs) do not add; without spaces at the ends. */
function inOtherEncodings({ content, kind }: MaskableSecret): readonly string[] {
  if (typeof content !== 'string' || kind === 'block') return []
  const text = content.trim()
  if (text.length > maxLengthInAllForms) return [escapeJson(text), encodeURIComponent(text.toWellFormed())]
  // a shell's `echo $X` shortens each run of spaces to one
  return [...jsonForms(text), ...uriForms(text), ...shellForms(text), text.replace(/[ \t]+/g, ' ')]
}

function inPatterns({ content, kind, isLine }: MaskableSecret): readonly string[] {
  const isCompared = kind === 'value' && !isLine && content.length <= maxPatternLength
  return typeof content === 'string' && isCompared ? [patternForm(content.trim())] : []
}

/** In characters. Longer secrets are unlikely to be compared within [[ ]]. */
const maxPatternLength = 256
