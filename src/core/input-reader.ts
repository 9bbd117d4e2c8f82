/** Reads inputs one by one. Adds a problem for an invalid input instead of throwing. */
export interface InputReader {
  /** Returns the input's text, or undefined if it is not given or empty. Registers masks for secret inputs first. */
  readonly text: (name: string) => string | undefined
  /** Returns the input's text; adds a problem and returns '' if it is not given. */
  readonly required: (name: string, instead: string) => string
  /** Adds a problem: what is invalid, and what to write instead. */
  readonly problem: (input: string, text: string, instead: string) => void
}

/** Creates a reader from a function that returns an input's text and one that collects problems. */
export function createInputReader(text: InputReader['text'], problem: InputReader['problem']): InputReader {
  return {
    text,
    problem,
    required(name, instead) {
      const given = text(name)
      if (given === undefined) problem(name, 'is required', instead)
      return given ?? ''
    },
  }
}
