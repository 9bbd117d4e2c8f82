import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { LineSplitter, OutputBatches } from './output-lines.ts'

/** Milliseconds from SIGINT to SIGTERM, and from SIGTERM to SIGKILL, if a process is cancelled. */
export interface CancelLimits {
  readonly sigintMs: number
  readonly sigtermMs: number
}

/** The runner's own limits (ProcessInvoker.cs). */
export const runnerCancelLimits: CancelLimits = { sigintMs: 7_500, sigtermMs: 2_500 }

/** Milliseconds that the runner waits for open output streams after the process has ended: child processes may still hold them. */
const openStreamsMs = 5_000

/** How a process ended. */
interface ProcessEnd {
  /** 128 + the signal number if a signal ended the process. */
  readonly exitCode: number
  readonly signal: NodeJS.Signals | undefined
  /** The unmasked output of both streams, in the order of arrival. */
  readonly raw: string
  readonly cancelled: boolean
}

/** A running node process. */
export interface NodeProcess {
  readonly ended: Promise<ProcessEnd>
  /** Sends a signal. Returns false if the process has ended. */
  signal(name: NodeJS.Signals): boolean
  /** Closes the streams from which the output is read, as the end of the runner itself does. */
  closeOutput(): void
  /** Sends SIGINT, then SIGTERM, then SIGKILL, as the limits pass. Resolves when the process has ended. */
  cancel(limits: CancelLimits): Promise<void>
}

function collectOutput(child: ChildProcess, onLine: (line: string) => void): { raw: () => string; flush: () => void } {
  const batches = new OutputBatches(onLine)
  const chunks: Buffer[] = []
  const splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      batches.push(stream, splitters[stream].push(chunk))
    })
  }
  return {
    raw: () => Buffer.concat(chunks).toString(),
    flush: () => {
      batches.push('stderr', splitters.stderr.end())
      batches.push('stdout', splitters.stdout.end())
      batches.flush()
    },
  }
}

/**
 * Runs a script as the runner does: with this process's node (24 or later), the workspace as working directory, and closed stdin.
 * Calls `onLine` for each line of both streams, for all of them before `ended` resolves.
 * @param launcher a command that starts node in place of this process, as `docker exec` does for a job container
 * Throws if the process cannot be started, for example because its environment is too large for the system.
 */
export function startNode(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
  launcher: readonly string[] = [],
): NodeProcess {
  if (Number.parseInt(process.versions.node) < 24) throw new Error(`using: node24 needs node 24 or later; this is ${process.version}`)
  const args = [...launcher, process.execPath, script]
  const child = spawn(args.shift() ?? '', args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end()
  const output = collectOutput(child, onLine)
  let cancelled = false
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    let closing: NodeJS.Timeout | undefined
    child.on('error', reject)
    child.on('exit', () => {
      closing = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, openStreamsMs)
    })
    child.on('close', (code, signal) => {
      clearTimeout(closing)
      output.flush()
      const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
      resolve({ exitCode, signal: signal ?? undefined, raw: output.raw(), cancelled })
    })
  })
  const signal = (name: NodeJS.Signals): boolean => child.kill(name)
  const endedWithin = (milliseconds: number): Promise<boolean> => {
    const waiting = new AbortController()
    return Promise.race([ended.then(() => true), sleep(milliseconds, false, { signal: waiting.signal })]).finally(() => {
      waiting.abort()
    })
  }
  return {
    ended,
    signal,
    closeOutput() {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    async cancel({ sigintMs, sigtermMs }) {
      cancelled = signal('SIGINT') || cancelled
      if (await endedWithin(sigintMs)) return
      signal('SIGTERM')
      if (await endedWithin(sigtermMs)) return
      signal('SIGKILL')
      await ended
    },
  }
}
