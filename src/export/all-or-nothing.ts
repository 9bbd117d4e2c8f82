import { statSync, truncateSync } from 'node:fs'
import type { Env } from '../core/env.ts'

/**
 * Hands over all that `write` writes to the runner's files for outputs and environment, or nothing: where it throws, they
 * are cut to what they were. A full disk would otherwise leave half of it to later steps, or half a line.
 */
export function allOrNothing<T>(env: Env, write: () => T): T {
  const paths = [env['GITHUB_OUTPUT'], env['GITHUB_ENV']].filter((path) => path !== undefined)
  const before = paths.map((path) => ({ path, bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0 }))
  try {
    return write()
  } catch (error) {
    for (const { path, bytes } of before) cutTo(path, bytes)
    throw error
  }
}

function cutTo(path: string, bytes: number): void {
  try {
    truncateSync(path, bytes)
  } catch {
    // what cannot be cut could not be written either
  }
}
