import { lstatSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname, parse } from 'node:path'
import { jobDirectories, ownFolderPrefix, realPath, type JobDirectories } from './job-directories.ts'

/** The directories in which a file of the input `files` can be. */
export interface FileDirectories extends JobDirectories {
  /** The home directory of the job's user; '' if there is none. */
  readonly home: string
}

type Env = Readonly<Record<string, string | undefined>>

/** Returns the directories of this job, and the home directory of its user. */
export const fileDirectories = (env: Env, platform: NodeJS.Platform = process.platform): FileDirectories => ({
  ...jobDirectories(env),
  home: homeOf(env, platform),
})

/** Returns the home directory as later tools find it. On Windows, HOME can be a path of MSYS, which only its tools understand. */
function homeOf(env: Env, platform: NodeJS.Platform): string {
  const home = (platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || homeOfAccount()
  // Docker sets HOME=/ for a user without an entry in /etc/passwd: every path would be in it
  return parse(home).root === home ? '' : home
}

function homeOfAccount(): string {
  try {
    return userInfo().homedir
  } catch {
    // the user has no entry in /etc/passwd
    return ''
  }
}

/** Returns whether a folder is one that the action created for its files in RUNNER_TEMP. */
export function isOwnFolder(folder: string, { temp }: JobDirectories): boolean {
  if (!basename(folder).startsWith(ownFolderPrefix) || dirname(folder) !== realPath(temp)) return false
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
}
