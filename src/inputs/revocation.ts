import type { InputReader } from '../core/input-reader.ts'

/**
 * What is given back: everything (`true`); everything, and the step fails where the end of anything stays unconfirmed
 * (`required`); nothing of a job that went well, because it has to live on (`false`).
 */
export type RevokeMode = 'true' | 'required' | 'false'

const modes: readonly RevokeMode[] = ['true', 'required', 'false']
const defaultMaxTtl = '6h'
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** Reads the input `revoke`. */
export function readRevoke(inputs: InputReader): RevokeMode {
  const written = inputs.text('revoke')
  const mode = modes.find((known) => known === written?.toLowerCase())
  if (written !== undefined && !mode) inputs.problem('revoke', `"${written}" is not known`, modes.join(', '))
  return mode ?? 'true'
}

/**
 * Reads the input `maxTtl`: seconds that a token or a lease may live at most, 0 for no limit. What lives on after the job has no
 * limit unless one is given, which is why action.yml declares no default: it would hide what is given.
 */
export function readMaxTtl(inputs: InputReader, revoke: RevokeMode): number {
  const written = inputs.text('maxTtl') ?? (revoke === 'false' ? '0' : defaultMaxTtl)
  const parts = [...written.matchAll(/(\d+)([smhd]?)/gi)]
  const isWhole = parts.map(([part]) => part).join('') === written && parts.every(([, , unit]) => unit !== '' || parts.length === 1)
  const seconds = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit.toLowerCase()] ?? 1), 0)
  if (isWhole && Number.isSafeInteger(seconds)) return seconds
  inputs.problem('maxTtl', `"${written}" is not a valid duration`, `${defaultMaxTtl}, 90m, 3600 (seconds), or 0 for no limit`)
  return 0
}
