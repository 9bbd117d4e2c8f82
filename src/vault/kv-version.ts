import { isObject, own, type JsonObject } from '../core/json.ts'

/** What became of a version, and what to do about it. */
interface Gone {
  readonly said: string
  readonly hint: string
}

/**
 * A version of KV version 2 that has no data any more: the 404 has its metadata all the same. Undefined for any other reply.
 * Source: Vault's API page "kv/kv-v2", read secret version; a version that `delete_version_after` ended looks like a deleted one.
 * @param path as it was asked for, with its query
 */
export function goneVersion(reply: JsonObject, path: string): Gone | undefined {
  const data = own(reply, 'data')
  const metadata = isObject(data) ? own(data, 'metadata') : undefined
  const version = isObject(metadata) ? own(metadata, 'version') : undefined
  if (!isObject(metadata) || typeof version !== 'number') return undefined
  const other = asksForVersion(path)
    ? 'or remove ?version= to read the newest version, or read another version'
    : 'or read an older version: add ?version=NUMBER to the path'
  if (own(metadata, 'destroyed') === true) {
    return { said: `version ${version} was destroyed`, hint: `It cannot be restored: write the secret again, ${other}.` }
  }
  const [, mount = '', below = ''] = /^(.+?)\/data\/(.*)$/.exec(path.replace(/\?.*$/, '')) ?? []
  return {
    said: `version ${version} was deleted${momentOf(own(metadata, 'deletion_time'))}`,
    hint: `Restore it (vault kv undelete -mount=${mount} -versions=${version} ${below}), write the secret again, ${other}.`,
  }
}

/** Whether a path names a version; 0 is the newest. */
export const asksForVersion = (path: string): boolean => /[?&]version=[1-9]/.test(path)

function momentOf(time: unknown): string {
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN
  return Number.isNaN(at) ? '' : ` at ${new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')}`
}
