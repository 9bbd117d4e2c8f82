import type { InputReader } from '../core/input-reader.ts'

/**
 * What is revoked: everything (`true`); everything, and the step fails if a revocation is not confirmed (`required`);
 * nothing after a successful run, so that the credentials outlive the job (`false`).
 */
export type RevokeMode = 'true' | 'required' | 'false'

const modes: readonly RevokeMode[] = ['true', 'required', 'false']
const defaultMaxTtl = '6h'

/** Matches seconds alone, or days, hours, minutes and seconds, each at most once. */
const duration = /^(?:(\d+)|(?=\d)(?:(\d+)d\s*)?(?:(\d+)h\s*)?(?:(\d+)m\s*)?(?:(\d+)s)?)$/i
/** Seconds of each group of `duration`. */
const partSeconds = [1, 86_400, 3_600, 60, 1]

/** Reads the input `revoke`; the default is `true`. */
export function readRevoke(inputs: InputReader): RevokeMode {
  const written = inputs.text('revoke')
  const mode = modes.find((known) => known === written?.toLowerCase())
  if (written !== undefined && !mode) inputs.problem('revoke', `"${written}" is invalid`, modes.join(', '))
  return mode ?? 'true'
}

/**
 * Reads the input `maxTtl`: the longest TTL of a token or a lease, in seconds; 0 means no limit. The default depends on `revoke`:
 * action.yml declares none, because a declared default could not be told from a given value.
 */
export function readMaxTtl(inputs: InputReader, revoke: RevokeMode): number {
  const written = inputs.text('maxTtl') ?? (revoke === 'false' ? '0' : defaultMaxTtl)
  return readDuration('maxTtl', written, `${defaultMaxTtl}, 1h30m, 3600 (seconds), or 0 for no limit`, inputs)
}

/**
 * Reads the input `minTtl`: the TTL in seconds that token and leases should have after the step; 0 means no minimum.
 * @param maxTtl the limit in seconds; 0 for no limit
 */
export function readMinTtl(inputs: InputReader, maxTtl: number): number {
  const written = inputs.text('minTtl') ?? '0'
  const minTtl = readDuration('minTtl', written, '2h, 1h30m, or 3600 (seconds)', inputs)
  if (maxTtl > 0 && minTtl > maxTtl) {
    const limit = inputs.text('maxTtl') ?? defaultMaxTtl
    inputs.problem('minTtl', `"${written}" exceeds maxTtl, which is ${limit}`, `at most ${limit}, or also maxTtl: ${written}`)
  }
  return minTtl
}

/** Returns a duration in seconds. Adds a problem and returns 0 if it is not valid. */
function readDuration(input: string, written: string, instead: string, { problem }: InputReader): number {
  const parts: readonly (string | undefined)[] | undefined = duration.exec(written)?.slice(1)
  const seconds = parts?.reduce((sum, count, index) => sum + Number(count ?? 0) * (partSeconds[index] ?? 0), 0)
  if (seconds !== undefined && Number.isSafeInteger(seconds)) return seconds
  problem(input, `"${written}" is not a valid duration`, instead)
  return 0
}
