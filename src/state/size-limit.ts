import type { Env } from '../core/env.ts'
import { withReferences } from './secret-references.ts'
import type { InputReader } from '../core/input-reader.ts'
import type { StateEntry } from './chunked-value.ts'
import type { Connection } from '../vault/connection.ts'

/**
 * Maximum size of the saved state, in bytes. The state is part of the environment of the post step, and the system limits what
 * a process can start with: 2 MiB on Linux, 1 MiB on macOS.
 */
const maxBytes = 512 * 1024
/** The part of it for inputs, in bytes. The rest is for the token, leases and files. */
const maxInputBytes = 400 * 1024
/** Bytes of an environment variable in addition to name and value: the prefix, two separators and a pointer. */
const overhead = 16

/** The total size of the saved state. */
export interface StateSize {
  /** Adds entries, which replace earlier ones of the same key. Returns false and changes nothing if they exceed the limit. */
  add(entries: readonly StateEntry[]): boolean
  /** Starts again at 0, for an empty file. */
  clear(): void
}

/** Creates a counter of the state's size. */
export function createStateSize(): StateSize {
  const sizes = new Map<string, number>()
  let total = 0
  return {
    add(entries) {
      const added = entries.map(([key, value]) => [key, Buffer.byteLength(key + value) + overhead] as const)
      const after = total + added.reduce((sum, [key, size]) => sum + size - (sizes.get(key) ?? 0), 0)
      if (after > maxBytes) return false
      for (const [key, size] of added) sizes.set(key, size)
      total = after
      return true
    },
    clear() {
      sizes.clear()
      total = 0
    },
  }
}

/** What to write instead of an input that is too large. */
const instead: Readonly<Record<string, string>> = {
  caCertificate: 'only the CA certificates that signed the server certificate of Vault',
  clientCertificate: 'only the client certificate and its intermediate certificates',
  url: 'only the addresses of one Vault cluster',
  redirectHosts: 'only the hosts that Vault redirects to',
}

/**
 * Checks that the inputs that the post step needs fit into the state: one limit for all of them together. A long-lived secret
 * counts as the short reference that is saved for it.
 * @param token of the user, if the method is `token`
 */
export function checkStateSize(
  { urls, redirectHosts, namespace, authNamespace, tls, extraHeaders }: Connection,
  token: string | undefined,
  env: Env,
  problem: InputReader['problem'],
): void {
  const parts = Object.entries({
    url: urls,
    redirectHosts,
    namespace,
    authNamespace,
    caCertificate: tls?.ca,
    clientCertificate: tls?.certificate,
    clientKey: tls?.key,
    extraHeaders,
    token,
  })
  // at most three bytes per character: the usual case needs no exact count
  if (JSON.stringify(parts).length * 3 <= maxInputBytes) return
  const sizes = parts
    .map(([input, value]) => ({ input, bytes: value === undefined ? 0 : Buffer.byteLength(withReferences(value, env)) }))
    .toSorted((a, b) => b.bytes - a.bytes)
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total <= maxInputBytes) return
  const large = sizes.filter(({ bytes }, index) => index === 0 || bytes >= maxInputBytes / 20)
  const sizeList = large.map(({ input, bytes }) => `${input} ${kibibytes(bytes)}`).join(', ')
  const advice = [...new Set(large.map(({ input }) => instead[input] ?? 'a shorter text'))].join('; ')
  problem(
    large.map(({ input }) => input).join(', '),
    `these inputs take ${kibibytes(total)} of the state saved for the post step (${sizeList}), and the limit is ` +
      kibibytes(maxInputBytes),
    advice,
  )
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`
