import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { actionFile } from '../src/workflows/repository.ts'

/** Matches the workflows of a repository in any directory, with `/` between folders. */
const workflowFile = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/

/** Folders that contain no files of the repository itself. */
const skippedFolders = ['.git', 'node_modules']

/**
 * Returns a file, or the workflow and action files below a directory, sorted. Does not follow links below it. Throws an Error if there is
 * none.
 */
export function filesAt(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new Error(`${path} does not exist. Write: a workflow, an action.yml, or a directory with them`)
  const files = stats.isDirectory() ? filesBelow(path) : [path]
  if (files.length === 0) throw new Error(`${path} contains no workflow and no action. Write: the root of a repository`)
  return [...files].sort()
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) return skippedFolders.includes(entry.name) ? [] : filesBelow(path)
    const full = resolve(path).split(sep).join('/')
    return entry.isFile() && (workflowFile.test(full) || actionFile.test(full)) ? [path] : []
  })
}

/** Returns the root of the git repository that contains a file, or undefined outside of one. `.git` is a file in a worktree. */
export function repositoryOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

/** Reads a file with its byte order mark. Throws an Error if it is not UTF-8, because writing it would change other characters. */
export function readText(path: string): string {
  const bytes = readFileSync(path)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Error('the file is not UTF-8', { cause })
  }
}

/** Writes a file whole or not at all. Keeps its mode; writes the target of a link. Throws an Error of node. */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path)
  const temporary = `${target}.${process.pid}.tmp`
  const file = openSync(temporary, 'wx')
  try {
    try {
      writeFileSync(file, text)
      fchmodSync(file, statSync(target).mode)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
