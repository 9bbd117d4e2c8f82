import { lstatSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { jobDirectories, ownFolderPrefix, realPath, type JobDirectories } from './job-directories.ts'

/** The directories in which a file of the input `files` can be. */
export interface FileDirectories extends JobDirectories {
  /** The home directory of the job's user; '' if unknown. */
  readonly home: string
}

/** Returns the directories of this job, and the home directory of its user. */
export const fileDirectories = (env: Readonly<Record<string, string | undefined>>): FileDirectories => ({
  ...jobDirectories(env),
  home: env['HOME'] ?? env['USERPROFILE'] ?? '',
})

/** Returns whether a folder is one that the action created for its files in RUNNER_TEMP. */
export function isOwnFolder(folder: string, { temp }: JobDirectories): boolean {
  if (!basename(folder).startsWith(ownFolderPrefix) || dirname(folder) !== realPath(temp)) return false
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
}
