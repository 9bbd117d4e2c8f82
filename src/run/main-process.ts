import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Env } from '../core/env.ts'

/** Variables that have the same values in main and in its post step. */
const sharedVariables = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB', 'GITHUB_ACTION', 'RUNNER_TEMP'] as const

/** The post step, which runs beside main. */
export interface PostStep {
  /** The path of its script as node got it. */
  readonly script: string
  readonly env: Env
}

/**
 * Returns whether a process is main of this step: a later step can set any process in a STATE_ variable, and another process can get the id
 * of main. Returns false on systems without /proc, on which the runner itself ends main.
 */
export function isMain(id: number, { script, env }: PostStep): boolean {
  const mainScript = join(dirname(dirname(script)), 'main', basename(script))
  const variables = new Set(partsOf(`/proc/${id}/environ`))
  return (
    partsOf(`/proc/${id}/cmdline`).includes(mainScript) &&
    sharedVariables.every((name) => env[name] === undefined || variables.has(`${name}=${env[name]}`))
  )
}

/** Returns nothing if there is no such process, if it is about to disappear, or if it belongs to another user. */
function partsOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\0')
  } catch {
    return []
  }
}
