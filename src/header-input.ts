import { fixedParts, readHeaderLines } from './extra-header-lines.ts'
import type { InputReader } from './login/method.ts'

/**
 * Checks `extraHeaders` and gives its text on, as the part of a connection: empty where it is not given.
 * @param mask is told every value, since most are secret, those of bad lines too
 */
export function readExtraHeaders(inputs: InputReader, mask: (secret: string) => void): { extraHeaders?: string } {
  const text = inputs.text('extraHeaders')
  if (text === undefined) return {}
  for (const line of text.split(/[\r\n]+/)) for (const part of fixedParts(line.slice(line.indexOf(':') + 1))) mask(part)
  for (const { line, text: wrong, instead } of readHeaderLines(text).problems) inputs.problem(`extraHeaders line ${line}`, wrong, instead)
  return { extraHeaders: text }
}
