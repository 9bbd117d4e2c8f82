import { outputRefusal, variableRefusal } from '../export/names.ts'
import { chunksOf, withoutComments, type Chunk } from '../mapping/chunks.ts'
import { trailingComment } from '../mapping/entry-problem.ts'
import { parseChunk } from '../mapping/entry.ts'
import { parseMapping, parsePki } from '../mapping/parse.ts'
import type { KeyEntry, Options } from '../mapping/plan.ts'
import { targetOf } from '../policy/mounts.ts'
import { operationOf } from '../policy/operations.ts'
import { exportsVariables } from './export-env.ts'
import { hasExpression, isOneExpression, withoutExpressions } from './expressions.ts'
import { inputOf, type Finding, type OldStep, type Remark } from './finding.ts'
import { oldNames } from './release.ts'
import { applyEdits } from './text-edit.ts'

/** An entry as vault-action reads it. */
interface OldEntry {
  readonly path: string
  readonly selector: string
  readonly name: string | undefined
}

/** Keeps the names of outputs and variables. Refuses a mapping that this action would refuse. */
export function convertSecrets(step: OldStep): readonly Finding[] {
  const input = 'secrets'
  const written = step.inputs.get(input) ?? ''
  const { text, remarks } = withoutOpenLines(written, input)
  const filled = withoutExpressions(text)
  const findings = chunksOf(withoutComments(filled)).flatMap((chunk) => convertEntry(chunk, { step, written, filled }))
  const refusals = findings.filter(({ kind }) => kind === 'refusal')
  if (refusals.length > 0) return refusals
  const edits = findings.filter((finding) => finding.kind === 'replace')
  const { problems } = parseMapping(applyEdits(filled, edits), { optional: false, toEnvironment: false, encoding: 'utf8' })
  return [
    ...remarks,
    ...findings,
    ...problems.map(({ text: problem, instead }): Remark => ({ kind: 'refusal', input, text: problem, instead })),
  ]
}

/** Checks that this action accepts the input `pki`. Its names are the same, except for a role with two dots. */
export function checkPki({ inputs, release }: OldStep): readonly Remark[] {
  const input = 'pki'
  const { text, remarks } = withoutOpenLines(inputs.get(input) ?? '', input)
  const { plan, problems } = parsePki(withoutExpressions(text), { optional: false, toEnvironment: false, encoding: 'utf8' })
  const renamed = plan.flatMap(({ path }): readonly Remark[] => {
    const role = path.split('/').at(-1) ?? ''
    const names = [oldNames(`${role}_cert`).output, 'and so on'].join(' ')
    if (release === '1' || oldNames(role).output === role.replaceAll('.', '__').replace(/[^\p{L}\p{N}_]/gu, '')) return []
    return [{ kind: 'left', input, text: `the outputs of ${role} were ${names}`, instead: `each . of the role as __ in the names` }]
  })
  return [
    ...remarks,
    ...renamed,
    ...problems.map(({ text: problem, instead }): Remark => ({ kind: 'refusal', input, text: `pki: ${problem}`, instead })),
  ]
}

/** Replaces lines that are one expression by spaces: they stand for entries that only a run knows. */
function withoutOpenLines(text: string, input: string): { readonly text: string; readonly remarks: readonly Remark[] } {
  const remarks: Remark[] = []
  let at = 0
  const lines = text.split('\n').map((line) => {
    const start = at
    at += line.length + 1
    if (!isOneExpression(line)) return line
    const what = `${line.trim().replace(/\s*;$/, '')} contains entries`
    remarks.push({ kind: 'left', input, at: start, text: what, instead: 'compare them with the section "Names" of docs/migrating.md' })
    return ' '.repeat(line.length)
  })
  return { text: lines.join('\n'), remarks }
}

/** What an entry is converted with: the step, its mapping as written, and without expressions. */
interface Context {
  readonly step: OldStep
  readonly written: string
  readonly filled: string
}

function convertEntry(chunk: Chunk, context: Context): readonly Finding[] {
  const { step, written } = context
  const quoted = written.slice(chunk.at, chunk.at + chunk.text.length)
  const refuse = (problem: string, instead: string): Finding => ({
    kind: 'refusal',
    input: 'secrets',
    at: chunk.at,
    text: `"${quoted.replace(/\s+/g, ' ')}" ${problem}`,
    instead,
  })
  const parsed = chunk.text.startsWith('#') ? trailingComment : parseChunk(chunk, optionsOf(step))
  const old = oldEntry(chunk.text)
  if ('problem' in parsed) {
    const moved = parsed === trailingComment && old ? commentOnItsOwnLine(chunk, context) : undefined
    return moved ?? [refuse(parsed.problem, parsed.instead)]
  }
  const [request] = parsed
  if (!old || !request?.entry) return []
  const remarks = remarksOf(chunk, old)
  if (request.entry.kind === 'wildcard') return remarks
  const at = chunk.at + chunk.text.lastIndexOf('|')
  const nameStart = old.name === undefined ? chunk.at : at
  if (hasExpression(written, nameStart, chunk.at + chunk.text.length)) return remarks
  return [...remarks, ...keepNames(chunk, old, request.entry, context, refuse)]
}

const optionsOf = (step: OldStep): Options => ({
  order: 0,
  input: 'secrets',
  line: 1,
  optional: false,
  fallback: undefined,
  toEnvironment: exportsVariables(step),
  encoding: 'utf8',
  masking: 'usual',
  file: undefined,
})

