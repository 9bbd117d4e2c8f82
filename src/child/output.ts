import type { Readable, Writable } from 'node:stream'
import type { StoppedCommands } from './stopped-commands.ts'

/** Longest part of a line that is held back, in bytes. A longer line is passed on in parts. */
const maxHeld = 1024 * 1024

const lineFeed = 10
const carriageReturn = 13

/** Passes the output of the child to the runner, in complete lines. */
export interface LinePass {
  /**
   * Calls `write` between two lines of the child's output, so that what it prints is a line of its own. Does not call it if the runner would
   * print a mask instead of registering it.
   */
  between(write: () => void): void
  /** Passes on incomplete last lines, and ends them. */
  end(): void
}

/**
 * Passes each line on as soon as it is complete, whichever of the streams it comes from. A line ends with LF or CR, as in the runner (.NET's
 * StreamReader). Slows the child down if the runner reads slowly.
 * @param to stdout of the action, also for the child's stderr: the runner handles lines of stderr before earlier ones of stdout, so a value
 * could appear before its mask is registered (actions/runner, ProcessInvoker.cs, `ProcessOutput`)
 */
export function passLines(streams: readonly Readable[], to: Writable, commands: StoppedCommands): LinePass {
  const held = new Map<Readable, Buffer>()
  /** The stream whose line is passed on in part. */
  let unfinished: Readable | undefined

  function pass(lines: Buffer, from: Readable): void {
    if (lines.length === 0) return
    if (unfinished !== from) endLine()
    commands.see(lines.toString('latin1'))
    unfinished = isLineEnd(lines.at(-1)) ? undefined : from
    if (to.write(lines) || from.isPaused()) return
    for (const stream of streams) stream.pause()
    to.once('drain', () => {
      for (const stream of streams) stream.resume()
    })
  }

  for (const from of streams) {
    from.on('data', (chunk: Buffer) => {
      const before = held.get(from) ?? nothing
      const complete = Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1
      const all = before.length === 0 ? chunk : Buffer.concat([before, chunk])
      const end = complete > 0 ? all.length - chunk.length + complete : all.length > maxHeld ? all.length : 0
      held.set(from, all.subarray(end))
      pass(all.subarray(0, end), from)
    })
  }

  function endLine(): void {
    if (unfinished) to.write('\n')
    unfinished = undefined
  }

  return {
    between(write) {
      const around = commands.around()
      if (!around) return
      endLine()
      if (around.before !== '') to.write(around.before, 'latin1')
      write()
      if (around.after !== '') to.write(around.after, 'latin1')
    },
    end() {
      for (const from of streams) {
        from.removeAllListeners('data')
        pass(held.get(from) ?? nothing, from)
        held.delete(from)
        endLine()
      }
    },
  }
}

const nothing = Buffer.alloc(0)

const isLineEnd = (byte: number | undefined): boolean => byte === lineFeed || byte === carriageReturn
