import type { InputReader } from '../core/input-reader.ts'
import { cleanPath } from '../mapping/entry.ts'
import { parseMapping } from '../mapping/parse.ts'
import type { Plan } from '../mapping/plan.ts'

/** Where the App's private key is. */
export type KeySource =
  | {
      /** The key stays in Vault's transit engine, which signs. */
      readonly kind: 'transit'
      /** For example transit/sign/NAME. */
      readonly path: string
      /** The version of the key; undefined for the latest. */
      readonly version: number | undefined
    }
  | {
      /** The key is a stored value, and the action signs. */
      readonly kind: 'stored'
      /** One read with one entry. */
      readonly plan: Plan
    }

const example = 'transit/sign/NAME, or PATH KEY of a private key in PEM'

/** Matches a path of transit, with the hash algorithm as Vault's API has it or without. */
const transitPath = /^\/*(.+\/sign\/[^/?#]+?)(?:\/sha2-256)?(?:\?version=([1-9]\d{0,8}))?$/

/** Reads the input `key`: a path of transit, or a path and a key as in a mapping. */
export function readKeySource(inputs: InputReader): KeySource {
  const text = inputs.required('key', example)
  return /\s/.test(text) ? readStored(text, inputs) : readTransit(text, inputs)
}

function readTransit(text: string, { problem }: InputReader): KeySource {
  const [, path = '', version] = transitPath.exec(text) ?? []
  const isInvalid = path === '' || typeof cleanPath(path) !== 'string'
  if (text !== '' && isInvalid) problem('key', `"${text}" is neither a path of transit nor a path and a key`, example)
  return { kind: 'transit', path, version: version === undefined ? undefined : Number(version) }
}

function readStored(text: string, { problem }: InputReader): KeySource {
  const { plan, problems } = parseMapping(text, { optional: false, toEnvironment: false, encoding: 'utf8' }, 'key')
  for (const one of problems) problem(`key line ${one.line}, column ${one.column}`, one.text, one.instead)
  const [request, ...others] = plan
  const isRead = request?.method === 'GET' && !request.folder && others.length === 0
  const isOneKey = isRead && request.entries.length === 1 && request.entries[0]?.kind === 'key'
  if (problems.length === 0 && !isOneKey) problem('key', 'is not one key of one secret', example)
  return { kind: 'stored', plan }
}
