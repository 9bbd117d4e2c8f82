/**
 * Child processes that cannot outlive this process. A separate small process (keeper-process.ts) starts them and owns a temporary folder.
 * It ends them and removes the folder when its IPC channel closes: after `stop`, and also if this process is stopped by Ctrl-C, crashes
 * or is killed with SIGKILL. All cases use the same shutdown code.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A command to start. Its output goes to `<name>.log` in the keeper's folder, which is also the default working directory. */
export type Command = {
  name: string
  command: string
  args: string[]
  /** The whole environment. The default is minimal, so that variables of the caller (VAULT_ADDR, PGHOST, …) do not affect a server. */
  env?: NodeJS.ProcessEnv
  cwd?: string
  user?: User
}

/** The user that a process runs as if it must not run as root. */
export type User = { uid: number; gid: number }

/**
 * A started process. `ended` resolves with its exit code, the signal that ended it, or the reason why it could not be started.
 * `signal` sends a signal to the process and its children; it does nothing if the process has ended.
 */
export type Running = {
  name: string
  ended: Promise<number | string>
  log: () => Promise<string>
  signal: (name: NodeJS.Signals) => void
}

/** Owns child processes and `folder`. `stop` ends the processes and removes the folder. */
export type Keeper = { folder: string; run: (command: Command) => Running; stop: () => Promise<void> }

/** Message to the keeper's process: starts a child. @internal */
export type StartMessage = Omit<Command, 'env'> & { id: number; env: NodeJS.ProcessEnv }

/** Message to the keeper's process: sends a signal to the child with that id. @internal */
export type SignalMessage = { id: number; signal: NodeJS.Signals }

/** Message from the keeper's process: its folder once, then how each child ended. @internal */
export type KeeperMessage = { folder: string } | { id: number; how: number | string }

/** Starts a keeper with a new folder in `parent`. */
export const startKeeper = async (parent: string): Promise<Keeper> => {
  const child = fork(join(import.meta.dirname, 'keeper-process.ts'), [parent], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const gone = once(child, 'exit')
  const endings: ((how: number | string) => void)[] = []
  const folder = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: KeeperMessage) => {
      if ('folder' in message) resolve(message.folder)
      else endings[message.id]?.(message.how)
    })
    void gone.then(() => {
      reject(new Error('the keeper process of the test stack has ended'))
      for (const end of endings) end('the keeper process has ended')
    })
  })
  return {
    folder,
    run: ({ env, ...command }) => {
      const ended = new Promise<number | string>((resolve) => {
        endings.push(resolve)
      })
      const id = endings.length - 1
      const message: StartMessage = { ...command, env: env ?? minimalEnvironment(folder), id }
      child.send(message, (error) => {
        if (error !== null) endings[id]?.(error.message)
      })
      return {
        name: command.name,
        ended,
        log: () => readFile(join(folder, `${command.name}.log`), 'utf8').catch(() => ''),
        signal: (name) => {
          const message: SignalMessage = { id, signal: name }
          if (child.connected) child.send(message)
        },
      }
    },
    stop: async () => {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}

const minimalEnvironment = (folder: string): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, LC_ALL: 'C' })

/** Waits until the process has ended. Throws with the last lines of its log unless the exit code is 0. */
export const finished = async (running: Running): Promise<void> => {
  const how = await running.ended
  if (how !== 0) throw await failure(running, how)
}

/**
 * Waits until `probe` does not throw; each attempt has a timeout of two seconds. Throws with the last lines of the log if the process
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
  throw new Error(`no response within ${ms} ms`)
}

const failure = async (running: Running, how: number | string): Promise<Error> => {
  const reason = typeof how === 'number' ? `ended with exit code ${how}` : `failed (${how})`
  const lines = (await running.log()).trimEnd().split('\n').slice(-20)
  return new Error([`${running.name} ${reason}. Last lines of its log:`, ...lines].join('\n  '))
}
