import { realpathSync } from 'node:fs'
import systemPath, { basename, dirname, isAbsolute, join, type PlatformPath } from 'node:path'

/** The directories of a job in which the action can create files; '' if the runner sets none. */
export interface JobDirectories {
  /** RUNNER_TEMP, which the runner empties when the job ends. */
  readonly temp: string
  /** GITHUB_WORKSPACE. */
  readonly workspace: string
}

/** The prefix of the folders that the action creates for its files in RUNNER_TEMP. */
export const ownFolderPrefix = 'vault-exchange-'

/** Returns the directories of this job. */
export const jobDirectories = (env: Readonly<Record<string, string | undefined>>): JobDirectories => ({
  temp: env['RUNNER_TEMP'] ?? '',
  workspace: env['GITHUB_WORKSPACE'] ?? '',
})

/**
 * Returns an absolute path in which the links are resolved, as far as the path exists. On Windows and macOS, it has the names of the folders
 * as the system stores them, whatever their case, and without the short names of Windows (`RUNNER~1`).
 */
export function realPath(path: string): string {
  try {
    return storedPath(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPath(folder), basename(path))
  }
}

function storedPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    // this fails on some file systems of Windows, such as RAM disks, and with musl before 1.2.3 if there is no /proc
    return realpathSync(path)
  }
}

/** Resolves the links of a file's folder only: a link at the place of the file itself stays one. */
export const realPathOfFile = (path: string): string => join(realPath(dirname(path)), basename(path))

/** Returns whether a path without links is inside one of the directories. */
export function isInside(path: string, { temp, workspace, home = '' }: JobDirectories & { readonly home?: string }): boolean {
  return [temp, workspace, home].filter(isAbsolute).some((directory) => isBelow(realPath(directory), path))
}

/**
 * Returns whether a path is below a directory.
 * @param system the rules for paths: on Windows, they ignore case, and a path on another drive or share has no relative form
 */
export function isBelow(directory: string, inner: string, system: PlatformPath = systemPath): boolean {
  const relative = system.relative(directory, inner)
  return relative !== '' && !system.isAbsolute(relative) && relative.split(system.sep, 1)[0] !== '..'
}
