import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'

/**
 * Asks git whether it tracks a file. Returns false without asking if the file is in no repository, and undefined if git is not installed
 * or fails.
 * @param file absolute path, with the links of its folder resolved
 */
export function isTracked(file: string): boolean | undefined {
  const folders = foldersAbove(file)
  const folder = folders.find((path) => existsSync(path))
  if (folder === undefined || !folders.some((path) => existsSync(join(path, '.git')))) return false
  const git = gitInPath()
  if (git === undefined) return undefined
  // file systems of other systems ignore case. Absolute, because git would accept a relative path inside .git
  const pathspec = `:(literal${process.platform === 'linux' ? '' : ',icase'})${file.replaceAll(sep, '/')}`
  const settings = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false']
  const { status } = spawnSync(git, [...settings, 'ls-files', '--error-unmatch', '--', pathspec], {
    cwd: folder,
    // no GIT_DIR or GIT_INDEX_FILE: they can name another repository
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], SystemRoot: process.env['SystemRoot'] },
    stdio: 'ignore',
    timeout: gitMs,
  })
  // git exits with 1 if nothing matches, and with 128 after an error
  return status === 0 ? true : status === 1 ? false : undefined
}

/** Milliseconds that git may take. */
const gitMs = 10_000

/** Returns the path of git. Without a path, Windows would start a `git.exe` that is in the repository. */
function gitInPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  return folders.map((folder) => join(folder, process.platform === 'win32' ? 'git.exe' : 'git')).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function foldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let folder = dirname(path); folder !== folders.at(-1); folder = dirname(folder)) folders.push(folder)
  return folders
}
