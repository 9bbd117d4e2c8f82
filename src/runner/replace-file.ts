import { closeSync, fchmodSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { retryIfOpen } from './open-files.ts'

/**
 * Replaces a file in one operation: writes a draft in the same folder and renames it, so that a link at the path is replaced, not followed.
 * Removes the draft if that fails. Throws the error of node:fs.
 * @param draft a path at which there is nothing
 * @param mode permissions; until the content is written, only the user has any
 */
export function replaceFile(path: string, draft: string, content: string | Uint8Array, mode: number): void {
  const descriptor = openSync(draft, 'wx', 0o600)
  try {
    try {
      writeFileSync(descriptor, content)
      fchmodSync(descriptor, mode)
    } finally {
      closeSync(descriptor)
    }
    retryIfOpen(() => {
      renameSync(draft, path)
    })
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
