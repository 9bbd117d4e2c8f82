import { randomUUID } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyValuePairs } from './key-value-file.ts'
import type { SecretMasker } from './secret-masker.ts'
import type { StageEffects } from './stage-effects.ts'
import type { StageLog } from './stage-log.ts'

/** Names in the github context (GITHUB_ENV, …) and prefixes of the file names, in the order in which the runner reads the files. */
const prefixes = { path: 'add_path_', env: 'set_env_', step_summary: 'step_summary_', state: 'save_state_', output: 'set_output_' } as const
type Kind = keyof typeof prefixes

/** Paths of command files that replace the default ones, by kind. */
export type PlacedFiles = Readonly<Partial<Record<Kind, string>>>

const largestSummaryKiB = 1024
const summaryHelp = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary'

/** The command files of one stage: variables, state, outputs, paths and the summary (FileCommandManager.cs). */
export class FileCommands {
  /** Paths of the files, as values of the github context. */
  readonly paths: Readonly<Record<Kind, string>>

  /** Creates the empty files in a directory that all stages of a job share. Files in `placed` are not created. */
  constructor(directory: string, placed: PlacedFiles = {}) {
    const suffix = randomUUID()
    const create = (kind: Kind): string => {
      if (placed[kind] !== undefined) return placed[kind]
      const path = join(directory, prefixes[kind] + suffix)
      writeFileSync(path, '')
      return path
    }
    this.paths = {
      path: create('path'),
      env: create('env'),
      step_summary: create('step_summary'),
      state: create('state'),
      output: create('output'),
    }
  }

  /**
   * Applies the files after the process has ended, with any exit code. A file that the runner refuses is logged as an error with the
   * runner's message and fails the step. Lines before the refused one still apply, and the other files are still read.
   */
  process(effects: StageEffects, log: StageLog, masker: SecretMasker): { summary: string; failed: boolean } {
    let summary = ''
    let failed = false
    const processors: Readonly<Record<Kind, (text: string) => void>> = {
      path: (text) => {
        addPaths(text, effects)
      },
      env: (text) => {
        setVariables(text, effects, log)
      },
      step_summary: (text) => {
        summary = maskedSummary(text, log, masker)
      },
      state: (text) => {
        saveState(text, effects, log)
      },
      output: (text) => {
        setOutputs(text, effects, log)
      },
    }
    for (const [kind, process] of Object.entries(processors)) {
      const path = this.paths[kind as Kind]
      // /dev/full, used to simulate a full disk, can be read endlessly
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue
      try {
        process(new TextDecoder().decode(readFileSync(path)))
      } catch (error) {
        log.annotate('error', `Unable to process file command '${kind}' successfully.`)
        log.annotate('error', error instanceof Error ? error.message : String(error))
        failed = true
      }
    }
    return { summary, failed }
  }
}

function addPaths(text: string, effects: StageEffects): void {
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line !== '') effects.addPath(line)
  }
}

function setVariables(text: string, effects: StageEffects, log: StageLog): void {
  for (const [name, value] of keyValuePairs(text)) {
    if (name.toUpperCase() === 'NODE_OPTIONS') {
      // the only blocked name; the runner logs the error but does not fail the step
      log.annotate('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
      continue
    }
    effects.setVariable(name, value)
    log.debug(`${name}='${value}'`)
  }
}

function saveState(text: string, effects: StageEffects, log: StageLog): void {
  for (const [name, value] of keyValuePairs(text)) {
    effects.saveState(name, value)
    log.debug(`Save intra-action state ${name} = ${value}`)
  }
}

function setOutputs(text: string, effects: StageEffects, log: StageLog): void {
  for (const [name, value] of keyValuePairs(text)) {
    effects.setOutput(name, value)
    log.debug(`Set output ${name} = ${value}`)
  }
}

/** The runner masks the summary line by line, so only the masks of single lines match a multi-line secret. */
function maskedSummary(text: string, log: StageLog, masker: SecretMasker): string {
  const bytes = Buffer.byteLength(text)
  if (bytes > largestSummaryKiB * 1024) {
    log.annotate(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${largestSummaryKiB}k, ` +
        `got ${Math.floor(bytes / 1024)}k. For more information see: ${summaryHelp}`,
    )
    return ''
  }
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => `${masker.mask(line)}\n`).join('')
}
