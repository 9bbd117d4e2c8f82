import { Failure } from '../../src/core/failure.ts'

/** Returns the Failure that a promise rejects with. Fails the test if the promise resolves or rejects with another error. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** Returns the Failure that a function throws. Fails the test if it throws nothing or another error. */
export function failureIn(task: () => unknown): Failure {
  try {
    task()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}
