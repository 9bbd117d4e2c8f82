import { EOL } from 'node:os'

/** The output of the code under test. */
export interface CapturedLog {
  text(): string
  lines(): readonly string[]
  /** Returns the decoded values of all commands with that name: `add-mask`, `warning`, … */
  commands(name: string): readonly string[]
}

/** Captures stdout until jest.restoreAllMocks. */
export function captureLog(): CapturedLog {
  let printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    // @actions/core writes the line breaks of the system
    printed += chunk.toString().replaceAll(EOL, '\n')
    return true
  })
  const lines = () => printed.split('\n').filter((line) => line !== '')
  return {
    text: () => printed,
    lines,
    commands: (name) =>
      lines()
        .filter((line) => line.startsWith(`::${name}::`))
        .map((line) => decode(line.slice(name.length + 4))),
  }
}

/** Decodes the data of a command (ActionCommand.cs, Unescape). */
const decode = (data: string): string => data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
