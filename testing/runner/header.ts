import type { Variables } from './environment.ts'
import type { SecretMasker } from './secret-masker.ts'
import { StageLog } from './stage-log.ts'

/** The first lines of a post stage's log (Handler.cs). */
export const postHeader: readonly string[] = ['Post job cleanup.']

/** Returns the masked first lines of a main stage's log: the action, inputs that are not empty, and the `env` context (Handler.cs). */
export function mainHeader(uses: string, inputs: Variables, env: Variables, masker: SecretMasker): readonly string[] {
  const log = new StageLog(masker, false)
  log.write(`##[group]Run ${uses}`)
  if (Object.keys(inputs).length > 0) log.write('with:')
  for (const [name, value] of Object.entries(inputs)) if (value !== '') log.write(`  ${name}: ${value}`)
  if (Object.keys(env).length > 0) log.write('env:')
  for (const [name, value] of Object.entries(env)) log.write(`  ${name}: ${value}`)
  log.write('##[endgroup]')
  return log.lines
}
