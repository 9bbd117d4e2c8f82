import { base64Columns, base64Forms } from './base64-forms.ts'
import { inJson, jsonForms } from './json-forms.ts'
import { leastForm } from './lengths.ts'
import { secretsOfText, type Secret } from './secrets.ts'
import { patternForm, shellForms } from './shell-forms.ts'
import { uriForms } from './uri-forms.ts'

/** The texts to register with the runner, and what of the secrets is left out because they would be too many. */
export interface Masks {
  readonly masks: readonly string[]
  /** `forms`: encoded forms of some secrets; `texts`: some secrets as they are, too. */
  readonly leftOut: 'nothing' | 'forms' | 'texts'
}

/** The runner searches each mask, and some encoded forms of it, in every line of the log (SecretMasker.cs), so their number is bounded. */
export const mostMasks = 5_000

/** Of all encoded forms together, in characters. */
const mostCharacters = 32 * 1024 * 1024

/** In characters. Of longer texts only the commonest forms are registered. */
const longestInAllForms = 16_384

/**
 * Gives the masks of secrets, each once. The most valuable come first and are kept: values as they are, their lines, what was found within
 * them, then base64, then other encodings.
 */
export function masksOf(secrets: readonly Secret[], most = mostMasks): Masks {
  const masks = new Set<string>()
  // a value of thousands of lines does not displace another value
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
        if (form.length < leastForm || masks.has(form)) continue
        characters += form.length
        if (masks.size >= most) return { masks: [...masks], leftOut: 'forms' }
        if (characters > mostCharacters) leftOut = 'forms'
        else masks.add(form)
      }
    }
  }
  return { masks: [...masks], leftOut }
}

/** Gives the masks of a text that is not looked into: of its lines, from `minLength` characters on. */
export const masksOfText = (text: string, minLength: number): readonly string[] => masksOf(secretsOfText(text, minLength).secrets).masks

/** A text as it is and without blanks at its ends, which a shell and many tools drop; bytes in hex. */
function plainForms({ content }: Secret): readonly string[] {
  if (typeof content === 'string') return [content, content.trim()]
  return [Buffer.from(content).toString('hex')].filter((hex) => hex.length >= leastForm)
}

/** Base64 of the secret within any text; of a text, also as JSON has it; not of each line, since it is part of a block. */
function inBase64({ content, isLine }: Secret): readonly string[] {
  if (isLine) return []
  if (typeof content !== 'string') return [...base64Forms(content), ...base64Columns(content), Buffer.from(content).toString('base64')]
  const text = content.trim()
  const bytes = Buffer.from(text)
  const json = text.length > longestInAllForms ? text : inJson(text)
  return [...base64Forms(bytes), ...base64Columns(bytes), ...(json === text ? [] : base64Forms(Buffer.from(json)))]
}

/** What steps print of a line and the runner's encoders (ValueEncoders.cs) do not make. Blanks at the ends are masked without. */
function inOtherEncodings({ content, kind }: Secret): readonly string[] {
  if (typeof content !== 'string' || kind === 'block') return []
  const text = content.trim()
  if (text.length > longestInAllForms) return [inJson(text), encodeURIComponent(text.toWellFormed())]
  // a shell's `echo $X` leaves one space of each run of blanks
  return [...jsonForms(text), ...uriForms(text), ...shellForms(text), text.replace(/[ \t]+/g, ' ')]
}

function inPatterns({ content, kind, isLine }: Secret): readonly string[] {
  const isCompared = kind === 'value' && !isLine && content.length <= longestInPatterns
  return typeof content === 'string' && isCompared ? [patternForm(content.trim())] : []
}

/** In characters. Longer secrets are not compared within [[ ]]. */
const longestInPatterns = 256
