import type { InputReader } from '../core/input-reader.ts'

/**
 * What is revoked: everything (`true`); everything, and the step fails if a revocation is not confirmed (`required`);
 * nothing after a successful run, so that the credentials outlive the job (`false`).
 */
export type RevokeMode = 'true' | 'required' | 'false'

const modes: readonly RevokeMode[] = ['true', 'required', 'false']
const defaultMaxTtl = '6h'
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

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
  const parts = [...written.matchAll(/(\d+)([smhd]?)/gi)]
  const isComplete = parts.map(([part]) => part).join('') === written && parts.every(([, , unit]) => unit !== '' || parts.length === 1)
  const seconds = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit.toLowerCase()] ?? 1), 0)
  if (isComplete && Number.isSafeInteger(seconds)) return seconds
  inputs.problem('maxTtl', `"${written}" is not a valid duration`, `${defaultMaxTtl}, 90m, 3600 (seconds), or 0 for no limit`)
  return 0
}
