/** The kind of a pasted text: a mapping, steps, the file of a workflow, or that of a composite action. */
export type Kind = 'mapping' | 'steps' | 'workflow' | 'action'

/** Matches space within a line. Across lines, many empty lines would take quadratic time. */
const space = '[^\\S\\n\\r\\u2028\\u2029]'

/** Matches a line that begins with a key of YAML. Paths of Vault are followed by a space, not by a colon. */
const lineWith = (keys: string): RegExp => new RegExp(`^${space}*(?:-${space}+)?(["']?)(?:${keys})\\1${space}*:(?:\\s|$)`, 'm')

const commentLine = new RegExp(`^${space}*#.*$`, 'gm')
const jobs = lineWith('jobs')
const runs = lineWith('runs')
const step = lineWith('uses|with|steps|secrets|pki')

/** Recognises a pasted text by its keys, so that YAML with a mistake is recognised too. */
export function kindOf(text: string): Kind {
  const withoutComments = text.replace(commentLine, '')
  if (jobs.test(withoutComments)) return 'workflow'
  if (runs.test(withoutComments)) return 'action'
  return step.test(withoutComments) ? 'steps' : 'mapping'
}
