import type { Env } from '../core/env.ts'
import { removeFiles, type FileRemoval } from '../revoke/remove-files.ts'
import { restoreFile } from '../revoke/restore-file.ts'
import { fileDirectories } from '../runner/file-directories.ts'
import type { SavedFile } from '../state/saved-file.ts'
import type { Session } from '../state/session.ts'

/** Removes the files, puts earlier files back, and forgets those that are done. In a chunk of its own: most runs have no files. */
export function removeSavedFiles(saved: readonly SavedFile[], session: Session, env: Env): FileRemoval {
  const directories = fileDirectories(env)
  const files = removeFiles(saved, directories, (file) => restoreFile(file, directories))
  for (const path of [...files.removed, ...files.restored, ...files.gone]) session.dropFile(path)
  return files
}
