/** Reads one input each; what is wrong goes to the list of problems and never throws. */
export interface InputReader {
  /** The input's text, or undefined where it is not given or empty. Secret ones are masked by then. */
  readonly text: (name: string) => string | undefined
  readonly problem: (input: string, text: string, instead: string) => void
}
