import type { Env } from '../core/env.ts'
import { createFailureReport } from './failures.ts'
import { createNotices } from './notices.ts'
import { createProgress } from './progress.ts'
import type { Report } from './report.ts'
import { createRevocationReport } from './revocation.ts'

/** Creates a Report that prints to the runner's log. */
export function createReport(env: Env): Report {
  return { ...createProgress(), ...createNotices(), ...createRevocationReport(env), ...createFailureReport(env) }
}
