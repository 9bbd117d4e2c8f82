import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'

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

/** Returns an absolute path in which the links are resolved, as far as the path exists. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPath(folder), basename(path))
  }
}

/** Resolves the links of a file's folder only: a link at the place of the file itself stays one. */
export const realPathOfFile = (path: string): string => join(realPath(dirname(path)), basename(path))

/** Returns whether a path without links is inside one of the directories. */
export function isInside(path: string, { temp, workspace, home = '' }: JobDirectories & { readonly home?: string }): boolean {
  return [temp, workspace, home].filter(isAbsolute).some((directory) => {
    const inner = relative(realPath(directory), path)
    return inner !== '' && !isAbsolute(inner) && inner.split(sep, 1)[0] !== '..'
  })
}
