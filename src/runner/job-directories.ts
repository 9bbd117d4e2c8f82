import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'

/** The folders of a job that files of the action may lie in; '' where the runner names none. */
export interface JobDirectories {
  /** RUNNER_TEMP, which the runner empties when the job ends. */
  readonly temp: string
  /** GITHUB_WORKSPACE. */
  readonly workspace: string
}

/** How the names of the folders begin that the action makes for its files in RUNNER_TEMP. */
export const ownFolderPrefix = 'vault-exchange-'

/** The places of this job. */
export const jobDirectories = (env: Readonly<Record<string, string | undefined>>): JobDirectories => ({
  temp: env['RUNNER_TEMP'] ?? '',
  workspace: env['GITHUB_WORKSPACE'] ?? '',
})

/** An absolute path with every link in it resolved, as far as it exists. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPath(folder), basename(path))
  }
}

/** Whether a path without links lies below one of the places. */
export function isInside(path: string, { temp, workspace }: JobDirectories): boolean {
  return [temp, workspace].filter(isAbsolute).some((place) => {
    const way = relative(realPath(place), path)
    return way !== '' && !isAbsolute(way) && way.split(sep, 1)[0] !== '..'
  })
}
