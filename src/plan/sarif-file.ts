import { writeFileSync } from 'node:fs'
import { Failure } from '../core/failure.ts'
import { version } from '../core/version.ts'
import { driftRules } from '../drift/finding.ts'
import { sarifText } from '../drift/sarif.ts'
import type { FindingCode } from '../workflows/finding.ts'
import type { AnyFinding } from './usage-text.ts'

/** Short descriptions of the codes of the inventory. */
const planRules: Readonly<Record<FindingCode, string>> = {
  PLAN_FILE: 'A workflow file cannot be read',
  PLAN_NOT_READ: 'A called file was not read',
  PLAN_INPUT: 'The step fails because of its inputs',
  PLAN_ID_TOKEN: 'The job cannot request an OIDC token',
  PLAN_LITERAL_SECRET: 'A credential is written in a workflow',
  PLAN_PULL_REQUEST_TARGET: 'Pull requests of forks run with the identity of the job',
  PLAN_TLS_SKIP_VERIFY: "The server's certificate is not verified",
  PLAN_EXPORT_ENV: 'Every later step can read the values',
  PLAN_UNPINNED: 'The action is not pinned to a commit',
  PLAN_DEPRECATED: 'The path is deprecated',
  PLAN_ENGINE: 'An engine can create this stored secret for each job',
  PLAN_STORED_SECRET: 'The mapping could read a secret that GitHub stores',
}

/**
 * Writes findings as SARIF. Throws ERR_PLAN.
 * @param repository whose findings are written; '' writes all
 */
export function writeSarif(path: string, findings: readonly AnyFinding[], repository: string): void {
  try {
    writeFileSync(path, sarifText(findings, { version, repository, rules: { ...planRules, ...driftRules } }))
  } catch (cause) {
    throw new Failure('ERR_PLAN', `the file ${path} cannot be written`, { hint: 'Set `sarif` to a path in an existing folder.', cause })
  }
}
