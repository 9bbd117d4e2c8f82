import { shownBy, textOf, type PlannedFile } from '../formats/planned-file.ts'
import type { Shown } from '../masks/secrets.ts'
import type { FileDirectories } from '../runner/job-directories.ts'
import type { Session } from '../state/session.ts'
import { createPlaceFile } from './placed-files.ts'

/** The files of the input `files`. */
export interface PlannedFiles {
  /** Returns how the files show the value of an output. */
  shownBy(output: string): readonly Shown[]
  /**
   * Writes all files, and returns their paths. Throws ERR_FILE before it writes the first if one of them cannot contain a value; see
   * `PlaceFile` for other failures, after which the session knows every file that was written.
   * @param outputs the texts of the outputs, by name
   */
  write(outputs: ReadonlyMap<string, string>): readonly string[]
}

/** Creates the files of a run. */
export function createPlannedFiles(
  files: readonly PlannedFile[],
  directories: FileDirectories,
  session: Pick<Session, 'addFile'>,
): PlannedFiles {
  const placeFile = createPlaceFile(directories, session)
  return {
    shownBy: (output) => shownBy(files, output),
    write(outputs) {
      const texts = files.map((file) => ({ path: file.path, text: textOf(file, outputs) }))
      return texts.map(({ path, text }) => placeFile(path, text))
    },
  }
}
