import { stringify } from 'yaml'
import type { Facts } from './facts.ts'
import { kindOf, type Kind } from './kind.ts'

/** A pasted text as it can be a part of a workflow. */
export interface Pasted {
  readonly kind: Kind
  /** A list of steps; for a workflow or an action, the file as it was pasted. */
  readonly text: string
  /** The line of `text`, from 1, that contains the first line of the pasted text. The order of the lines is the same. */
  readonly firstLine: number
}

/** Returns a pasted text with a step around a mapping, and with the keys of a single step as a list. */
export function readPasted(pasted: string, facts: Facts): Pasted {
  const kind = kindOf(pasted)
  if (kind === 'workflow' || kind === 'action') return { kind, text: pasted, firstLine: 1 }
  if (kind === 'steps') return { kind, text: withLineBreak(stepLines(pasted)), firstLine: 1 }
  const start = mappingStart(facts, pasted)
  return { kind, text: withLineBreak([...start, ...indented(pasted.split('\n'), '      ')]), firstLine: start.length + 1 }
}

const indented = (lines: readonly string[], indent: string): readonly string[] =>
  lines.map((line) => (line === '' ? '' : `${indent}${line}`))

/** Returns lines as a text that ends with one line break. */
const withLineBreak = (lines: readonly string[]): string => `${lines.slice(0, lines.findLastIndex((line) => line !== '') + 1).join('\n')}\n`

/** A file of a repository, as `plan` reads it. */
export interface WorkflowFile {
  /** Its path, which says whether it is a workflow or an action. */
  readonly path: string
  readonly text: string
  /** The number of lines before the first one of the steps. */
  readonly linesBefore: number
}

const workflowPath = '.github/workflows/pasted.yml'

/** Returns a text as a file: steps in a workflow with one job. */
export function asFile(kind: Kind, text: string, { branch, environment }: Facts): WorkflowFile {
  if (kind === 'workflow') return { path: workflowPath, text, linesBefore: 0 }
  if (kind === 'action') return { path: 'action.yml', text, linesBefore: 0 }
  const before = [
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
  return { path: workflowPath, text: [...before, ...indented(text.split('\n'), '      ')].join('\n'), linesBefore: before.length }
}

/** Returns the lines of a step up to its mapping. */
function mappingStart({ url, role, audience }: Facts, mapping: string): readonly string[] {
  const inputs = [
    ['url', url === '' ? 'https://vault.example.com' : url],
    ['role', role],
    ['jwtGithubAudience', audience],
  ] as const
  // YAML takes the indentation of a block from its first line, unless a number says it
  const isIndented = /^\s/.test(mapping)
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
