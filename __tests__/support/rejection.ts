import { Failure } from '../../src/core/failure.ts'

/** The Failure that a promise ends with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** The Failure that a function throws; anything else fails the test. */
export function failureIn(task: () => unknown): Failure {
  try {
    task()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}
