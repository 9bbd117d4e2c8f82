import { isAbsolute, join } from 'node:path'
import type { Env } from '../core/env.ts'

/** Returns a path of an input: a relative one is in the workspace, or for a command in the current folder. */
export function pathInWorkspace(path: string, env: Env): string
export function pathInWorkspace(path: string | undefined, env: Env): string | undefined
export function pathInWorkspace(path: string | undefined, env: Env): string | undefined {
  return path === undefined || isAbsolute(path) ? path : join(env['GITHUB_WORKSPACE'] ?? '.', path)
}
