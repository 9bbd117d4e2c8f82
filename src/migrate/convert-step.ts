import { convertExportEnv } from './export-env.ts'
import { inputOf, isOn, type Finding, type OldStep } from './finding.ts'
import { convertLogin } from './login.ts'
import { checkPki } from './pki.ts'
import { convertSecrets } from './secrets.ts'
import { checkHeaders, checkUnknown, convertBooleans, convertEncoding, convertRevokeToken } from './plain-inputs.ts'

/** Parts of the conversion, in the order of their findings. */
const parts = [
  checkRelease,
  checkUnknown,
  convertLogin,
  convertSecrets,
  checkPki,
  convertExportEnv,
  convertBooleans,
  convertEncoding,
  checkHeaders,
  convertRevokeToken,
] as const

/**
 * Converts the inputs of a step of vault-action to those of this action. If one finding is a refusal, this action would refuse the step:
 * then only refusals are returned.
 */
export function convertStep(step: OldStep): readonly Finding[] {
  const findings = parts.flatMap((part) => part(step))
  const refusals = findings.filter(({ kind }) => kind === 'refusal')
  return refusals.length > 0 ? refusals : findings
}

function checkRelease(step: OldStep): readonly Finding[] {
  if (step.release === '1') {
    const text = 'release 1 of vault-action has other inputs and other paths'
    return [{ kind: 'refusal', text, action: 'Write entries with complete paths, secret/data/NAME KEY | NAME;' }]
  }
  if (inputOf(step, 'url') === '') return [{ kind: 'refusal', text: 'url is not set', action: 'Write url: https://vault.example.com' }]
  const isRead = ['secrets', 'pki'].some((name) => inputOf(step, name) !== '')
  if (isRead || isOn(step, 'exportToken') || isOn(step, 'outputToken')) return []
  return [{ kind: 'refusal', text: 'the step reads nothing', action: 'Remove it, or write exportToken: true or outputToken: true' }]
}
