import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isOwnFolder, type FileDirectories } from '../runner/file-directories.ts'
import { isInside, realPath } from '../runner/job-directories.ts'
import { retryIfOpen } from '../runner/open-files.ts'
import { replaceFile } from '../runner/replace-file.ts'
import { draftOf, type PlacedFile } from '../state/saved-file.ts'
import type { RemovedAs } from './remove-files.ts'

/**
 * Removes a file of the input `files`, or puts the file that was there before back in its place, with its content and permissions.
 * Does so only inside the directories of the job, and in the home directory and with a copy only if the run's own folder exists: a later
 * step can set any path in a STATE_ variable, but does not know the name of that folder. Throws an Error that says why it cannot.
 */
export function restoreFile(file: PlacedFile, directories: FileDirectories): RemovedAs {
  const { path, folder, earlier } = file
  const at = dirname(path)
  if (!existsSync(at)) return 'gone'
  const isOwn = isOwnFolder(folder, directories)
  if (!isInside(path, isOwn ? directories : { ...directories, home: '' }) || realPath(at) !== at) {
    throw new Error('its path is now outside the workspace, RUNNER_TEMP and the home directory, or RUNNER_TEMP was emptied')
  }
  rmSync(draftOf(file), { force: true })
  const copy = earlier && isOwn ? join(folder, earlier.copy) : undefined
  if (earlier && copy !== undefined && isFile(copy)) {
    replaceFile(path, draftOf(file), readFileSync(copy), earlier.mode)
    rmSync(copy)
    return 'restored'
  }
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined
  if (isThere) {
    retryIfOpen(() => {
      rmSync(path)
    })
  }
  if (earlier) throw new Error('the copy of the earlier file is missing, so the file was only removed')
  return isThere ? 'removed' : 'gone'
}

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
