import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeFileSync } from 'node:fs'
import { EOL } from 'node:os'

/**
 * Appends named values to a file that the runner reads: GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE (docs.github.com, "Workflow
 * commands", multi-line strings). Appends all of them, or none. Throws if there is no such file, or if it cannot be written.
 */
export function appendValues(path: string | undefined, values: Iterable<readonly [name: string, value: string]>): void {
  const text = [...values].map(([name, value]) => entry(name, value)).join('')
  if (text === '') return
  if (!path) throw new Error('the runner provided no file')
  // without O_CREAT, because the runner reads only the file that it created
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND)
  const { size } = fstatSync(file)
  try {
    writeFileSync(file, text)
  } catch (error) {
    // after a partial entry (for example, if the disk is full) the runner would read the next entry as part of its value
    ftruncateSync(file, size)
    throw error
  } finally {
    closeSync(file)
  }
}

function entry(name: string, value: string): string {
  const delimiter = delimiterFor(name + value)
  // the EOL of the system, because on Windows the runner reads CR LF as one line break, and a value can end in CR
  return `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`
}

/** Returns a delimiter that the text does not contain, so that no value can end early and add another name. */
function delimiterFor(text: string): string {
  const longest = (text.match(/ghadelimiter_*/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0)
  return 'ghadelimiter'.padEnd(longest + 1, '_')
}
