import { shownBy, textOf, type PlannedFile } from '../formats/planned-file.ts'
import type { Env } from '../core/env.ts'
import type { Secrets } from '../masks/secrets.ts'
import { withShown } from '../masks/shown-forms.ts'
import { fileDirectories } from '../runner/file-directories.ts'
import type { Session } from '../state/session.ts'
import { createPlaceFile } from './placed-files.ts'

/** The files of the input `files`. */
export interface PlannedFiles {
  /** Adds to the secrets of a value the forms in which the files show them. */
  withShown(secrets: Secrets, output: string): Secrets
  /**
   * Writes all files, and returns their paths. Throws ERR_FILE before it writes the first if one of them cannot contain a value; see
   * `PlaceFile` for other failures, after which the session knows every file that was written.
   * @param outputs the texts of the outputs, by name
   */
  write(outputs: ReadonlyMap<string, string>): readonly string[]
}

/** Creates the files of a run. */
export function createPlannedFiles(files: readonly PlannedFile[], env: Env, session: Pick<Session, 'addFile'>): PlannedFiles {
  const placeFile = createPlaceFile(fileDirectories(env), session)
  return {
    withShown: (secrets, output) => withShown(secrets, shownBy(files, output)),
    write(outputs) {
      const texts = files.map((file) => ({ path: file.path, text: textOf(file, outputs) }))
      return texts.map(({ path, text }) => placeFile(path, text))
    },
  }
}
