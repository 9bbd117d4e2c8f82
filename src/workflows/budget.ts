/** Thrown if a workflow needs more than its budget. */
export class BudgetExceeded extends Error {}

/** The most steps that are visited for one workflow, over all combinations of matrices, calls and composite actions. */
const maxSteps = 20_000
/** The most characters that the expressions of one workflow read and make. */
const maxCharacters = 10_000_000

/** Counts what one workflow takes, because matrices, calls and composite actions multiply. */
export class Budget {
  #steps = 0
  #characters = 0

  /** Counts a step. Throws BudgetExceeded. */
  spendStep(): void {
    if (++this.#steps > maxSteps) throw new BudgetExceeded(`runs more than ${maxSteps} steps, with all calls and matrix combinations`)
  }

  /** Counts a text that an expression reads or makes. Throws BudgetExceeded. */
  spendText(characters: number): void {
    this.#characters += characters
    if (this.#characters > maxCharacters) throw new BudgetExceeded(`has expressions that read more than ${maxCharacters} characters`)
  }
}
