import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeFileSync } from 'node:fs'
import { EOL } from 'node:os'

/**
 * Appends values by their names to a file that the runner reads: GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE
 * (docs.github.com, "Workflow commands", multi-line strings): all of them, or none.
 * Throws where the runner gave no such file or it cannot be written: without it, a value would have to be printed.
 */
export function appendValues(path: string | undefined, values: Iterable<readonly [name: string, value: string]>): void {
  const text = [...values].map(([name, value]) => entry(name, value)).join('')
  if (text === '') return
  if (!path) throw new Error('the runner provided no file')
  // without O_CREAT: the runner made the file, and reads no other
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND)
  const { size } = fstatSync(file)
  try {
    writeFileSync(file, text)
  } catch (error) {
    // half an entry on a full disk would take the next one for its end
    ftruncateSync(file, size)
    throw error
  } finally {
    closeSync(file)
  }
}

function entry(name: string, value: string): string {
  const delimiter = delimiterBeside(name + value)
  // on Windows the runner takes a carriage return before a line feed for a part of the line break, and a value may end in one
  return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`
}

/** A line that the text cannot contain, so that no value ends itself and begins another name. */
function delimiterBeside(text: string): string {
  const longest = (text.match(/ghadelimiter_*/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0)
  return 'ghadelimiter'.padEnd(longest + 1, '_')
}
