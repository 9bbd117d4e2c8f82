import { jwt } from './jwt.ts'
import type { LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'

/** Credentials that tell a method where `method` is not given; several where they do not tell it alone. */
const telling: Readonly<Record<string, readonly string[]>> = {
  token: ['token'],
  roleId: ['approle'],
  secretId: ['approle'],
  wrappedSecretId: ['approle'],
  githubToken: ['github'],
  jwt: ['jwt'],
  jwtFile: ['jwt'],
  jwtPrivateKey: ['jwt'],
  username: ['userpass', 'ldap'],
  password: ['userpass', 'ldap'],
  authPayload: ['the name of the auth method'],
}

/** Chooses the method that the inputs name, or that the given credential implies. A new method is a file and a line in other-methods.ts. */
export async function chooseMethod(inputs: InputReader): Promise<LoginMethod> {
  const written = (inputs.text('method') ?? toldBy(inputs)).toLowerCase()
  if (written === jwt.name) return jwt
  const { otherMethods, payload } = await import('./other-methods.ts')
  const method = otherMethods.find(({ name }) => name === written)
  if (method) return method
  if (inputs.text('authPayload') !== undefined) return payload(written)
  const known = [jwt, ...otherMethods].map(({ name }) => name)
  inputs.problem('method', `"${written}" is not known`, `${known.join(', ')}, or any other together with \`authPayload\``)
  return jwt
}

function toldBy(inputs: InputReader): string {
  const given = Object.keys(telling).filter((input) => inputs.text(input) !== undefined)
  const told = new Set(given.flatMap((input) => telling[input] ?? []))
  const [first = 'jwt', ...others] = told
  if (others.length > 0 || given.includes('authPayload')) {
    inputs.problem('method', `is required: ${given.join(', ')} can belong to several methods`, [...told].join(' or '))
    return 'jwt'
  }
  return first
}
