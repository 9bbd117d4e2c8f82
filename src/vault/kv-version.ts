import { isObject, own, type JsonObject } from '../core/json.ts'

/** The message and the hint for a version that has no data. */
interface GoneVersion {
  /** For example "version 3 was destroyed". */
  readonly text: string
  readonly hint: string
}

/**
 * Explains a 404 for a deleted or destroyed version of KV version 2, which carries the metadata. Returns undefined for other responses.
 * Source: Vault's API page "kv/kv-v2", read secret version; a version removed by `delete_version_after` looks like a deleted one.
 * @param path the path of the request, with its query
 */
export function goneVersion(reply: JsonObject, path: string): GoneVersion | undefined {
  const data = own(reply, 'data')
  const metadata = isObject(data) ? own(data, 'metadata') : undefined
  const version = isObject(metadata) ? own(metadata, 'version') : undefined
  if (!isObject(metadata) || typeof version !== 'number') return undefined
  const other = asksForVersion(path)
    ? 'or remove ?version= to read the newest version, or read another version'
    : 'or read an older version: add ?version=NUMBER to the path'
  if (own(metadata, 'destroyed') === true) {
    return { text: `version ${version} was destroyed`, hint: `It cannot be restored: write the secret again, ${other}.` }
  }
  const [, mount = '', below = ''] = /^(.+?)\/data\/(.*)$/.exec(path.replace(/\?.*$/, '')) ?? []
  return {
    text: `version ${version} was deleted${timeSuffix(own(metadata, 'deletion_time'))}`,
    hint: `Restore it (vault kv undelete -mount=${mount} -versions=${version} ${below}), write the secret again, ${other}.`,
  }
}

/** Checks whether a path asks for one version; `version=0` means the newest. */
export const asksForVersion = (path: string): boolean => /[?&]version=[1-9]/.test(path)

function timeSuffix(time: unknown): string {
  const milliseconds = typeof time === 'string' ? Date.parse(time) : Number.NaN
  return Number.isNaN(milliseconds) ? '' : ` at ${new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')}`
}
