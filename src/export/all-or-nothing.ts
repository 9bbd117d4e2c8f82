import { statSync, truncateSync } from 'node:fs'
import type { Env } from '../core/env.ts'

/**
 * Calls `write`, which writes to the runner's files for outputs and environment. If it throws, truncates the files to their previous
 * size: with a full disk, later steps would otherwise get some of the values, or a part of a line.
 */
export function allOrNothing<T>(env: Env, write: () => T): T {
  const paths = [env['GITHUB_OUTPUT'], env['GITHUB_ENV']].filter((path) => path !== undefined)
  const before = paths.map((path) => ({ path, bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }))
  try {
    return write()
  } catch (error) {
    for (const { path, bytes } of before) truncateTo(path, bytes)
    throw error
  }
}

function truncateTo(path: string, bytes: number): void {
  try {
    truncateSync(path, bytes)
  } catch {
    // a file that cannot be truncated could not be written either
  }
}
