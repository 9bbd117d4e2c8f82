/** A problem with an entry, and what to write instead. */
export interface EntryProblem {
  /** The end of a sentence that starts with the quoted entry. */
  readonly problem: string
  readonly instead: string
}

/** A comment after an entry, where it would become a part of the key, the name or the flags. */
export const trailingComment: EntryProblem = { problem: 'has a # that does not start a comment', instead: 'each comment on its own line' }
