import type { StageResult } from '../runner/job.ts'
import type { Inspect } from '../stack/inspect.ts'

/** Prints a title, and lines below it. */
export function show(title: string, lines: readonly string[] = []): void {
  console.log(`\n${title}`)
  for (const line of lines) console.log(`    ${line}`)
}

/** Prints the log of a stage, with its duration and exit code. */
export function showLog(title: string, stage: StageResult): void {
  show(`${title} (${Math.round(stage.milliseconds)} ms, exit code ${stage.exitCode ?? 'none'})`, stage.log)
}

/** Prints a text of several lines without its indentation. */
export const showText = (title: string, text: string): void => {
  show(
    title,
    text
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  )
}

/** Prints how many leases and tokens the server still has, except its root token. */
export async function showLeft(look: Inspect): Promise<void> {
  show(`Left in Vault: ${(await look.leases()).length} leases, ${(await look.tokenAccessors()).length - 1} tokens`)
}
