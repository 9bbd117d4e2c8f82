import type { StageResult } from '../runner/job.ts'
import type { Inspect } from '../stack/inspect.ts'

/** Shows a title, and lines below it. */
export type Show = (title: string, lines: readonly string[]) => void

/** Prints on standard output. */
export const print: Show = (title, lines) => {
  console.log(`\n${title}`)
  for (const line of lines) console.log(`    ${line}`)
}

/** Shows the log of a stage, with its duration and exit code. */
export const showLog = (show: Show, title: string, stage: StageResult): void => {
  show(`${title} (${Math.round(stage.milliseconds)} ms, exit code ${stage.exitCode ?? 'none'})`, stage.log)
}

/** Returns the lines of a text without their indentation. */
export const linesOf = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())

/** Returns a line that says how many leases and tokens the server still has, except its root token. */
export const left = async (look: Inspect): Promise<string> =>
  `Left in Vault:  ${(await look.leases()).length} leases, ${(await look.tokenAccessors()).length - 1} tokens`
