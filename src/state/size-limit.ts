import { withReferences } from './secret-references.ts'
import type { InputReader } from '../core/input-reader.ts'
import type { StateEntry } from './chunked-value.ts'
import type { Connection } from '../vault/connection.ts'

/**
 * All that main may write down for the post step, in bytes. It becomes part of the environment of that step, which has to fit into what
 * a process may be started with: 2 MiB on Linux, 1 MiB on macOS.
 */
const maxBytes = 512 * 1024
/** Of it, what inputs may take before the login. The rest is for the token, leases and files. */
const maxInputBytes = 400 * 1024
/** What a variable takes beside its name and value: the prefix, two separators and a pointer. */
const overhead = 16

/** Counts what is written down. */
export interface StateSize {
  /** Takes the entries into account; false if they do not fit, and then nothing changes. */
  take(entries: readonly StateEntry[]): boolean
  /** The file is emptied. */
  clear(): void
}

/** A room in which an entry replaces an earlier one of its key. */
export function createStateSize(): StateSize {
  const sizes = new Map<string, number>()
  let total = 0
  return {
    take(entries) {
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

/** What to write in place of an input that is too large. */
const instead: Readonly<Record<string, string>> = {
  caCertificate: 'only the CA certificates that signed the server certificate of Vault',
  clientCertificate: 'only the client certificate and its intermediate certificates',
  url: 'only the addresses of one Vault cluster',
  redirectHosts: 'only the hosts that Vault redirects to',
}

/**
 * Checks that what the post step needs of the inputs fits into the state: one limit for all of them together. The sizes are those in the
 * state, where a secret that outlives the job takes no more than a reference.
 * @param token of the user, if the method is `token`
 */
export function checkStateSize(
  { urls, redirectHosts, namespace, authNamespace, tls, extraHeaders }: Connection,
  token: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
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
  // a character has three bytes at most: the usual case needs no exact count
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
    `these inputs take ${kibibytes(total)} of the state saved for the post step (${sizeList}), and the limit is ${kibibytes(maxInputBytes)}`,
    advice,
  )
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`
