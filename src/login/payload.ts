import { parseObject, type JsonObject } from '../core/json.ts'
import type { Exchange, LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'
import { adviceFrom } from './refusals.ts'

/** Returns a method for any other auth method: its login request has the body in `authPayload`. */
export const payload = (name: string): LoginMethod => ({
  name,
  mount: name,
  read: readPayload,
  explain: (refusal) => adviceFrom([], refusal),
})

/** Reads `authPayload`, a JSON object, as the body of a login request. */
export function readPayload(inputs: InputReader): Exchange {
  const body = parsePayload(inputs.required('authPayload', example))
  if (!body) inputs.problem('authPayload', 'is not a JSON object', example)
  const role = typeof body?.['role'] === 'string' ? body['role'] : undefined
  const as = role === undefined ? 'the identity in `authPayload`' : `role ${role}`
  return { as, role, supply: () => Promise.resolve({ body: body ?? {} }) }
}

const example = '{"role": "ci", "jwt": "…"}'

/** Returns undefined if the text is not a JSON object. */
const parsePayload = (text: string): JsonObject | undefined => (text === '' ? {} : parseObject(text))
