import type { Readable, Writable } from 'node:stream'
import type { StoppedCommands } from './stopped-commands.ts'

/** Longest part of a line that is held back, in bytes. A longer line is passed on in parts. */
const maxHeld = 64 * 1024

const lineFeed = 10
const carriageReturn = 13

/** Passes the output of the child to the runner, in complete lines. */
export interface LinePass {
  /** Calls `write` between two lines of the child's output, so that what it prints is a line of its own. */
  between(write: () => void): void
  /** Passes on an incomplete last line, and ends it. */
  end(): void
}

/**
 * Passes each line on as soon as it is complete. A line ends with LF or CR, as in the runner (.NET's StreamReader). Slows the child down if
 * the runner reads slowly.
 */
export function passLines(from: Readable, to: Writable, commands: StoppedCommands): LinePass {
  let held: Buffer = Buffer.alloc(0)
  let isWithinLine = false

  function pass(lines: Buffer): void {
    if (lines.length === 0) return
    commands.see(lines.toString('latin1'))
    isWithinLine = !isLineEnd(lines.at(-1))
    if (to.write(lines) || from.isPaused()) return
    from.pause()
    to.once('drain', () => from.resume())
  }

  from.on('data', (chunk: Buffer) => {
    const complete = Math.max(chunk.lastIndexOf(lineFeed), chunk.lastIndexOf(carriageReturn)) + 1
    const all = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const end = complete > 0 ? all.length - chunk.length + complete : all.length > maxHeld ? all.length : 0
    held = all.subarray(end)
    pass(all.subarray(0, end))
  })

  function endLine(): void {
    if (isWithinLine) to.write('\n')
    isWithinLine = false
  }

  return {
    between(write) {
      endLine()
      const { before, after } = commands.around()
      if (before !== '') to.write(before, 'latin1')
      write()
      if (after !== '') to.write(after, 'latin1')
    },
    end() {
      from.removeAllListeners('data')
      const rest = held
      held = Buffer.alloc(0)
      pass(rest)
      endLine()
    },
  }
}

const isLineEnd = (byte: number | undefined): boolean => byte === lineFeed || byte === carriageReturn
