import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { which } from '@actions/io'
import { chooseShell, type Shell } from '../child/shell.ts'
import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'

/** The inputs `run`, `shell` and `workingDirectory`, checked. */
export interface CommandSettings {
  /** The script as written. */
  readonly script: string
  readonly shell: Shell
  /** Absolute path of the directory in which the script runs. */
  readonly directory: string
}

/** Reads the command of the input `run`, and checks that its shell and directory exist. Adds a problem for inputs that exclude it. */
export async function readCommand(inputs: InputReader, env: Env): Promise<CommandSettings | undefined> {
  if (inputs.text('run') === undefined) {
    for (const name of ['shell', 'workingDirectory']) {
      if (inputs.text(name) !== undefined) inputs.problem(name, 'is used only with `run`', 'run: ./migrate.sh, or remove this input')
    }
    return undefined
  }
  for (const [name, instead] of Object.entries(excluded)) {
    if (/^true$/i.test(inputs.text(name) ?? '')) inputs.problem(name, 'excludes `run`, which gives the values to its command only', instead)
  }
  if (inputs.text('minTtl') !== undefined) {
    inputs.problem('minTtl', 'excludes `run`, which renews token and leases until its command ends', 'run without minTtl')
  }
  const shell = await chooseShell(inputs.text('shell'), process.platform, (program) => which(program))
  if ('text' in shell) {
    inputs.problem('shell', shell.text, shell.instead)
    return undefined
  }
  // with its line breaks and indentation, which the trimmed input lacks
  return { script: env['INPUT_RUN'] ?? '', shell, directory: readDirectory(inputs, env) }
}

/** Inputs that exclude `run` if they are true, and what to write instead. */
const excluded = {
  exportEnv: 'exportEnv: false; the command gets the values as environment variables',
  outputToken: 'exportToken: true, which gives the token to the command as VAULT_TOKEN',
}

function readDirectory(inputs: InputReader, env: Env): string {
  const written = inputs.text('workingDirectory')
  const directory = resolve(env['GITHUB_WORKSPACE'] ?? '.', written ?? '.')
  if (written !== undefined && !statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    inputs.problem('workingDirectory', `"${written}" is not a directory`, 'a directory that exists, relative to the workspace')
  }
  return directory
}
