import type { InputReader } from '../core/input-reader.ts'

/** Reads a boolean input: true or false, in upper or lower case. The default is false. */
export function readBoolean(name: string, { text, problem }: InputReader): boolean {
  const value = text(name) ?? 'false'
  if (!/^(true|false)$/i.test(value)) problem(name, `"${value}" is neither true nor false`, 'true or false')
  return /^true$/i.test(value)
}

/** Reads a whole number from 1 to 86400. */
export function readCount(name: string, defaultValue: string, { text, problem }: InputReader): number {
  const value = text(name) ?? defaultValue
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < 1 || number > 86_400) {
    problem(name, `"${value}" is not a whole number from 1 to 86400`, defaultValue)
  }
  return number
}
