import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Disturbance } from './disturbances.ts'

const inStateFile = 'for file in "$RUNNER_TEMP"/_runner_file_commands/save_state_*; do'
const emptyState = `${inStateFile} : > "$file"; done`
const killMain = 'kill -KILL $PPID'
const success = { exitCode: 0 }
const failure = { exitCode: 1 }

/** Creates each new file, but passes writes to /dev/full, where they fail with ENOSPC. */
const fullDisk = `const fs = require('node:fs'); const { openSync, closeSync } = fs
  fs.openSync = (path, flags, mode) => {
    const file = openSync(path, flags, mode)
    if (flags !== 'wx') return file
    closeSync(file)
    return openSync('/dev/full', 'w')
  }`

/** Milliseconds that main may take although another process holds the output of its command open. */
const heldOutputMs = 10_000

/** All disturbances of main by the command of the input `run`, or of what it needs. */
export const commandDisturbances: readonly Disturbance[] = [
  { name: 'disk full: script', with: { run: 'true' }, sabotage: fullDisk, end: failure, says: /cannot be written: ENOSPC/ },
  {
    name: 'RUNNER_TEMP is not set',
    with: { run: 'true' },
    sabotage: "delete process.env['RUNNER_TEMP']",
    end: failure,
    says: /^RUNNER_TEMP is not set/,
  },
  {
    name: 'RUNNER_TEMP is missing',
    with: { run: 'true' },
    sabotage: "process.env['RUNNER_TEMP'] += '/none'",
    end: failure,
    says: /cannot be written: ENOENT/,
  },
  { name: 'the command removes its script', with: { run: 'rm "$0"; echo still running' }, end: success },
  { name: 'the command kills main', with: { run: killMain }, end: { signal: 'SIGKILL' } },
  { name: 'the command empties the state file', with: { run: emptyState }, end: success },
  {
    name: 'the command empties the state file and fails',
    with: { run: `${emptyState}\nexit 3` },
    end: { exitCode: 3 },
    says: /^the command of `run` failed with exit code 3/,
  },
  {
    // the post step then loads nothing: what is left expires by TTL
    name: 'the command empties the state file and kills main',
    with: { run: `${emptyState}\n${killMain}` },
    end: { signal: 'SIGKILL' },
    unrevoked: { tokens: 1, leases: 1, databaseUsers: 1 },
  },
  {
    name: 'the command closes its output and prints later',
    with: { run: 'exec >&- 2>&-\nsleep 0.5\necho late' },
    end: failure,
    says: /^the command of `run` failed with exit code 1/,
  },
  {
    name: 'a process that the command leaves behind holds the output open',
    with: { run: 'sleep 60 & echo $! > holder' },
    end: success,
    afterMain({ job }, main) {
      process.kill(Number(readFileSync(join(job.workspace, 'holder'), 'utf8')))
      return main.milliseconds < heldOutputMs ? [] : [`main waited ${Math.round(main.milliseconds)} ms for the output`]
    },
  },
]
