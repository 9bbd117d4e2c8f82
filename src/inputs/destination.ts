import { lstatSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isTracked } from '../runner/git.ts'
import type { FileDirectories } from '../runner/file-directories.ts'
import { nameProblem } from '../runner/file-names.ts'
import { isInside, realPathOfFile } from '../runner/job-directories.ts'

/** A path of the input `files` that cannot be used: the end of a sentence that starts with the path, and what to write instead. */
interface Unusable {
  readonly text: string
  readonly instead: string
}

/**
 * Returns the absolute path of a file of the input `files`; relative paths start at the workspace, and `~/` is the home directory.
 * Returns a problem if the file is outside of the directories in which files can be, has a name that Windows does not allow, is a link or a
 * folder, or is tracked by git.
 */
export function destinationOf(
  written: string,
  directories: FileDirectories,
  platform: NodeJS.Platform = process.platform,
): string | Unusable {
  const { workspace, home } = directories
  const instead = 'a path in the workspace, below runner.temp, or ~/PATH'
  if (/\p{Cc}/u.test(written)) return { text: 'has control characters', instead }
  const isAtHome = written.startsWith('~')
  if (isAtHome && !/^~[/\\]/.test(written)) return { text: 'does not name a file in the home directory', instead }
  if (isAtHome && home === '') return { text: 'starts with ~, and the user of this job has no home directory', instead: withoutHome }
  const path = realPathOfFile(isAtHome ? join(home, written.slice(2)) : resolve(workspace, written))
  if (!isInside(path, directories)) return { text: 'is outside the workspace, RUNNER_TEMP and the home directory', instead }
  const obstacle = nameProblem(path, platform) ?? obstacleAt(path)
  if (obstacle !== undefined) return { text: obstacle, instead: 'another path' }
  const tracked = isTracked(path)
  if (tracked === undefined)
    return { text: 'is in a repository, and git cannot tell whether it tracks it', instead: 'a path below runner.temp' }
  // also a tracked file that was deleted: the next commit would contain the secrets
  return tracked ? { text: 'is tracked by git', instead: 'a path that git does not track' } : path
}

const withoutHome = 'a path in the workspace, or below runner.temp'

/** Returns why there can be no file at a path; undefined if there is one, or nothing. */
function obstacleAt(path: string): string | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === false ? 'is a link or a folder' : undefined
  } catch {
    return 'is too long, or one of its folders is a file or cannot be read'
  }
}
