/** Tracks whether the child has stopped the runner's workflow commands (`::stop-commands::TOKEN`). */
export interface StoppedCommands {
  /** Looks for commands that stop or resume others, in text of complete lines that is passed to the runner. */
  see(text: string): void
  /**
   * Returns the lines to print before and after own commands; '' if commands are processed. Without them, the runner would print a mask that
   * is being registered. Returns undefined if no line can resume commands, for example because the token contains a space.
   */
  around(): { readonly before: string; readonly after: string } | undefined
  /** Returns the line that resumes commands when the child has ended; '' if they are processed, or if no line can do it. */
  resume(): string
}

/** The notations of a command, each with its name and its data (actions/runner, ActionCommand.cs). The second may be anywhere in a line. */
const notations = [/^\s*::(\S*?)(?:\s.*?)?::(.*)$/, /##\[([^\]\s]*)[^\]]*\](.*)$/]

/** Names of the runner's commands (ActionCommandManager.cs). */
const known =
  /^(?:internal-set-repo-path|set-env|set-output|save-state|add-path|add-mask|(?:add|remove)-matcher|debug|warning|error|notice|echo|(?:end)?group|stop-commands|pause-logging)$/

/** Characters of data that are written in another way, in the order in which the runner decodes them (ActionCommand.cs). */
const escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const

const decoded = (data: string): string => escapes.reduce((text, [escape, character]) => text.replaceAll(escape, character), data)

/** Creates a StoppedCommands. Source of the rules: actions/runner, ActionCommandManager.cs, `TryProcessCommand`. */
export function createStoppedCommands(): StoppedCommands {
  let token: string | undefined

  function seeLine(line: string): void {
    for (const notation of notations) {
      const [, name = '', data = ''] = notation.exec(line) ?? []
      const command = name.toLowerCase()
      if (command === token?.toLowerCase()) token = undefined
      // the runner refuses such a token, and stops nothing
      else if (command === 'stop-commands' && token === undefined && data !== '' && !known.test(decoded(data).toLowerCase()))
        token = decoded(data)
      else if (!known.test(command)) continue
      return
    }
  }

  const isResumable = () => token === undefined || notations[0]?.exec(`::${token}::`)?.[1] === token
  const resumeLine = () => (token === undefined || !isResumable() ? '' : `::${token}::\n`)
  // the token has no line break here, so `%` is all that has to be written in another way
  const stopLine = () => (token === undefined ? '' : `::stop-commands::${token.replaceAll('%', '%25')}\n`)
  return {
    see(text) {
      // quick for the usual output, which contains none
      if (text.toLowerCase().includes(token?.toLowerCase() ?? 'stop-commands')) text.split(/[\r\n]+/).forEach(seeLine)
    },
    around: () => (isResumable() ? { before: resumeLine(), after: stopLine() } : undefined),
    resume() {
      const line = resumeLine()
      token = undefined
      return line
    },
  }
}
