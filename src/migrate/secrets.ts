import { chunksOf, withoutComments, type Chunk } from '../mapping/chunks.ts'
import { trailingComment } from '../mapping/entry-problem.ts'
import { parseChunk } from '../mapping/entry.ts'
import { parseMapping } from '../mapping/parse.ts'
import type { Options } from '../mapping/plan.ts'
import { moveComment } from './entry-edits.ts'
import { findExpressionsIn, type Expressions } from './expressions.ts'
import { isEdit, type Finding, type OldStep, type Remark } from './finding.ts'
import { keepNames } from './keep-names.ts'
import { isLeased } from './leases.ts'
import { readOldEntry, type OldEntry } from './old-entry.ts'
import { knownEntries } from './open-entries.ts'
import { applyEdits } from './text-edit.ts'

const input = 'secrets'

/** Options without an effect on names. */
const options: Options = {
  order: 0,
  input,
  line: 1,
  optional: false,
  fallback: undefined,
  toEnvironment: false,
  encoding: 'utf8',
  masking: 'usual',
  file: undefined,
}

/** Keeps the names of a mapping. Refuses a mapping that this action does not accept. */
export function convertSecrets(step: OldStep): readonly Finding[] {
  const written = step.inputs.get(input) ?? ''
  const { text, remarks } = knownEntries(written, input)
  const expressions = findExpressionsIn(text)
  const { filled } = expressions
  const findings = chunksOf(withoutComments(filled)).flatMap((chunk) => convertEntry(chunk, { step, written, expressions }))
  const edits = findings.filter(isEdit).filter((edit) => edit.kind === 'replace')
  const converted = parseMapping(applyEdits(filled, edits), options)
  // no other rule makes a mapping invalid
  const isValid = converted.problems.length === 0 || findings.some(({ kind }) => kind === 'refusal')
  const invalid: Remark = { kind: 'refusal', input, text: 'the mapping cannot be converted', action: 'Write it as docs/grammar.md says' }
  return [...remarks, ...firstOfEach(findings), ...(isValid ? [] : [invalid])]
}

/** Leaves out remarks that an earlier entry has too: several entries read one lease. */
function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map(findings.toReversed().map((finding) => [finding.text, finding]))
  return findings.filter((finding) => finding.kind !== 'left' || first.get(finding.text) === finding)
}

/** The surroundings of an entry: the step, and its mapping as written. */
interface Context {
  readonly step: OldStep
  readonly written: string
  readonly expressions: Expressions
}

function convertEntry(chunk: Chunk, { step, written, expressions }: Context): readonly Finding[] {
  const [start, end] = [chunk.at, chunk.at + chunk.text.length]
  const parsed = chunk.text.startsWith('#') ? trailingComment : parseChunk(chunk, options)
  const old = readOldEntry(chunk.text)
  if ('problem' in parsed) {
    const moved = parsed === trailingComment && old ? moveComment(chunk, expressions.filled) : undefined
    if (moved) return moved
    const entry = written.slice(start, end).replace(/\s+/g, ' ')
    const action = expressions.isIn(start, end) ? 'Write the entry as docs/grammar.md says' : `Write ${parsed.instead}`
    return [{ kind: 'refusal', input, at: start, text: `"${entry}" ${parsed.problem}`, action }]
  }
  const entry = parsed[0]?.entry
  // vault-action refuses it, or reads the keys that the secret has
  if (!old || !entry) return []
  const remarks = remarksOf(chunk, old)
  if (entry.kind === 'wildcard') return remarks
  const nameStart = old.name === undefined ? start + old.path.length : start + chunk.text.lastIndexOf('|')
  return expressions.isIn(nameStart, end) ? remarks : [...remarks, ...keepNames(chunk, old, entry, step)]
}

function remarksOf({ at }: Chunk, { path, selector }: OldEntry): readonly Remark[] {
  const remark = { kind: 'left', input, at } as const
  const lease = {
    ...remark,
    text: `the lease of ${path} ends with this job`,
    action: 'Write revoke: false if the credential must outlive the job',
  }
  const root = { ...remark, text: `in ${selector}, $$ is the secret, not the response`, action: 'Write a path that starts at the secret' }
  return [...(isLeased(path) ? [lease] : []), ...(selector.includes('$$') ? [root] : [])]
}
