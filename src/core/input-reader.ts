/** Reads one input each; what is wrong goes to the list of problems and never throws. */
export interface InputReader {
  /** Returns the input's text, or undefined if it is not given or empty. Secret inputs are masked before. */
  readonly text: (name: string) => string | undefined
  /** Returns the input's text; adds a problem and returns '' if it is not given. */
  readonly required: (name: string, instead: string) => string
  /** Adds a problem: what is wrong, and what to write instead. */
  readonly problem: (input: string, text: string, instead: string) => void
}

/** Makes a reader of inputs from what returns their texts and what collects problems. */
export function createInputReader(text: InputReader['text'], problem: InputReader['problem']): InputReader {
  return {
    text,
    problem,
    required(name, instead) {
      const given = text(name)
      if (given === undefined) problem(name, 'is not given', instead)
      return given ?? ''
    },
  }
}
