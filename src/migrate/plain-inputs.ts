import { readHeaderLines } from '../http/extra-headers.ts'
import { inputOf, isOpen, type Finding, type OldStep } from './finding.ts'

/** The inputs of vault-action, in lower case. Each has the same name here. Source: hashicorp/vault-action, action.yml. */
export const oldInputs = [
  ...['url', 'secrets', 'pki', 'namespace', 'method', 'role', 'path', 'token', 'roleid', 'secretid', 'githubtoken'],
  ...['kubernetestokenpath', 'username', 'password', 'authpayload', 'extraheaders', 'exportenv', 'exporttoken', 'outputtoken'],
  ...['cacertificate', 'clientcertificate', 'clientkey', 'tlsskipverify', 'jwtprivatekey', 'jwtkeypassword', 'jwtgithubaudience'],
  ...['jwtttl', 'secretencodingtype', 'ignorenotfound'],
] as const

/** Inputs that are on unless they are `false`, in upper or lower case (hashicorp/vault-action, src/action.js). */
const booleans = ['exportToken', 'outputToken', 'tlsSkipVerify', 'ignoreNotFound'] as const

/** Writes booleans as this action reads them. */
export function convertBooleans(step: OldStep): readonly Finding[] {
  return booleans.flatMap((input): readonly Finding[] => {
    const value = inputOf(step, input)
    if (/^(|true|false)$/i.test(value)) return []
    return isOpen(value)
      ? []
      : [{ kind: 'set', input, value: 'true', text: `${input}: true written, because "${value}" is true in vault-action` }]
  })
}

/** Removes an encoding that vault-action ignores: every name except those in lower case. */
export function convertEncoding(step: OldStep): readonly Finding[] {
  const input = 'secretEncodingType'
  const value = inputOf(step, input)
  if (/^(|base64|hex|utf8)$/.test(value) || isOpen(value)) return []
  const text = `vault-action ignores "${value}"`
  return [
    { kind: 'remove', input, text: `${input} removed, because ${text}` },
    { kind: 'left', input, text: `${input}: ${text}`, action: 'Write base64, hex or utf8 if the values are encoded' },
  ]
}

/** Converts `revokeToken`, which newer code of vault-action has, to `revoke`, which includes the leases. */
export function convertRevokeToken(step: OldStep): readonly Finding[] {
  const input = 'revokeToken'
  const value = inputOf(step, input)
  if (!step.inputs.has(input.toLowerCase())) return []
  if (isOpen(value)) {
    return [{ kind: 'refusal', input, text: `${input} is an expression`, action: 'Write the expression in `revoke`' }]
  }
  return [
    { kind: 'remove', input, text: `${input} removed: here its name is revoke, with the default true` },
    ...(value === 'false' ? [{ kind: 'set', input: 'revoke', value: 'false', text: 'revoke: false added' } as const] : []),
  ]
}

/** Finds headers that this action sets itself. */
export function checkHeaders(step: OldStep): readonly Finding[] {
  const input = 'extraHeaders'
  return readHeaderLines(inputOf(step, input)).problems.map(({ line, text, instead }) => ({
    kind: 'refusal',
    input,
    text: `${input} line ${line}: ${text}`,
    action: `Write ${instead}`,
  }))
}

/** Finds inputs that vault-action does not have. */
export function checkUnknown(step: OldStep): readonly Finding[] {
  const known: readonly string[] = [...oldInputs, 'jwtiat', 'revoketoken']
  return [...step.inputs.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      kind: 'left',
      input: name,
      text: `${name} is not an input of vault-action, which ignores it`,
      action: 'Remove it, or look it up in docs/inputs.md',
    }))
}
