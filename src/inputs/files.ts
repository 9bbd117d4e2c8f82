import { resolve } from 'node:path'
import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'
import { formats } from '../formats/formats.ts'
import { selects, type PlannedFile } from '../formats/planned-file.ts'
import { parseTemplate } from '../formats/template.ts'
import { positionsIn, type Position } from '../mapping/chunks.ts'
import type { Plan } from '../mapping/plan.ts'
import { fileDirectories } from '../runner/file-directories.ts'
import { comparablePath } from '../runner/file-names.ts'
import { realPathOfFile } from '../runner/job-directories.ts'
import { destinationOf } from './destination.ts'
import { fileEntries, type FileEntry } from './file-entries.ts'
import { plannedNames, type PlannedNames } from './planned-names.ts'
import { readWorkspaceFile } from './workspace-file.ts'

/** The names of the mapping, and where to add problems. */
interface ContentContext {
  readonly names: PlannedNames | undefined
  readonly workspace: string
  readonly problem: InputReader['problem']
}

type Content = PlannedFile['content']

/**
 * Parses and checks the input `files`, and reads the templates. Adds a problem for each invalid entry.
 * @param plan undefined if the mapping has problems: then the names are not checked
 */
export function readFiles(
  env: Env,
  plan: Plan | undefined,
  problem: InputReader['problem'],
  platform: NodeJS.Platform = process.platform,
): readonly PlannedFile[] {
  const directories = fileDirectories(env, platform)
  const { workspace } = directories
  const context: ContentContext = { names: plan && plannedNames(plan), workspace, problem }
  const keyOf = (path: string) => comparablePath(path, platform)
  const flagged = (plan ?? []).flatMap(({ entries }) => entries.flatMap(({ file }) => file?.path ?? []))
  const taken = new Set(flagged.map((path) => keyOf(realPathOfFile(resolve(workspace, path)))))

  // the positions are those of the whole text, not of the trimmed one
  return fileEntries(env['INPUT_FILES'] ?? '').flatMap((entry): readonly PlannedFile[] => {
    if ('problem' in entry) {
      problem(placeOf(entry), `"${oneLine(entry.text)}" ${entry.problem}`, 'PATH | FORMAT NAMES; or PATH | template FILE;')
      return []
    }
    const path = destinationOf(entry.path, directories, platform)
    if (typeof path !== 'string') problem(placeOf(entry), `"${oneLine(entry.path)}" ${path.text}`, path.instead)
    else if (taken.has(keyOf(path))) problem(placeOf(entry), `"${entry.path}" is already the path of another entry`, 'another path')
    else taken.add(keyOf(path))
    const content = entry.format === 'template' ? templateIn(entry, context) : valuesIn(entry, context)
    return content && typeof path === 'string' ? [{ path, line: entry.line, content }] : []
  })
}

/** Reads an entry with a format, and checks its names. */
function valuesIn(entry: FileEntry, { names, problem }: ContentContext): Content | undefined {
  const format = formats.get(entry.format)
  if (!format) {
    problem(placeOf(entry), `has the unknown format "${entry.format}"`, `one of ${[...formats.keys(), 'template'].join(', ')}`)
    return undefined
  }
  for (const word of entry.words) {
    if (names?.canSelect(word.text) === false) problem(placeOf(word), `"${word.text}" is not a name of the mapping`, listed(names.known))
  }
  const isSelected = (name: string): boolean => entry.words.length === 0 || entry.words.some((word) => selects(word, name))
  for (const name of new Set(names?.known.filter(isSelected))) {
    const refusal = format.nameRefusal(name)
    if (refusal !== undefined) {
      problem(placeOf(entry), `in ${entry.format}, the name "${name}" ${refusal}`, 'another name after | in the mapping, or json')
    }
  }
  return { format, terms: entry.words.map(({ text }) => names?.termOf(text) ?? { text, isOptional: false }) }
}

/** Reads and parses the template of an entry, and checks its names. */
function templateIn(entry: FileEntry, { names, workspace, problem }: ContentContext): Content | undefined {
  if (entry.rest === '') {
    problem(placeOf(entry), 'has no file after template', 'template PATH, with a path in the workspace')
    return undefined
  }
  const source = utf8Of(readWorkspaceFile(entry.rest, workspace))
  if ('refusal' in source) {
    problem(placeOf(entry), `the template "${oneLine(entry.rest)}" ${source.refusal}`, 'the path of a file in the workspace')
    return undefined
  }
  const { template, problems } = parseTemplate(source.text)
  const unknown = template.flatMap((part) => (typeof part === 'string' || names?.canSelect(part.name) !== false ? [] : [part]))
  const unknownNames = unknown.map(({ at, name }) => ({
    at,
    text: `has the unknown name "${name}"`,
    instead: listed(names?.known ?? []),
  }))
  const positionOf = positionsIn(source.text)
  for (const { at, text, instead } of [...problems, ...unknownNames].toSorted((a, b) => a.at - b.at)) {
    const { line, column } = positionOf(at)
    problem(`files line ${entry.line}: ${oneLine(entry.rest)} line ${line}, column ${column}`, text, instead)
  }
  return { template }
}

function utf8Of(content: Buffer | string): { readonly text: string } | { readonly refusal: string } {
  if (typeof content === 'string') return { refusal: content }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content) }
  } catch {
    return { refusal: 'is not text in UTF-8' }
  }
}

const placeOf = ({ line, column }: Position): string => `files line ${line}, column ${column}`

/** The most names in a message. */
const maxNames = 10

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'a name of the mapping' : `one of ${names.slice(0, maxNames).join(', ')}${names.length > maxNames ? ', …' : ''}`

/** Returns a text on one line, cut to the length of a path in a message. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 120)
