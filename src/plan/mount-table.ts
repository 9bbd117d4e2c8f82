import type { InputReader } from '../core/input-reader.ts'
import { isObject, objectOrList, type JsonObject } from '../core/json.ts'
import { mountOf } from '../drift/server.ts'
import type { KnownMount } from '../policy/mounts.ts'

/** Matches `PATH => TYPE`, with `leases` and `in NAMESPACE`. */
const line = /^\/*([^\s/](?:\S*[^\s/])?)\/*\s*=>\s*([a-z][\w-]*)(\s+leases)?(?:\s+in\s+\/*(\S*[^\s/])\/*)?$/i

/** Reads the input `mounts`: one engine per line, or the JSON that `vault secrets list -format=json` prints for the root namespace. */
export function readMounts({ text, problem }: InputReader): readonly KnownMount[] {
  const written = text('mounts') ?? ''
  const json = objectOrList(written)
  if (isObject(json)) return Object.entries(json).flatMap(([path, engine]) => (isObject(engine) ? [mountOf('', path, engine)] : []))
  return written.split('\n').flatMap((one, index) => {
    if (/^\s*(#|$)/.test(one)) return []
    const [, path, type, leases, namespace = ''] = line.exec(one.trim()) ?? []
    if (path !== undefined && type !== undefined)
      return [{ ...mountOf(namespace, `${path}/`, engineOf(type)), ...(leases !== undefined && { leases: true }) }]
    problem(`mounts line ${index + 1}`, `"${one.trim()}" is not a path and an engine`, 'kv/ => kv-v1, or pki/ => pki leases in NAMESPACE')
    return []
  })
}

/** `kv-v1` and `kv-v2` are names of `vault secrets enable`. */
function engineOf(type: string): JsonObject {
  const [, version] = /^kv-v([12])$/i.exec(type) ?? []
  return version === undefined ? { type: type.toLowerCase() } : { type: 'kv', options: { version } }
}
