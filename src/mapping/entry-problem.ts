/** A problem with an entry, and what to write instead. */
export interface EntryProblem {
  /** The end of a sentence that starts with the quoted entry. */
  readonly problem: string
  readonly instead: string
}
