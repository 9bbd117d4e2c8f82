/** The arguments of the command. */
export interface Arguments {
  /** Files and directories as given. */
  readonly paths: readonly string[]
  readonly ref: string
  /** Prints the differences and writes nothing. */
  readonly isDryRun: boolean
}

const usage = `Usage: npm run migrate -- PATH [PATH …] [--ref REF] [--dry-run]
PATH is a workflow, an action.yml, or a directory with them, for example the root of a repository.
REF is the ref of vault-exchange in \`uses:\`, by default v0; or a commit with its version: "SHA # v0.1.0".
--dry-run prints the differences and writes nothing.`

/** The ref in `uses:` if the command gets none. */
const defaultRef = 'v0'

/** Matches a ref that git allows (git-check-ref-format, without its rarer rules), with a comment after it. */
const refForm = /^[\w][\w./-]*(?:\s+#[^\r\n]*)?$/

/** Parses the arguments of the command. Throws an Error that says how to call it. */
export function parseArguments(args: readonly string[]): Arguments {
  const paths: string[] = []
  let ref = defaultRef
  let isDryRun = false
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? ''
    if (argument === '--dry-run') isDryRun = true
    else if (argument === '--ref') ref = args[++at] ?? ''
    else if (argument.startsWith('-')) throw new Error(`"${argument}" is not an option.\n${usage}`)
    else paths.push(argument)
  }
  if (!refForm.test(ref)) throw new Error(`"${ref}" is not a ref.\n${usage}`)
  if (paths.length === 0) throw new Error(usage)
  return { paths, ref, isDryRun }
}
