import { spawnSync } from 'node:child_process'

/** Options of a program: its folder, variables that are added to this process's environment, and its standard input. */
export interface ProgramOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Runs a program with its output on this terminal. Throws an Error unless the exit code is 0. */
export function run(command: string, args: readonly string[], options: ProgramOptions): void {
  start(command, args, options, 'inherit')
}

/** Runs a program and returns its standard output. Throws an Error with its standard error unless the exit code is 0. */
export function output(command: string, args: readonly string[], options: ProgramOptions): string {
  return start(command, args, options, 'pipe')
}

function start(command: string, args: readonly string[], { cwd, env, input }: ProgramOptions, out: 'inherit' | 'pipe'): string {
  const { error, status, signal, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: [input === undefined ? 'ignore' : 'pipe', out, out],
    ...(input !== undefined && { input }),
  })
  if (error) throw new Error(`${command} could not be started: ${error.message}`)
  if (status === 0) return out === 'pipe' ? stdout : ''
  const words = out === 'pipe' ? `: ${stderr.trim() || stdout.trim()}` : ''
  throw new Error(`${[command, ...args.slice(0, 3)].join(' ')} ended with ${signal ?? `exit code ${status}`}${words}`)
}
