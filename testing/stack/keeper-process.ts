/**
 * Entry: the process that owns a keeper's children and its folder (see keeper.ts). Its life hangs on the IPC channel: when the
 * other side stops, dies or is killed, the kernel closes the channel, and everything that is still there is taken down.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, openSync, closeSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Order, SignalOrder, Word } from './keeper.ts'

/** How long a child may take to end after SIGINT, in ms, before its whole process group is killed. */
const patience = 5000

const parent = process.argv[2] ?? ''
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(join(parent, 'vault-exchange-'))
// Postgres may run as another user, who has to get through to its own folder in there.
chmodSync(folder, 0o711)
const running = new Set<ChildProcess>()

const tell = (word: Word) => {
  // That nobody is there any more is the business of `disconnect`.
  process.send?.(word, undefined, undefined, () => undefined)
}

const signal = (child: ChildProcess, name: NodeJS.Signals) => {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // It has ended by itself meanwhile.
  }
}

const start = ({ id, name, command, args, env, cwd, user }: Order): ChildProcess => {
  const log = openSync(join(folder, `${name}.log`), 'a')
  // A group of its own: Ctrl-C in a terminal does not reach it, and a kill reaches what it has started.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env, cwd: cwd ?? folder, ...user })
  closeSync(log)
  running.add(child)
  child.once('error', (error) => {
    running.delete(child)
    tell({ id, how: error.message })
  })
  child.once('exit', (code, signalName) => {
    running.delete(child)
    tell({ id, how: code ?? signalName ?? 'unknown' })
  })
  return child
}

const children = new Map<number, ChildProcess>()
process.on('message', (message: Order | SignalOrder) => {
  if ('command' in message) children.set(message.id, start(message))
  else {
    const child = children.get(message.id)
    if (child !== undefined && running.has(child)) signal(child, message.signal)
  }
})

const takeDown = () => {
  const leave = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    process.exit()
  }
  const leaveWhenEmpty = () => {
    if (running.size === 0) leave()
  }
  for (const child of running) {
    child.once('exit', () => {
      setImmediate(leaveWhenEmpty)
    })
    signal(child, 'SIGINT')
  }
  setTimeout(() => {
    for (const child of running) signal(child, 'SIGKILL')
    setTimeout(leave, 1000)
  }, patience)
  leaveWhenEmpty()
}

process.once('disconnect', takeDown)
// Whoever ends this process by name still gets everything taken down.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    if (process.connected) process.disconnect()
  })

// The other side may have gone before this module ran.
if (process.connected) tell({ folder })
else takeDown()
