import { closeSync, lstatSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure } from '../core/failure.ts'
import { isInside, ownFolderPrefix, realPath, type JobDirectories } from '../runner/job-directories.ts'
import type { Session } from '../state/session.ts'

/** Writes values into files that only the job's own user can read. */
export interface Files {
  /**
   * Creates a file of mode 0600. It is written down in the session before, so that post removes it whatever becomes of main.
   * @param name the output's name, after which the file is named where no path is given
   * @param path relative to the workspace, or absolute; undefined for a file in the run's own folder
   * @returns the absolute path, links resolved
   * Throws ERR_FILE where the file exists already, lies outside workspace and RUNNER_TEMP, or cannot be written; ERR_STATE.
   */
  write(name: string, path: string | undefined, content: string | Uint8Array): string
}

/** The files of one run. Nothing is made before the first is written. */
export function createFiles(places: JobDirectories, session: Pick<Session, 'addFile' | 'dropFile'>): Files {
  let ownFolder: string | undefined
  const ownNames = new Set<string>()

  function ownPath(name: string): string {
    if (places.temp === '') throw fileFailure('the runner gave no folder for files (RUNNER_TEMP)')
    // made with mode 0700
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
        // asked before it is written down: were main killed in between, post would remove what is not ours
        if (lstatSync(file, { throwIfNoEntry: false })) throw alreadyThere(file)
        session.addFile(file)
        fill(create(file, session), content)
        return file
      } catch (error) {
        if (error instanceof Failure) throw error
        // what node says of a file names its path and never its content
        throw fileFailure(`the file for "${name}" cannot be written: ${(error as Error).message}`, { cause: error })
      }
    },
  }
}

/** The path that the user wants, with no link left in it. */
function chosenPath(path: string, places: JobDirectories): string {
  if (/\p{Cc}/u.test(path)) throw fileFailure(`the path ${JSON.stringify(path)} has control characters`)
  const file = realPathOfFile(resolve(places.workspace, path))
  if (isInside(file, places)) return file
  throw fileFailure(`the file ${path} would lie outside the workspace and RUNNER_TEMP`, {
    hint: `Its path is ${file}, links resolved. Give one below the workspace, or below runner.temp.`,
  })
}

/** Links are resolved in its folder only: a link in place of the file itself is in the way, wherever it leads. */
const realPathOfFile = (path: string): string => join(realPath(dirname(path)), basename(path))

/** Exclusively: open(2) with O_CREAT and O_EXCL takes a link at that place for a file, and follows none. */
function create(file: string, session: Pick<Session, 'dropFile'>): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    session.dropFile(file)
    throw error
  }
}

function fill(descriptor: number, content: string | Uint8Array): void {
  try {
    writeFileSync(descriptor, content)
  } finally {
    closeSync(descriptor)
  }
}

/** A file name that every system takes, of letters, digits, `_`, `-` and `.`; Windows drops dots at the end. */
const safeName = (name: string): string =>
  name
    .slice(0, 100)
    .replace(/[^\w.-]/g, '_')
    .replace(/^$|\.+$/, '_')

/** With a number in front, which keeps a file's ending, where the name is taken; macOS and Windows compare without case. */
function unusedName(name: string, taken: ReadonlySet<string>): string {
  let unused = name
  for (let count = 2; taken.has(unused.toLowerCase()); count += 1) unused = `${count}-${name}`
  return unused
}

const alreadyThere = (file: string): Failure =>
  fileFailure(`the file ${file} exists already`, {
    hint: 'Nothing is overwritten: take another path, or remove the file before this step.',
  })

const fileFailure = (message: string, options: { hint?: string; cause?: unknown } = {}): Failure =>
  new Failure('ERR_FILE', message, options)
