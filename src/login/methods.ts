import { impliedMethod } from './implied-method.ts'
import { jwt } from './jwt.ts'
import type { LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'

/** Returns the method in the input `method`, or the one that the given credential implies; adds a problem if that is unclear. */
export async function chooseMethod(inputs: InputReader): Promise<LoginMethod> {
  const wanted = (inputs.text('method') ?? impliedMethod(inputs)).toLowerCase()
  if (wanted === jwt.name) return jwt
  const { otherMethods, payload } = await import('./other-methods.ts')
  const method = otherMethods.find(({ name }) => name === wanted)
  if (method) return method
  if (inputs.text('authPayload') !== undefined) return payload(wanted)
  const known = [jwt, ...otherMethods].map(({ name }) => name)
  inputs.problem('method', `"${wanted}" is invalid`, `${known.join(', ')}, or any other together with \`authPayload\``)
  return jwt
}
