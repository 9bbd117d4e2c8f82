import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SweptJob } from './sweep.ts'

/** Takes 300 ms. Writes a file at its start, with the id of its process group, and one at its end. */
const command = ['echo $$ > started', 'sleep 0.3', 'echo done > finished'].join('\n')

/** Milliseconds in which a signal reaches the command, on a busy machine. */
const reactionMs = 200

/** A job whose command has static secrets and two leases. */
export const commandJob: SweptJob = {
  plan: {
    role: 'deploy',
    secrets: 'secret/data/ci/app password | P; database/creds/app username | U; aws/creds/deploy access_key | K',
    with: { run: command },
  },
  afterMain({ job: { workspace } }, main, signalled) {
    const group = groupIn(join(workspace, 'started'))
    const finished = statSync(join(workspace, 'finished'), { throwIfNoEntry: false })?.mtimeMs
    // a signal that arrives while node starts ends it
    const ends = main.signal ?? main.exitCode
    return [
      ...([0, 130, 'SIGINT', 'SIGTERM', 'SIGKILL'].includes(ends ?? '') ? [] : [`main ended with ${ends}`]),
      ...(ends === 0 && finished === undefined ? ['main succeeded before its command had finished'] : []),
      // a killed main cannot end its command
      ...(ends !== 'SIGKILL' && group !== undefined && isRunning(group) ? ['the command is still running after the end of main'] : []),
      ...(ends === 130 && finished !== undefined && finished > signalled + reactionMs ? ['the command went on after the signal'] : []),
    ]
  },
}

function groupIn(file: string): number | undefined {
  const isWritten = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0
  return isWritten ? Number(readFileSync(file, 'utf8')) : undefined
}

/** Returns whether a process of the group is running. A zombie is not: nothing collects it if its parent has ended. */
function isRunning(group: number): boolean {
  const table = execFileSync('ps', ['-A', '-o', 'pgid=,stat='], { encoding: 'utf8' })
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .some(([id, state = '']) => Number(id) === group && !state.startsWith('Z'))
}
