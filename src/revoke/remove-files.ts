import { existsSync, lstatSync, realpathSync, rmdirSync, unlinkSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isInside, ownFolderPrefix, realPath, type JobDirectories } from '../runner/job-directories.ts'

/** What became of the files that were written down; each is in one list. */
export interface FileRemoval {
  readonly removed: readonly string[]
  /** A later step removed it, or main ended before it was made. */
  readonly gone: readonly string[]
  readonly left: readonly LeftFile[]
}

/** A file that could not be removed. */
export interface LeftFile {
  readonly path: string
  readonly why: string
}

/** Removes files and, with their last one, the folders that the action made for them. Never throws, and follows no link. */
export function removeFiles(paths: readonly string[], places: JobDirectories): FileRemoval {
  const removed: string[] = []
  const gone: string[] = []
  const left: LeftFile[] = []
  for (const path of paths) {
    try {
      const list = removeFile(path, places) ? removed : gone
      list.push(path)
    } catch (error) {
      left.push({ path, why: (error as Error).message })
    }
  }
  for (const folder of new Set(paths.map((path) => dirname(path)))) removeOwnFolder(folder, places)
  return { removed, gone, left }
}

/**
 * Later steps may have put a link where its folder was, and planted a path in a STATE_ variable: neither leads out of the
 * places.
 * @returns false where it was gone
 */
function removeFile(path: string, places: JobDirectories): boolean {
  const folder = dirname(path)
  if (!existsSync(folder)) return false
  if (!isInside(path, places) || realpathSync(folder) !== folder) throw new Error('its path is now outside the workspace and RUNNER_TEMP')
  if (!lstatSync(path, { throwIfNoEntry: false })) return false
  unlinkSync(path)
  return true
}

function removeOwnFolder(folder: string, places: JobDirectories): void {
  if (!basename(folder).startsWith(ownFolderPrefix) || dirname(folder) !== realPath(places.temp)) return
  try {
    rmdirSync(folder)
  } catch {
    // it holds what somebody else put there
  }
}
