import { closeSync, constants, fstatSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from '../core/failure.ts'
import type { FileDirectories } from '../runner/file-directories.ts'
import { isInside, ownFolderPrefix, realPath, realPathOfFile } from '../runner/job-directories.ts'
import { replaceFile } from '../runner/replace-file.ts'
import { draftOf, type PlacedFile } from '../state/saved-file.ts'
import type { Session } from '../state/session.ts'

/**
 * Puts a text at a path, with mode 0600: all of it, or nothing. Keeps a copy of the file that is there, and saves in the session how the
 * post step restores it, before anything changes. Throws ERR_FILE if the path is outside the permitted directories, is a link or a
 * folder, or cannot be written; throws ERR_STATE if it cannot be saved. Returns the path with all links resolved.
 */
export type PlaceFile = (path: string, text: string) => string

/** Creates the function that puts files of the input `files` into place. The run's own folder is created with the first file. */
export function createPlaceFile(directories: FileDirectories, session: Pick<Session, 'addFile'>): PlaceFile {
  let folder: string | undefined
  let copies = 0

  /** Copies the file before its record is saved: a record without a copy would make the post step remove the file. */
  function copyOf(path: string, own: string): PlacedFile['earlier'] {
    // O_NOFOLLOW, because the file can have been replaced by a link since it was checked
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    try {
      const copy = String(++copies)
      writeFileSync(join(own, copy), readFileSync(descriptor), { flag: 'wx', mode: 0o600 })
      return { copy, mode: fstatSync(descriptor).mode & 0o777 }
    } finally {
      closeSync(descriptor)
    }
  }

  return (wanted, text) => {
    try {
      const path = realPathOfFile(wanted)
      if (!isInside(path, directories))
        throw new Failure('ERR_FILE', `with links resolved, the file ${wanted} would be at ${path}`, outside)
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      const found = lstatSync(path, { throwIfNoEntry: false })
      if (found?.isFile() === false) throw new Failure('ERR_FILE', `${path} is not a file, but a link or a folder`)
      if (directories.temp === '') throw new Failure('ERR_FILE', 'RUNNER_TEMP is not set, so earlier files cannot be kept')
      folder ??= mkdtempSync(join(realPath(directories.temp), ownFolderPrefix))
      const earlier = found && copyOf(path, folder)
      const file: PlacedFile = { path, folder, ...(earlier && { earlier }) }
      session.addFile(file)
      replaceFile(path, draftOf(file), text, 0o600)
      return path
    } catch (error) {
      if (error instanceof Failure) throw error
      // messages of node:fs contain the path, never the content
      throw new Failure('ERR_FILE', `the file ${wanted} cannot be written: ${(error as Error).message}`, { cause: error })
    }
  }
}

const outside = { hint: 'Use a path below github.workspace, runner.temp or the home directory.' }
