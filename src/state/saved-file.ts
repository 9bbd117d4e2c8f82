import { basename, dirname, join } from 'node:path'

/** A file that the action created and the post step removes: its absolute path, or more for a file of the input `files`. */
export type SavedFile = string | PlacedFile

/** A file of the input `files`, which can replace an earlier file and be in the home directory. */
export interface PlacedFile {
  /** Absolute path, with all links resolved. */
  readonly path: string
  /** The run's own folder in RUNNER_TEMP. Its random name is proof that the action wrote the record. */
  readonly folder: string
  /** The file that was there before: the name of its copy in the folder, and its permissions. */
  readonly earlier?: { readonly copy: string; readonly mode: number }
}

/** Returns the path of a saved file. */
export const pathOf = (file: SavedFile): string => (typeof file === 'string' ? file : file.path)

/** Returns where the text of a file is until it is complete: beside the file, because only within a folder a rename is certain. */
export const draftOf = ({ path, folder }: PlacedFile): string => join(dirname(path), `.${basename(folder)}`)
