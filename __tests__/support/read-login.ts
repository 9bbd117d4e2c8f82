import { createInputReader } from '../../src/core/input-reader.ts'
import type { Access, Exchange, LoginMethod } from '../../src/login/method.ts'

/** Reads inputs with a login method. Returns the result and the problems of the inputs, one line each. */
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

/** Reads valid inputs that lead to an exchange. Fails the test if there are problems. */
export async function exchangeOf(method: LoginMethod, inputs: Readonly<Record<string, string>>, mount?: string): Promise<Exchange> {
  const { access, problems } = await readLogin(method, inputs, mount)
  expect(problems).toEqual([])
  if ('token' in access) throw new Error('the method returned a token')
  return access
}
