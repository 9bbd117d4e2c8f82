import { closeSync, constants, fstatSync, openSync, readSync, truncateSync, writeFileSync } from 'node:fs'
import { EOL } from 'node:os'

/**
 * Appends named values to a file that the runner reads: GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE (docs.github.com, "Workflow
 * commands", multi-line strings). Appends all of them, or none. Throws if there is no such file, or if it cannot be written.
 */
export function appendValues(path: string | undefined, values: Iterable<readonly [name: string, value: string]>, eol = EOL): void {
  const text = [...values].map(([name, value]) => entry(name, value, eol)).join('')
  if (text !== '') appendText(path, text, eol)
}

/**
 * Appends whole lines to a file that the runner reads, such as GITHUB_STEP_SUMMARY. Appends all of them, or none. Throws if there is no
 * such file, or if it cannot be written.
 */
export function appendText(path: string | undefined, text: string, eol = EOL): void {
  if (!path) throw new Error('the runner provided no file')
  // without O_CREAT, because the runner reads only the file that it created
  const file = openSync(path, constants.O_RDWR | constants.O_APPEND)
  const { size } = fstatSync(file)
  try {
    writeFileSync(file, endsWithinLine(file, size) ? eol + text : text)
  } catch (error) {
    // after a partial entry (for example, if the disk is full) the runner would read the next entry as part of its value. By its path,
    // because Windows truncates no file that is open for appending
    truncateSync(path, size)
    throw error
  } finally {
    closeSync(file)
  }
}

/** Returns whether the last line is incomplete: the command of the input `run` can write to the file too, with `printf a=b`. */
function endsWithinLine(file: number, size: number): boolean {
  const last = Buffer.alloc(1)
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n'
}

function entry(name: string, value: string, eol: string): string {
  const delimiter = delimiterFor(name + value)
  // the EOL of the system, because on Windows the runner reads CR LF as one line break, and a value can end in CR
  return `${name}<<${delimiter}${eol}${value}${eol}${delimiter}${eol}`
}

/** Returns a delimiter that the text does not contain, so that no value can end early and add another name. */
function delimiterFor(text: string): string {
  const longest = (text.match(/ghadelimiter_*/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0)
  return 'ghadelimiter'.padEnd(longest + 1, '_')
}
