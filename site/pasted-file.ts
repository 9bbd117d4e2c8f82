import { stringify } from 'yaml'
import type { Facts } from './facts.ts'
import { kindOf, type Kind } from './kind.ts'

/** A pasted text as a file of a repository, as `plan` reads it. */
export interface PastedFile {
  readonly kind: Kind
  /** Its path, which says whether it is a workflow or an action. */
  readonly path: string
  readonly text: string
  /** The line of the file, from 1, that contains the first line of the pasted text. */
  readonly firstLine: number
}

const workflowPath = '.github/workflows/pasted.yml'

/** Returns a pasted text as a file. Writes a workflow with one job around steps, and a step around a mapping. Keeps the order of the lines. */
export function asFile(pasted: string, facts: Facts): PastedFile {
  const kind = kindOf(pasted)
  if (kind === 'workflow') return { kind, path: workflowPath, text: pasted, firstLine: 1 }
  if (kind === 'action') return { kind, path: 'action.yml', text: pasted, firstLine: 1 }
  const before = jobLines(facts)
  const start = kind === 'mapping' ? mappingStart(facts, pasted) : []
  const lines = kind === 'mapping' ? pasted.split('\n') : stepLines(pasted)
  const indent = kind === 'mapping' ? `${stepIndent}      ` : stepIndent
  const text = [...before, ...start.map((line) => `${stepIndent}${line}`), ...lines.map((line) => (line === '' ? '' : `${indent}${line}`))]
  return { kind, path: workflowPath, text: `${text.join('\n')}\n`, firstLine: before.length + start.length + 1 }
}

/** Returns the steps of a file that `asFile` wrote a job around, without the job. */
export function stepsIn(text: string): string {
  const [, steps = ''] = /^ {4}steps:\n([^]*)$/m.exec(text) ?? []
  return steps.replace(new RegExp(`^${stepIndent}`, 'gm'), '')
}

const stepIndent = '      '

/** Returns the lines of a job up to its steps. */
function jobLines({ branch, environment }: Facts): readonly string[] {
  return [
    'on:',
    '  push:',
    ...(branch === '' ? [] : [`    branches: [${JSON.stringify(branch)}]`]),
    'permissions:',
    '  id-token: write',
    'jobs:',
    '  job:',
    '    runs-on: ubuntu-latest',
    ...(environment === '' ? [] : [`    environment: ${JSON.stringify(environment)}`]),
    '    steps:',
  ]
}

/** Returns the lines of a step up to its mapping. */
function mappingStart({ url, role, audience }: Facts, mapping: string): readonly string[] {
  const inputs = [
    ['url', url === '' ? 'https://vault.example.com' : url],
    ['role', role],
    ['jwtGithubAudience', audience],
  ] as const
  // YAML takes the indentation of a block from its first line, unless a number says it
  const isIndented = /^(?:\s*\n)*\s/.test(mapping)
  return [
    '- id: vault',
    '  uses: vault-exchange/vault-exchange@v0',
    '  with:',
    ...inputs.filter(([, text]) => text !== '').map(([name, text]) => `    ${name}: ${stringify(text, { lineWidth: 0 }).trimEnd()}`),
    `    secrets: |${isIndented ? '2' : ''}`,
  ]
}

/**
 * Returns steps as items of a list, without common indentation: a pasted step can be an item, a list, a list with its key `steps`, or only
 * the keys of a step. Its first line can have lost its indentation.
 */
function stepLines(pasted: string): readonly string[] {
  const [first = '', ...rest] = pasted.split('\n')
  const lost = isKeyOnly.test(first) || indentOf(first) > 0 ? 0 : leastIndent(rest) - (/^-\s+/.exec(first)?.[0].length ?? 0)
  const lines = withoutIndent([`${' '.repeat(Math.max(lost, 0))}${first}`, ...rest])
  const start = lines.findIndex((line) => /^[^\s#]/.test(line))
  const written = lines[start] ?? ''
  if (/^-\s/.test(written)) return lines
  if (/^(["']?)steps\1\s*:\s*$/.test(written)) return withoutIndent(lines.with(start, ''))
  return lines.map((line, index) => (line === '' ? '' : `${index === start ? '-' : ' '} ${line}`))
}

const isKeyOnly = /^[\w"']+\s*:\s*$/

function withoutIndent(lines: readonly string[]): readonly string[] {
  const indent = leastIndent(lines)
  return lines.map((line) => line.slice(indent))
}

/** Returns the number of spaces that all lines with a text begin with. */
function leastIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map(indentOf)
  return indents.length === 0 ? 0 : Math.min(...indents)
}

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0
