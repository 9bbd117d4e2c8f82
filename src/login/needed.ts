import type { InputReader } from '../core/input-reader.ts'

/** The text of an input that a method cannot do without; '' and a problem where it is not given. */
export function needed(inputs: InputReader, name: string, instead: string): string {
  const text = inputs.text(name)
  if (text === undefined) inputs.problem(name, 'is not given', instead)
  return text ?? ''
}
