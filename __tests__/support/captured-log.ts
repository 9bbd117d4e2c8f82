/** What the code under test printed. */
export interface CapturedLog {
  text(): string
  lines(): readonly string[]
  /** The values of all commands of one kind, decoded: `add-mask`, `warning`, … */
  commands(name: string): readonly string[]
}

/** Takes stdout over until jest.restoreAllMocks. */
export function captureLog(): CapturedLog {
  let printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += chunk.toString()
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

/** ActionCommand.cs, Unescape for data. */
const decode = (data: string): string => data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
