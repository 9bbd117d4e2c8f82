import { createInputReader } from '../../src/core/input-reader.ts'
import type { Access, Exchange, LoginMethod } from '../../src/login/method.ts'

/** What a method makes of inputs, and the problems that it finds in them, one line each. */
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

/** The same where the inputs are right and lead to an exchange; anything else fails the test. */
export async function exchangeOf(method: LoginMethod, inputs: Readonly<Record<string, string>>, mount?: string): Promise<Exchange> {
  const { access, problems } = await readLogin(method, inputs, mount)
  expect(problems).toEqual([])
  if ('token' in access) throw new Error('it is a token')
  return access
}
