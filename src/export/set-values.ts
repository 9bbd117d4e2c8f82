import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { appendValues } from '../runner/command-files.ts'

type NamedValues = Iterable<readonly [name: string, value: string]>

/** Sets outputs and environment variables. Throws ERR_STATE if the runner's files cannot be written. */
export function setValues(env: Env, outputs: NamedValues, variables: NamedValues = []): void {
  try {
    appendValues(env['GITHUB_OUTPUT'], outputs)
    appendValues(env['GITHUB_ENV'], variables)
  } catch (cause) {
    const hint = "Check whether the runner's disk is full."
    throw new Failure('ERR_STATE', "the runner's files for outputs and environment cannot be written", { hint, cause })
  }
}
