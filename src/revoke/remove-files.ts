import { existsSync, lstatSync, realpathSync, rmdirSync, unlinkSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isInside, ownFolderPrefix, realPath, type JobDirectories } from '../runner/job-directories.ts'

/** The result of removing files; each file is in one list. */
export interface FileRemoval {
  readonly removed: readonly string[]
  /** Files that did not exist: a later step removed them, or main ended before it created them. */
  readonly gone: readonly string[]
  readonly left: readonly LeftFile[]
}

/** A file that could not be removed. */
export interface LeftFile {
  readonly path: string
  readonly why: string
}

/** Removes files, and the folders that the action created for them if they are empty then. Never throws, and follows no links. */
export function removeFiles(paths: readonly string[], directories: JobDirectories): FileRemoval {
  const removed: string[] = []
  const gone: string[] = []
  const left: LeftFile[] = []
  for (const path of paths) {
    try {
      const list = removeFile(path, directories) ? removed : gone
      list.push(path)
    } catch (error) {
      left.push({ path, why: (error as Error).message })
    }
  }
  for (const folder of new Set(paths.map((path) => dirname(path)))) removeOwnFolder(folder, directories)
  return { removed, gone, left }
}

/**
 * Removes a file, but only inside the directories of the job: a later step can have replaced its folder by a link, or set a path in
 * a STATE_ variable.
 * @returns false if the file did not exist
 */
function removeFile(path: string, directories: JobDirectories): boolean {
  const folder = dirname(path)
  if (!existsSync(folder)) return false
  if (!isInside(path, directories) || realpathSync(folder) !== folder)
    throw new Error('its path is now outside the workspace and RUNNER_TEMP')
  if (!lstatSync(path, { throwIfNoEntry: false })) return false
  unlinkSync(path)
  return true
}

function removeOwnFolder(folder: string, directories: JobDirectories): void {
  if (!basename(folder).startsWith(ownFolderPrefix) || dirname(folder) !== realPath(directories.temp)) return
  try {
    rmdirSync(folder)
  } catch {
    // it contains files of later steps
  }
}
