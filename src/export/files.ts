import { closeSync, lstatSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Failure } from '../core/failure.ts'
import { isDeviceName, nameProblem } from '../runner/file-names.ts'
import { isInside, ownFolderPrefix, realPath, realPathOfFile, type JobDirectories } from '../runner/job-directories.ts'
import type { Session } from '../state/session.ts'

/** Writes values to files that only the job's user can read. */
export interface Files {
  /**
   * Creates a file of mode 0600. Saves its path in the session first, so that the post step removes it even if main is killed.
   * Throws ERR_FILE if the file already exists, is outside the workspace and RUNNER_TEMP, or cannot be written; throws ERR_STATE if its
   * path cannot be saved.
   * @param name the output's name, which becomes the file name if there is no path
   * @param path relative to the workspace, or absolute; undefined for a file in the run's own folder
   * @returns the absolute path with all links resolved
   */
  write(name: string, path: string | undefined, content: string | Uint8Array): string
}

/** Creates the Files of a run. The run's own folder is created with its first file. */
export function createFiles(places: JobDirectories, session: Pick<Session, 'addFile' | 'dropFile'>): Files {
  let ownFolder: string | undefined
  const ownNames = new Set<string>()

  function ownPath(name: string): string {
    if (places.temp === '') throw fileFailure('RUNNER_TEMP is not set, so there is no folder for the file')
    // mkdtemp uses mode 0700
    ownFolder ??= mkdtempSync(join(realPath(places.temp), ownFolderPrefix))
    const fileName = unusedName(safeName(name), ownNames)
    ownNames.add(fileName.toLowerCase())
    return join(ownFolder, fileName)
  }

  return {
    write(name, path, content) {
      try {
        const file = path === undefined ? ownPath(name) : chosenPath(path, places)
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        // checked before the path is saved: otherwise, if main were killed in between, post would remove a file that is not ours
        if (lstatSync(file, { throwIfNoEntry: false })) throw alreadyExists(file)
        session.addFile(file)
        writeAndClose(create(file, session), content)
        return file
      } catch (error) {
        if (error instanceof Failure) throw error
        // messages of node:fs contain the path, never the content
        throw fileFailure(`the file for "${name}" cannot be written: ${(error as Error).message}`, { cause: error })
      }
    },
  }
}

/** Returns the path of `file=PATH` with its links resolved. Throws ERR_FILE if it is outside the workspace and RUNNER_TEMP. */
function chosenPath(path: string, places: JobDirectories): string {
  if (/\p{Cc}/u.test(path)) throw fileFailure(`the path ${JSON.stringify(path)} contains control characters`)
  // a link at the place of the file itself counts as an existing file
  const file = realPathOfFile(resolve(places.workspace, path))
  const problem = nameProblem(file, process.platform)
  if (problem !== undefined) throw fileFailure(`the path ${path} ${problem}`, { hint: 'Use another name.' })
  if (isInside(file, places)) return file
  throw fileFailure(`the file ${path} would be outside the workspace and RUNNER_TEMP`, {
    hint: `With links resolved, the path is ${file}. Use a path below github.workspace or runner.temp.`,
  })
}

/** Creates the file exclusively: with O_CREAT and O_EXCL, open(2) fails for a link and does not follow it. */
function create(file: string, session: Pick<Session, 'dropFile'>): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    session.dropFile(file)
    throw error
  }
}

function writeAndClose(descriptor: number, content: string | Uint8Array): void {
  try {
    writeFileSync(descriptor, content)
  } finally {
    closeSync(descriptor)
  }
}

/** Returns a file name that is valid on every system: letters, digits, `_`, `-` and `.`, no dots at the end, and no device of Windows. */
function safeName(name: string): string {
  const safe = name
    .slice(0, 100)
    .replace(/[^\w.-]/g, '_')
    .replace(/^$|\.+$/, '_')
  return isDeviceName(safe) ? `_${safe}` : safe
}

/** Returns a name that is not taken: a number in front keeps the file extension. macOS and Windows compare case-insensitively. */
function unusedName(name: string, taken: ReadonlySet<string>): string {
  let unused = name
  for (let count = 2; taken.has(unused.toLowerCase()); count += 1) unused = `${count}-${name}`
  return unused
}

const alreadyExists = (file: string): Failure =>
  fileFailure(`the file ${file} already exists`, {
    hint: 'Files are never overwritten. Use another path, or remove the file before this step.',
  })

const fileFailure = (message: string, options: { hint?: string; cause?: unknown } = {}): Failure =>
  new Failure('ERR_FILE', message, options)
