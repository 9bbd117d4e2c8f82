/**
 * Child processes that cannot outlive their owner. A small process of its own (keeper-process.ts) starts them, owns them and a
 * temporary folder, and takes all of it down as soon as the IPC channel to it closes: when `stop` is called, and equally when
 * this process ends by Ctrl-C, crashes or is killed with SIGKILL. There is one way down, and every stop goes it.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What to start. Output goes to `<name>.log` in the keeper's folder, which is also the working directory unless told. */
export type Command = {
  name: string
  command: string
  args: string[]
  /** The whole environment; by default a bare one, so that nothing of the caller's (VAULT_ADDR, PGHOST, …) reaches a server. */
  env?: NodeJS.ProcessEnv
  cwd?: string
  user?: User
}

/** Whom a process runs as, where it must not be root. */
export type User = { uid: number; gid: number }

/**
 * A started process: `ended` resolves with its exit code, the signal that ended it, or why it could not be started; `signal`
 * reaches it and what it has started, and does nothing once it has ended.
 */
export type Running = {
  name: string
  ended: Promise<number | string>
  log: () => Promise<string>
  signal: (name: NodeJS.Signals) => void
}

/** The owner of child processes and of `folder`; `stop` ends them all and removes the folder. */
export type Keeper = { folder: string; run: (command: Command) => Running; stop: () => Promise<void> }

/** Message to the keeper's process. @internal */
export type Order = Omit<Command, 'env'> & { id: number; env: NodeJS.ProcessEnv }

/** Message to the keeper's process: a signal for the child of that order. @internal */
export type SignalOrder = { id: number; signal: NodeJS.Signals }

/** Message from the keeper's process: its folder once, then how each child ended. @internal */
export type Word = { folder: string } | { id: number; how: number | string }

/** Starts a keeper whose folder is made below `parent`. */
export const startKeeper = async (parent: string): Promise<Keeper> => {
  const child = fork(join(import.meta.dirname, 'keeper-process.ts'), [parent], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const endings: ((how: number | string) => void)[] = []
  const folder = await new Promise<string>((resolve, reject) => {
    child.on('message', (word: Word) => {
      if ('folder' in word) resolve(word.folder)
      else endings[word.id]?.(word.how)
    })
    void gone.then(() => {
      reject(new Error('the process that keeps the test stack has ended'))
      for (const end of endings) end('its keeper has ended')
    })
  })
  return {
    folder,
    run: ({ env, ...command }) => {
      const ended = new Promise<number | string>((resolve) => {
        endings.push(resolve)
      })
      const id = endings.length - 1
      const order: Order = { ...command, env: env ?? bareEnvironment(folder), id }
      child.send(order, (error) => {
        if (error !== null) endings[id]?.(error.message)
      })
      return {
        name: command.name,
        ended,
        log: () => readFile(join(folder, `${command.name}.log`), 'utf8').catch(() => ''),
        signal: (name) => {
          const order: SignalOrder = { id, signal: name }
          if (child.connected) child.send(order)
        },
      }
    },
    stop: async () => {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}

const bareEnvironment = (folder: string): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, LC_ALL: 'C' })

/** Waits until the process has ended well. Throws with the last lines of its log if it did not. */
export const finished = async (running: Running): Promise<void> => {
  const how = await running.ended
  if (how !== 0) throw await failure(running, how)
}

/**
 * Waits until `probe` no longer throws; each try may take two seconds. Throws with the last lines of the log if the process
 * ends first or is not ready in time.
 */
export const ready = async <T>(running: Running, probe: () => Promise<T>, seconds = 60): Promise<T> => {
  let ended: number | string | undefined
  void running.ended.then((how) => {
    ended = how
  })
  const until = Date.now() + seconds * 1000
  while (Date.now() < until) {
    if (ended !== undefined) throw await failure(running, ended)
    try {
      return await Promise.race([probe(), tooLate(2000)])
    } catch {
      await sleep(20)
    }
  }
  throw await failure(running, `not ready within ${seconds} s`)
}

const tooLate = async (ms: number): Promise<never> => {
  await sleep(ms, undefined, { ref: false })
  throw new Error(`no answer within ${ms} ms`)
}

const failure = async (running: Running, how: number | string): Promise<Error> => {
  const reason = typeof how === 'number' ? `ended with exit code ${how}` : `failed (${how})`
  const lines = (await running.log()).trimEnd().split('\n').slice(-20)
  return new Error([`${running.name} ${reason}; its last lines:`, ...lines].join('\n  '))
}
