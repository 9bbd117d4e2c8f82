import { closeSync, constants, openSync, writeFileSync } from 'node:fs'

/**
 * Appends values by their names to a file that the runner reads: GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE
 * (docs.github.com, "Workflow commands", multi-line strings). All of them at once, so that a kill between two of them cannot be.
 * Throws where the runner gave no such file or it cannot be written: without it, a value would have to be printed.
 */
export function appendValues(path: string | undefined, values: Iterable<readonly [name: string, value: string]>): void {
  const text = [...values].map(([name, value]) => entry(name, value)).join('')
  if (text === '') return
  if (!path) throw new Error('the runner gave no file')
  // without O_CREAT: the runner made the file, and reads no other
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND)
  try {
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
}

function entry(name: string, value: string): string {
  const delimiter = delimiterBeside(name + value)
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}

/** A line that the text cannot contain, so that no value ends itself and begins another name. */
function delimiterBeside(text: string): string {
  let delimiter = 'ghadelimiter'
  while (text.includes(delimiter)) delimiter += '_'
  return delimiter
}
