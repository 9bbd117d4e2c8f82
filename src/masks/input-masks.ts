import { keyFilesOnOneLine } from './key-files.ts'
import { masksOfText } from './masks.ts'
import { isObject, objectOrList, type Json } from '../core/json.ts'

/** Keys of a JSON payload that are not masked: otherwise every log line with the role's name would show ***. */
const unmaskedKeys = new Set(['role', 'username', 'name', 'type'])

/** In characters. Shorter lines of a key contain no useful part of it. */
const minLineLength = 4

/** Returns the masks of an input: the text itself, decoded if it is base64, its strings if it is JSON, and key files. */
export function masksOfInput(text: string): readonly string[] {
  const forms = [text, decoded(text)].filter((form) => form !== undefined)
  const texts = [...forms, ...forms.flatMap(stringsIn)]
  return [...new Set([...texts, ...texts.flatMap(keyFilesOnOneLine)].flatMap((form) => masksOfText(form, minLineLength)))]
}

/** Decodes base64 in either alphabet, with line breaks. Returns undefined if the result is not text. */
function decoded(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '')
  if (compact.length < 8 || !/^[\w+/-]+={0,2}$/.test(compact)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(compact, 'base64'))
  } catch {
    return undefined
  }
}

function stringsIn(text: string): readonly string[] {
  const json = objectOrList(text)
  return json === undefined ? [] : leaves(json)
}

function leaves(json: Json): readonly string[] {
  if (typeof json === 'string') return [json]
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(leaves)
  return isObject(json) ? Object.entries(json).flatMap(([key, value]) => (unmaskedKeys.has(key) ? [] : leaves(value))) : []
}
