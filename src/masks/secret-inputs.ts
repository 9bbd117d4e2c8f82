import { masksOfText } from './masks.ts'
import { isObject, parseJson, type Json } from '../core/json.ts'

/** Inputs that are secrets, whether or not the login that is chosen uses them. */
export const secretInputs = [
  'token',
  'roleId',
  'secretId',
  'wrappedSecretId',
  'githubToken',
  'password',
  'authPayload',
  'jwt',
  'jwtPrivateKey',
  'jwtKeyPassword',
  'clientKey',
] as const

/** What a JSON payload may say aloud: masked, a role's name would turn into *** wherever a log has that word. */
const openKeys = new Set(['role', 'username', 'name', 'type'])

/** In characters; lines of a key that are shorter tell nothing. */
const shortestLine = 4

/** The masks of an input's text: as given, decoded where it is base64, and its strings where it is JSON. */
export function masksOfInput(text: string): readonly string[] {
  const forms = [text, decoded(text)].filter((form) => form !== undefined)
  return [...new Set([...forms, ...forms.flatMap(stringsIn)].flatMap((form) => masksOfText(form, shortestLine)))]
}

/** What base64, in either alphabet and with line breaks, is of; undefined where that is no text. */
function decoded(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '')
  if (packed.length < 8 || !/^[\w+/-]+={0,2}$/.test(packed)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'))
  } catch {
    return undefined
  }
}

function stringsIn(text: string): readonly string[] {
  if (!/^\s*[[{]/.test(text)) return []
  try {
    return leaves(parseJson(text))
  } catch {
    return []
  }
}

function leaves(json: Json): readonly string[] {
  if (typeof json === 'string') return [json]
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(leaves)
  return isObject(json) ? Object.entries(json).flatMap(([key, value]) => (openKeys.has(key) ? [] : leaves(value))) : []
}
