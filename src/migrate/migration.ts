/** Options of a migration. */
export interface MigrateOptions {
  /** The ref of vault-exchange: `v0`, or a commit with its comment: `<SHA> # v0.3.1`. */
  readonly ref: string
}

/** A text whose steps of hashicorp/vault-action are steps of vault-exchange. */
export interface Migration {
  readonly text: string
  readonly changes: readonly Change[]
  readonly left: readonly Left[]
  /** The number of steps that were converted. */
  readonly steps: number
}

/** A line of a file before and after the migration, from 1. */
interface Located {
  readonly line: number
  readonly lineAfter: number
}

/** A change of the text. */
export interface Change extends Located {
  /** The new text, and the reason if it is not obvious. */
  readonly text: string
}

/** A point that is left to the user. `text` is the reason, `action` the thing to do: sentences without their full stop. */
export interface Left extends Located {
  readonly text: string
  readonly action: string
  /** True if the step stays as it is, because this action would refuse it. */
  readonly stays: boolean
}
