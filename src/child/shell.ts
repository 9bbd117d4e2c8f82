/** A shell, as the runner starts it for a `run:` step. */
export interface Shell {
  /** The name as written, such as `bash`. */
  readonly name: string
  /** Absolute path of the program. */
  readonly program: string
  /** The arguments, in which `{0}` stands for the path of the script. */
  readonly args: readonly string[]
  /** File extension of the script, with its dot; '' if the program needs none. */
  readonly extension: string
  /** Returns the content of the script file. */
  readonly content: (script: string) => string
  /** True for cmd on Windows, whose quotes must not be escaped. */
  readonly verbatim?: true
}

/** A problem of the input `shell`, and the text to write instead. */
export interface ShellProblem {
  readonly text: string
  readonly instead: string
}

type KnownShell = Omit<Shell, 'name' | 'program'>

/** The runner writes CR LF on Windows: cmd needs it to find labels. Source: actions/runner, ScriptHandler.cs. */
const withLineBreaksOf = (platform: NodeJS.Platform, { content, ...shell }: KnownShell): KnownShell => ({
  ...shell,
  content: (script) => (platform === 'win32' ? content(script).replace(/\r?\n/g, '\r\n') : content(script)),
})

const asWritten = (script: string): string => script
const powerShell: KnownShell = {
  args: ['-command', ". '{0}'"],
  extension: '.ps1',
  // PowerShell itself would go on after an error, and exit with 0 after a program that failed
  content: (script) =>
    `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`,
}

/** Arguments and scripts of the shells that need no template. Source: actions/runner, ScriptHandlerHelpers.cs. */
const knownShells: Readonly<Record<string, KnownShell>> = {
  bash: { args: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], extension: '.sh', content: asWritten },
  sh: { args: ['-e', '{0}'], extension: '.sh', content: asWritten },
  pwsh: powerShell,
  powershell: powerShell,
  python: { args: ['{0}'], extension: '.py', content: asWritten },
  cmd: {
    args: ['/D', '/E:ON', '/V:OFF', '/S', '/C', '"CALL "{0}""'],
    extension: '.cmd',
    content: (script) => `@echo off\n${script}`,
    verbatim: true,
  },
}

/**
 * Returns the shell of the input `shell`, or of the system: bash, or sh if there is no bash; on Windows pwsh, or powershell. Otherwise
 * returns the problem.
 * @param written the name of a shell, or a template such as `perl {0}`; undefined for the default
 * @param which returns the absolute path of a program, or '' if it is not in PATH
 */
export async function chooseShell(
  written: string | undefined,
  platform: NodeJS.Platform,
  which: (program: string) => Promise<string>,
): Promise<Shell | ShellProblem> {
  if (written === undefined) return defaultShell(platform, which)
  const [name = '', ...args] = wordsOf(written)
  const known = Object.hasOwn(knownShells, name.toLowerCase()) ? knownShells[name.toLowerCase()] : undefined
  const instead = 'bash, sh, pwsh, python, or a template with {0} in place of the script, such as perl {0}'
  if (args.length === 0 && !known) return { text: `"${written}" is not a known shell`, instead }
  if (args.length > 0 && !args.some((arg) => arg.includes('{0}'))) return { text: `"${written}" does not contain {0}`, instead }
  const program = await which(name)
  if (program === '') return { text: `the program "${name}" is not in PATH`, instead: 'a shell of this runner' }
  if (platform === 'win32' && /\.(?:cmd|bat)$/i.test(program))
    return { text: `"${name}" is a batch file, which Node.js does not start`, instead: `cmd /D /S /C "CALL ${name} "{0}""` }
  const shell = withLineBreaksOf(platform, known ?? { args: [], extension: '', content: asWritten })
  // quotes of cmd are part of its arguments, as in the runner
  const asGiven = known?.verbatim ? [written.replace(/^\S+\s+/, '')] : args
  return { name, program, ...shell, ...(args.length > 0 && { args: asGiven }) }
}

async function defaultShell(platform: NodeJS.Platform, which: (program: string) => Promise<string>): Promise<Shell | ShellProblem> {
  const names = platform === 'win32' ? ['pwsh', 'powershell'] : ['bash', 'sh']
  for (const name of names) {
    const [program, shell] = [await which(name), knownShells[name]]
    if (program !== '' && shell) return { name, program, ...withLineBreaksOf(platform, shell) }
  }
  return {
    text: `is required: neither ${names.join(' nor ')} is in PATH`,
    instead: 'a shell of this runner, as a template such as perl {0}',
  }
}

/** Splits a template at spaces. Double quotes keep spaces, and `\"` is a quote, as in the arguments of a .NET process. */
function wordsOf(template: string): readonly string[] {
  const words = template.match(/(?:\\"|"(?:\\"|[^"])*"|[^\s"])+/g) ?? []
  return words.map((word) => word.replace(/\\"|"/g, (quote) => (quote === '"' ? '' : '"')))
}
