import { inputOf, isOpen, type Finding, type OldStep } from './finding.ts'

const input = 'exportEnv'

/** Returns whether a step sets environment variables: every value except `false` is true (hashicorp/vault-action, src/action.js). */
export const exportsVariables = (step: OldStep): boolean => inputOf(step, input) !== 'false'

/** Keeps the environment variables: vault-action sets them by default. */
export function convertExportEnv(step: OldStep): readonly Finding[] {
  const value = inputOf(step, input)
  if (isOpen(value)) {
    const text = `vault-action sets variables for each value of ${input} except false, also for an empty one`
    return [{ kind: 'left', input, text, action: 'Write an expression whose value is always true or false' }]
  }
  if (/^(true|false)$/.test(value)) return []
  const readsNothing = ['secrets', 'pki'].every((name) => inputOf(step, name) === '')
  if (value === '') {
    if (readsNothing || (!step.isFollowed && step.hasId)) return []
    return [{ kind: 'set', input, value: 'true', text: `${input}: true added, the default of vault-action` }]
  }
  const text = `"${value}" is true in vault-action`
  return [
    { kind: 'set', input, value: 'true', text: `${input}: true written, because ${text}` },
    ...(/^(true|yes|on|1)$/i.test(value)
      ? []
      : [{ kind: 'left', input, text: `${input}: ${text}`, action: 'Write false if the step must set no variables' } as const]),
  ]
}
