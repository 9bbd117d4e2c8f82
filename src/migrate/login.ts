import { parseObject } from '../core/json.ts'
import { inputOf, isOpen, type Finding, type OldStep } from './finding.ts'

/** The method that a step uses if it sets none (hashicorp/vault-action, src/action.js). */
const defaultMethod = 'token'

/** Methods of this action that vault-action has only with `authPayload`. */
const ownMethods: Readonly<Record<string, string>> = {
  cert: 'Remove authPayload, and set `role` to the `name` of the payload',
  aws: 'Remove authPayload, and set `role`: the action signs the request with the AWS credentials of the runner',
}

/** Returns whether a step logs in with the OIDC token of the job. */
export function usesOidc(step: Pick<OldStep, 'inputs'>): boolean {
  return inputOf(step, 'method').toLowerCase() === 'jwt' && inputOf(step, 'jwtPrivateKey') === ''
}

/** Keeps the method of the login: this action derives it from the given credential. */
export function convertLogin(step: OldStep): readonly Finding[] {
  const method = inputOf(step, 'method')
  const payload = inputOf(step, 'authPayload')
  const own = ownMethods[method.toLowerCase()]
  if (payload !== '' && own !== undefined) {
    return [{ kind: 'refusal', input: 'authPayload', text: `this action logs in with ${method} without authPayload`, action: own }]
  }
  if (payload !== '' && !isOpen(payload) && !parseObject(payload)) {
    return [{ kind: 'refusal', input: 'authPayload', text: 'authPayload is not a JSON object', action: 'Write a JSON object' }]
  }
  if (isOpen(method)) {
    const action = `Write \`|| '${defaultMethod}'\` at the end of the expression if its value can be empty`
    const text = `an empty method is ${defaultMethod} in vault-action; this action derives it from the given credential`
    return [{ kind: 'left', input: 'method', text, action }]
  }
  if (method !== '') return []
  if (inputOf(step, 'token') !== '') {
    return [{ kind: 'set', input: 'method', value: defaultMethod, text: `method: ${defaultMethod} added, the default of vault-action` }]
  }
  const text = 'neither method nor token is set: vault-action fails; this action uses the given credential or the OIDC token'
  return [{ kind: 'left', text, action: 'Write the method' }]
}
