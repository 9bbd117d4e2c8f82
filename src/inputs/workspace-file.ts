import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { isInside, realPath } from '../runner/job-directories.ts'

/** The largest file that an input may include, in bytes; Vault refuses requests over 32 MiB. */
const maxBytes = 8 * 1024 * 1024

/** Reads a file that an input names. Links are resolved, and the file must be in the workspace. Returns a text that says why it cannot. */
export function readWorkspaceFile(path: string, workspace: string): Buffer | string {
  try {
    const file = realPath(resolve(workspace, path))
    if (!isInside(file, { workspace, temp: '' })) return 'is not inside the workspace'
    const { size } = statSync(file)
    return size > maxBytes ? `is larger than ${maxBytes / 1024 / 1024} MiB` : readFileSync(file)
  } catch {
    return 'cannot be read'
  }
}