/** Reads an entry by vault-action's rule; undefined if vault-action refuses it. */
function oldEntry(text: string): OldEntry | undefined {
  const bar = text.lastIndexOf('|')
  const name = bar < 0 ? undefined : text.slice(bar + 1).trim()
  const [path = '', selector = '', ...more] = (bar < 0 ? text : text.slice(0, bar)).trim().split(/\s+/)
  return selector === '' || more.length > 0 || name === '' ? undefined : { path, selector: selector.replaceAll('"', ''), name }
}

/** Returns whether a step reads a credential that ends with the job: the token, or one with a lease. */
export function endsWithJob(step: OldStep): boolean {
  const text = withoutExpressions(step.inputs.get('secrets') ?? '')
  return isOn(step, 'outputToken') || chunksOf(withoutComments(text)).some((chunk) => isLeased(chunk.text.split(/\s/)[0] ?? ''))
}

/** Returns whether a path makes a lease, as far as the path shows it. */
function isLeased(path: string): boolean {
  const request = { method: 'GET', path, namespace: '', keys: [], revokes: false, places: [] } as const
  return operationOf(request, targetOf(request, [])).lease === true
}

function remarksOf(chunk: Chunk, { path, selector }: OldEntry): readonly Remark[] {
  const common = { kind: 'left', input: 'secrets', at: chunk.at } as const
  return [
    ...(isLeased(path)
      ? [{ ...common, text: `${path}: its lease ends with this job`, instead: '`revoke: false`, if the credential must outlive the job' }]
      : []),
    ...(selector.includes('$$')
      ? [{ ...common, text: `${selector}: $$ is the secret, not the whole response`, instead: 'a path that starts at the secret' }]
      : []),
  ]
}

/** Adds the name, or `noenv`, with which the entry sets the same output and the same variable as before. */
function keepNames(
  chunk: Chunk,
  old: OldEntry,
  entry: KeyEntry,
  { step }: Context,
  refuse: (problem: string, instead: string) => Finding,
): readonly Finding[] {
  const exports = exportsVariables(step)
  const wanted = old.name === undefined ? oldNames(old.selector) : { output: old.name, variable: old.name }
  const exported = { exportToken: isOn(step, 'exportToken') }
  const output = outputRefusal(wanted.output, { outputToken: isOn(step, 'outputToken') })
  if (output) return [refuse(`has the output name "${wanted.output}", which ${output}`, 'another name, also where the name is used')]
  const isRenamed = entry.output !== wanted.output
  if (isRenamed && step.release === 'unknown') {
    const text = `${old.selector}: the output was ${wanted.output} in releases 2 and 3, and is ${entry.output}`
    return [{ kind: 'left', input: 'secrets', at: chunk.at, text, instead: `| ${wanted.output}, if that is the name in later steps` }]
  }
  const isWritten = old.name !== undefined || isRenamed
  const written = exports ? variableRefusal(wanted.variable, 'written', exported) : undefined
  const derived =
    exports && !isWritten
      ? variableRefusal(wanted.variable, wanted.output === wanted.variable ? 'written' : 'derived', exported)
      : undefined
  if (written && !isOwnedByRunner(wanted.variable)) {
    return [refuse(`has the variable "${wanted.variable}", which ${written}`, 'another name, also where the name is used')]
  }
  const name = isRenamed || derived ? (exports && !written ? wanted.variable : wanted.output) : undefined
  const added = [...(old.name === undefined && name !== undefined ? [name] : []), ...(written ? ['noenv'] : [])]
  if (added.length === 0) return []
  return append(chunk, added, `${old.selector}: ${added.join(' | ')}`, written && { name: wanted.variable, why: written })
}

const isOn = (step: OldStep, input: string): boolean => !/^(false)?$/i.test(inputOf(step, input))

/** Variables that the runner sets again for every step, or ignores. */
const isOwnedByRunner = (variable: string): boolean => /^(GITHUB_|RUNNER_|NODE_OPTIONS$)/i.test(variable)

/** Appends parts to an entry. The long form needs spaces around each `|`. */
function append(
  { at, text }: Chunk,
  parts: readonly string[],
  change: string,
  lost: { readonly name: string; readonly why: string } | undefined | '',
): readonly Finding[] {
  const bar = text.lastIndexOf('|')
  const end = at + text.length
  const common = { kind: 'replace', input: 'secrets', text: change } as const
  const spaces = bar < 0 ? undefined : /\s*\|\s*$/.exec(text.slice(0, text.length - text.slice(bar + 1).trimStart().length))
  return [
    ...(spaces && spaces[0] !== ' | '
      ? [{ ...common, start: at + spaces.index, end: at + spaces.index + spaces[0].length, value: ' | ' }]
      : []),
    { ...common, start: end, end, value: parts.map((part) => ` | ${part}`).join('') },
    ...(lost
      ? [
          {
            kind: 'left',
            input: 'secrets',
            at,
            text: `${lost.name} ${lost.why}`,
            instead: 'another name, if later steps read the value',
          } as const,
        ]
      : []),
  ]
}

/** Moves a comment after a name to a line of its own; undefined if the entry is not at the start of a line. */
function commentOnItsOwnLine({ at, text }: Chunk, { written, filled }: Context): readonly Finding[] | undefined {
  const lineStart = filled.lastIndexOf('\n', at) + 1
  const comment = /\s+(#.*)$/.exec(text)
  const isAlone = filled.slice(lineStart, at).trim() === ''
  if (!comment || !isAlone || text.startsWith('#') || text.includes('\n')) return undefined
  const [start, end] = [at + comment.index, at + text.length]
  const change = 'a comment has its own line'
  return [
    { kind: 'replace', input: 'secrets', start: at, end: at, value: `${written.slice(start, end).trim()}\n`, text: change },
    { kind: 'replace', input: 'secrets', start, end, value: '', text: change },
  ]
}
