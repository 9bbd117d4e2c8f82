import type { Env } from '../core/env.ts'

/**
 * Checks if the step has no `id`: the runner then names it `__…`. Steps inside composite actions (where GITHUB_ACTION_PATH is
 * set) are not checked: only the author of the composite action could fix them.
 */
export function hasNoStepId(env: Env): boolean {
  return (env['GITHUB_ACTION'] ?? '').startsWith('__') && (env['GITHUB_ACTION_PATH'] ?? '') === ''
}
