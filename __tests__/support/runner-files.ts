import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyValuePairs } from '../../testing/runner/key-value-file.ts'

/** The command files of one step, created and read as the runner does. */
export interface RunnerFiles {
  readonly statePath: string
  outputs(): Readonly<Record<string, string>>
  variables(): Readonly<Record<string, string>>
  state(): Readonly<Record<string, string>>
  /** Deletes the files and restores the environment. */
  remove(): void
}

/** Creates empty command files and sets GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE. */
export function createRunnerFiles(): RunnerFiles {
  const directory = mkdtempSync(join(tmpdir(), 'runner-files-'))
  const before = { ...process.env }
  const pathOf = (name: string) => join(directory, name)
  const read = (name: string) => Object.fromEntries(keyValuePairs(readFileSync(pathOf(name), 'utf8')))
  for (const name of ['OUTPUT', 'ENV', 'STATE']) {
    writeFileSync(pathOf(name), '')
    process.env[`GITHUB_${name}`] = pathOf(name)
  }
  return {
    statePath: pathOf('STATE'),
    outputs: () => read('OUTPUT'),
    variables: () => read('ENV'),
    state: () => read('STATE'),
    remove() {
      rmSync(directory, { recursive: true, force: true })
      for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name)
      Object.assign(process.env, before)
    },
  }
}
