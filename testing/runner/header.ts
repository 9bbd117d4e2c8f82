import type { Variables } from './environment.ts'
import type { SecretMasker } from './secret-masker.ts'
import { StageLog } from './stage-log.ts'

/** What opens the log of a post stage (Handler.cs). */
export const postHeader: readonly string[] = ['Post job cleanup.']

/** The masked lines that open the log of a main: which action, inputs that are not empty, and the whole `env` context (Handler.cs). */
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
