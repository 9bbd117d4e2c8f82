import { existsSync, lstatSync, rmdirSync, unlinkSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { isInside, ownFolderPrefix, realPath, type JobDirectories } from '../runner/job-directories.ts'
import { retryIfOpen } from '../runner/open-files.ts'
import { pathOf, type PlacedFile, type SavedFile } from '../state/saved-file.ts'

/** The result of removing files; each file is in one list. */
export interface FileRemoval {
  readonly removed: readonly string[]
  /** Files in whose place an earlier file is again. */
  readonly restored: readonly string[]
  /** Files that did not exist: a later step removed them, or main ended before it created them. */
  readonly gone: readonly string[]
  readonly left: readonly LeftFile[]
}

/** A file that could not be removed, or in whose place the earlier file could not be put. */
export interface LeftFile {
  readonly path: string
  readonly why: string
  /** True if an earlier file had to be put back. */
  readonly hadEarlier?: true
}

/** What was done with a file. */
export type RemovedAs = 'removed' | 'restored' | 'gone'

/**
 * Removes files, the last one first, and the folders that the action created for them if they are empty then. Never throws, and follows no
 * links.
 * @param restore removes a file of the input `files`
 */
export function removeFiles(
  files: readonly SavedFile[],
  directories: JobDirectories,
  restore: (file: PlacedFile) => RemovedAs = () => 'gone',
): FileRemoval {
  const done: Record<RemovedAs, string[]> = { removed: [], restored: [], gone: [] }
  const left: LeftFile[] = []
  // two paths can be one file, for example by their case: then the earlier file of the second has the secrets of the first
  for (const file of files.toReversed()) {
    const path = pathOf(file)
    try {
      done[typeof file === 'string' ? removeFile(file, directories) : restore(file)].unshift(path)
    } catch (error) {
      const hadEarlier = typeof file !== 'string' && file.earlier !== undefined
      left.unshift({ path, why: (error as Error).message, ...(hadEarlier && { hadEarlier }) })
    }
  }
  const folders = files.map((file) => (typeof file === 'string' ? dirname(file) : file.folder))
  for (const folder of new Set(folders)) removeOwnFolder(folder, directories)
  return { ...done, left }
}

/**
 * Removes a file, but only inside the directories of the job: a later step can have replaced its folder by a link, or set a path in
 * a STATE_ variable.
 */
function removeFile(path: string, directories: JobDirectories): RemovedAs {
  const folder = dirname(path)
  if (!existsSync(folder)) return 'gone'
  if (!isInside(path, { temp: directories.temp, workspace: directories.workspace }) || realPath(folder) !== folder)
    throw new Error('its path is now outside the workspace and RUNNER_TEMP')
  if (!lstatSync(path, { throwIfNoEntry: false })) return 'gone'
  retryIfOpen(() => {
    unlinkSync(path)
  })
  return 'removed'
}

function removeOwnFolder(folder: string, directories: JobDirectories): void {
  if (!basename(folder).startsWith(ownFolderPrefix) || dirname(folder) !== realPath(directories.temp)) return
  try {
    rmdirSync(folder)
  } catch {
    // it contains files of later steps
  }
}
