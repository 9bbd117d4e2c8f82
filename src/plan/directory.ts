import { readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { isBelow } from '../runner/job-directories.ts'
import { maxFileLength } from '../workflows/parse-yaml.ts'
import { actionFile, workflowFile, type FileText, type Repository } from '../workflows/repository.ts'
import { identify } from './identify.ts'

/** The most folders, and the most workflow and action files, of a repository. */
const maxFolders = 100_000
const maxFiles = 10_000

/** Folders that contain no files of the repository itself. */
const skippedFolders = new Set(['.git', 'node_modules'])

/**
 * Reads the workflow and action files of a repository on disk. Does not follow links to folders, and follows links to files only inside
 * the repository. Throws ERR_INPUT if there is nothing to read, and ERR_PLAN if there is too much.
 */
export function readDirectory(directory: string, env: Env): Repository {
  const root = realDirectory(directory)
  const files = new Map<string, FileText>()
  const folders = ['']
  for (let folder = folders.pop(), count = 0; folder !== undefined; folder = folders.pop()) {
    if (++count > maxFolders) throw tooMuch(directory, `${maxFolders} folders`)
    for (const entry of entriesIn(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(path)
      const isWanted = workflowFile.test(path) || actionFile.test(path)
      if (isWanted && (entry.isFile() || entry.isSymbolicLink())) files.set(path, readText(root, path))
      if (files.size > maxFiles) throw tooMuch(directory, `${maxFiles} workflow and action files`)
    }
  }
  if (files.size === 0) {
    throw new Failure('ERR_INPUT', `directory: ${directory} contains no workflow and no action. Write: the root of a repository`)
  }
  return { ...identify(root, env), files }
}

function realDirectory(directory: string): string {
  try {
    return realpathSync(directory)
  } catch (cause) {
    throw new Failure('ERR_INPUT', `directory: ${directory} does not exist. Write: the root of a repository`, { cause })
  }
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    throw new Failure('ERR_PLAN', `the folder ${folder} cannot be read${codeOf(cause)}`, { cause })
  }
}

function readText(root: string, path: string): FileText {
  try {
    const real = realpathSync(join(root, path))
    if (!isBelow(root, real)) return { problem: 'is a link to a file outside the repository' }
    const stats = statSync(real)
    // reading a pipe would wait
    if (!stats.isFile()) return { problem: 'is not a file' }
    // a character takes one byte or more
    if (stats.size > 4 * maxFileLength) return { problem: `is larger than ${maxFileLength / 1024} KiB` }
    return readFileSync(real, 'utf8')
  } catch (error) {
    return { problem: `cannot be read${codeOf(error)}` }
  }
}

/** Returns the system's code of an error in brackets, for example ` (EACCES)`. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : ''

const tooMuch = (directory: string, what: string): Failure =>
  new Failure('ERR_PLAN', `${directory} contains more than ${what}`, { hint: 'Set `directory` to the root of one repository.' })
