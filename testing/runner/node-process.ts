import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { LineSplitter, OutputBatches } from './output-lines.ts'

/** Milliseconds a cancelled process gets after SIGINT, and then after SIGTERM, before it is killed. */
export interface CancelLimits {
  readonly sigintMs: number
  readonly sigtermMs: number
}

/** The runner's own limits (ProcessInvoker.cs). */
export const runnerCancelLimits: CancelLimits = { sigintMs: 7_500, sigtermMs: 2_500 }

/** Milliseconds for which the runner waits for open output after the process has ended, because a child of it may hold the streams. */
const openStreamsMs = 5_000

/** How a process ended. */
interface ProcessEnd {
  /** 128 + the signal's number where a signal ended it. */
  readonly exitCode: number
  readonly signal: NodeJS.Signals | undefined
  /** Everything it printed, unmasked, both streams in the order of arrival. */
  readonly raw: string
  readonly cancelled: boolean
}

/** A node process under way. */
export interface NodeProcess {
  readonly ended: Promise<ProcessEnd>
  /** Sends a signal; false where the process is gone. */
  signal(name: NodeJS.Signals): boolean
  /** SIGINT, then SIGTERM, then SIGKILL, each when the limit before it has passed; resolves when the process has ended. */
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
 * Runs a script as the runner runs an action's: with its own node (this process's, which has to be 24 or later), cwd the workspace,
 * stdin closed at once. `onLine` gets each line of both streams, all of them before `ended` resolves.
 * Throws where the process cannot be started, for instance because its environment is too large for the system.
 */
export function startNode(script: string, cwd: string, env: Readonly<Record<string, string>>, onLine: (line: string) => void): NodeProcess {
  if (Number.parseInt(process.versions.node) < 24) throw new Error(`using: node24 needs node 24 or later; this is ${process.version}`)
  const child = spawn(process.execPath, [script], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
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
