import { createInputReader } from '../../src/core/input-reader.ts'
import type { Access, Exchange, LoginMethod } from '../../src/login/method.ts'

/** Returns what a method reads from inputs, and the problems that it finds, one line each. */
export async function readLogin(
  method: LoginMethod,
  inputs: Readonly<Record<string, string>>,
  mount = method.mount,
): Promise<{ access: Access; problems: string[] }> {
  const problems: string[] = []
  const reader = createInputReader(
    (name) => inputs[name],
    (...problem) => problems.push(problem.join('|')),
  )
  return { access: await method.read(reader, mount), problems }
}

/** Returns the exchange that a method reads from valid inputs; anything else fails the test. */
export async function exchangeOf(method: LoginMethod, inputs: Readonly<Record<string, string>>, mount?: string): Promise<Exchange> {
  const { access, problems } = await readLogin(method, inputs, mount)
  expect(problems).toEqual([])
  if ('token' in access) throw new Error('the method returned a token instead of an exchange')
  return access
}
