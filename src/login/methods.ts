import { jwt } from './jwt.ts'
import type { InputReader, LoginMethod } from './method.ts'

type Load = () => LoginMethod | Promise<LoginMethod>

/**
 * Every way to log in. A new one is a file beside this and a line here. All but `jwt` are chunks of their own, so that the
 * usual login loads nothing of them.
 */
const methods: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['jwt', () => jwt],
  ['token', async () => (await import('./token.ts')).token],
])

/** Credentials that are of one method alone, and so choose it where `method` is not given. */
const telling: readonly (readonly [input: string, method: string])[] = [
  ['token', 'token'],
  ['roleId', 'approle'],
  ['githubToken', 'github'],
]

/** The method that the inputs name, or imply by the credential that is given. */
export function chooseMethod(inputs: InputReader): LoginMethod | Promise<LoginMethod> {
  const name = inputs.text('method')?.toLowerCase() ?? impliedBy(inputs)
  const load = methods.get(name)
  if (load) return load()
  inputs.problem('method', `"${name}" is not known`, [...methods.keys()].join(', '))
  return jwt
}

function impliedBy(inputs: InputReader): string {
  const given = telling.filter(([input]) => inputs.text(input) !== undefined)
  const names = [...new Set(given.map(([, method]) => method))]
  if (names.length > 1) {
    inputs.problem('method', `is not given, and ${given.map(([input]) => input).join(', ')} belong to several`, names.join(' or '))
  }
  return names[0] ?? 'jwt'
}
