/**
 * Entry: the process that owns a keeper's child processes and folder (see keeper.ts). When the other side of the IPC channel stops,
 * crashes or is killed, the kernel closes the channel, and this process ends all children and removes the folder.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, openSync, closeSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { KeeperMessage, SignalMessage, StartMessage } from './keeper.ts'

/** Milliseconds from SIGINT to SIGKILL of a child's whole process group. */
const shutdownMs = 5000

const parent = process.argv[2] ?? ''
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(join(parent, 'vault-exchange-'))
// Postgres may run as another user, which needs access to its own folder in this one
chmodSync(folder, 0o711)
const running = new Set<ChildProcess>()

const send = (message: KeeperMessage) => {
  // errors are ignored, because the `disconnect` event handles a closed channel
  process.send?.(message, undefined, undefined, () => undefined)
}

const signal = (child: ChildProcess, name: NodeJS.Signals) => {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // the child has already ended
  }
}

const start = ({ id, name, command, args, env, cwd, user }: StartMessage): ChildProcess => {
  const log = openSync(join(folder, `${name}.log`), 'a')
  // with its own process group, Ctrl-C in a terminal does not reach it, and a kill also reaches its children
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env, cwd: cwd ?? folder, ...user })
  closeSync(log)
  running.add(child)
  child.once('error', (error) => {
    running.delete(child)
    send({ id, how: error.message })
  })
  child.once('exit', (code, signalName) => {
    running.delete(child)
    send({ id, how: code ?? signalName ?? 'unknown' })
  })
  return child
}

const children = new Map<number, ChildProcess>()
process.on('message', (message: StartMessage | SignalMessage) => {
  if ('command' in message) children.set(message.id, start(message))
  else {
    const child = children.get(message.id)
    if (child !== undefined && running.has(child)) signal(child, message.signal)
  }
})

const shutDown = () => {
  const exit = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    process.exit()
  }
  const exitIfEmpty = () => {
    if (running.size === 0) exit()
  }
  for (const child of running) {
    child.once('exit', () => {
      setImmediate(exitIfEmpty)
    })
    signal(child, 'SIGINT')
  }
  setTimeout(() => {
    for (const child of running) signal(child, 'SIGKILL')
    setTimeout(exit, 1000)
  }, shutdownMs)
  exitIfEmpty()
}

process.once('disconnect', shutDown)
// a signal to this process also shuts everything down
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    if (process.connected) process.disconnect()
  })

// the other side may have ended before this module ran
if (process.connected) send({ folder })
else shutDown()
