/** What a migration needs besides the text. */
export interface MigrateOptions {
  /** The ref of vault-exchange: `v0`, or a commit with its comment: `<SHA> # v0.3.1`. */
  readonly ref: string
}

/** A text whose steps of hashicorp/vault-action are steps of vault-exchange. */
export interface Migration {
  readonly text: string
  readonly changes: readonly Change[]
  readonly left: readonly Left[]
}

/** A line of a file before and after the migration, from 1. */
interface Located {
  readonly line: number
  readonly lineAfter: number
}

/** What was changed. */
export interface Change extends Located {
  readonly text: string
}

/** What the user has to decide or to change: what it is, and what to do: both sentences without their full stop. */
export interface Left extends Located {
  readonly text: string
  readonly action: string
}
