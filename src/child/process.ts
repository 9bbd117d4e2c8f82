import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../core/failure.ts'
import { killTree } from './kill-tree.ts'
import { countLeftBehind, groupsOf } from './left-behind.ts'

/** The program to start, with its arguments, directory and environment. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  /** Set if the arguments must not be quoted on Windows. */
  readonly verbatim?: true
}

/** How a child process ended. */
export interface ChildEnd {
  /** 128 + the signal number if a signal ended it. */
  readonly exitCode: number
  readonly signal: NodeJS.Signals | undefined
  /** Number of its processes that are still running. */
  readonly leftBehind: number
}

/** A running child process. */
export interface Child {
  readonly stdout: Readable
  readonly stderr: Readable
  /** Resolves when the process has ended and its output is read. */
  readonly ended: Promise<ChildEnd>
  /**
   * Sends a signal to all processes of the child. Does nothing if they have ended. On Windows, only SIGKILL has an effect: the console passes
   * CTRL_C and CTRL_BREAK to the child too, and node would end it instead of sending them.
   */
  signal(name: NodeJS.Signals): void
}

/**
 * Milliseconds that the output is read after the process has ended: processes that it left behind can keep it open. `quiet` counts from the
 * last output, and limits it for a process that had to be killed. What the process itself wrote is read at once.
 */
const drainMs = { quiet: 500, longest: 5_000 }
/** Milliseconds for the other processes of a pipeline to end. */
const endingMs = 200

/**
 * Starts a program in a process group of its own, with closed stdin. Throws ERR_RUN if it cannot be started.
 * @param endTree ends the processes of a child on Windows
 */
export async function startChild(
  { program, args, directory, env, verbatim }: Command,
  platform: NodeJS.Platform,
  endTree = killTree,
): Promise<Child> {
  const hasGroups = platform !== 'win32'
  const child = start()
  const { pid } = child
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) => {
      reject(notStarted(error))
    })
  })

  function start() {
    try {
      return spawn(program, args, {
        cwd: directory,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: hasGroups,
        ...(verbatim && { windowsVerbatimArguments: true }),
      })
    } catch (error) {
      throw notStarted(error)
    }
  }

  let isKilled = false
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('exit', () => {
      closeWhenQuiet([child.stdout, child.stderr], isKilled ? drainMs.quiet : drainMs.longest)
    })
    child.once('close', (code, signal) => {
      const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
      void stillRunning(pid ?? 0, platform).then((leftBehind) => {
        resolve({ exitCode, signal: signal ?? undefined, leftBehind })
      })
    })
  })

  return {
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    signal(name) {
      if (pid === undefined) return
      isKilled ||= name === 'SIGKILL'
      if (!hasGroups) {
        const isRunning = child.exitCode === null && child.signalCode === null
        if (name === 'SIGKILL' && isRunning) endTree(pid, () => child.kill())
        return
      }
      for (const group of groupsOf(pid, platform)) signalGroup(group, name)
    },
  }
}

function signalGroup(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name)
  } catch {
    // all processes of the group have ended
  }
}

/** Counts the processes that are left behind, without those that are just ending, such as the rest of a pipeline. */
async function stillRunning(leader: number, platform: NodeJS.Platform): Promise<number> {
  if (countLeftBehind(leader, platform) === 0) return 0
  await sleep(endingMs)
  return countLeftBehind(leader, platform)
}

/** Closes the streams of an ended process once they bring nothing more. */
function closeWhenQuiet(streams: readonly Readable[], longestMs: number): void {
  const close = () => {
    for (const stream of streams) stream.destroy()
  }
  const closeUnlessPaused = () => {
    // a paused stream brings nothing because the runner reads slowly
    if (streams.some((stream) => !stream.destroyed && stream.isPaused())) quiet.refresh()
    else close()
  }
  const longest = setTimeout(close, longestMs)
  const quiet = setTimeout(closeUnlessPaused, drainMs.quiet)
  const clearIfClosed = () => {
    if (!streams.every(({ destroyed }) => destroyed)) return
    clearTimeout(longest)
    clearTimeout(quiet)
  }
  for (const stream of streams) stream.on('data', () => quiet.refresh()).once('close', clearIfClosed)
  clearIfClosed()
}

/** The messages of node:child_process contain the program's path, never its environment. */
const notStarted = (error: unknown): Failure =>
  new Failure('ERR_RUN', `the command of \`run\` could not be started: ${(error as Error).message}`, {
    hint: 'Check `shell` and `workingDirectory`. With E2BIG, the environment is too large: use the flag file for large values.',
    cause: error,
  })
