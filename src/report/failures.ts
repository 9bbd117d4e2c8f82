import { endGroup, error, startGroup } from '@actions/core'
import type { Env } from '../core/env.ts'
import { asFailure, type FailureCode } from '../core/failure.ts'
import { oneLine } from '../core/wording.ts'
import { appendValues } from '../runner/command-files.ts'
import { noticeOf, say, warningOf } from './lines.ts'
import type { Report } from './report.ts'

/** Creates the part of a Report that prints errors. */
export function createFailureReport(env: Env): Pick<Report, 'failed' | 'receiptFailed' | 'revocationFailed'> {
  return {
    failed(failure) {
      const { message, hint, details, code } = failure
      error([...[message, hint ?? ''].filter(Boolean).map(safe), codeLine(code, env)].join('\n'))
      if (details) {
        startGroup(oneLine(details.title))
        details.lines.forEach(say)
        endGroup()
      }
      try {
        appendValues(env['GITHUB_OUTPUT'], [['errorMessage', safe(message)]])
      } catch {
        // a full disk must not keep main from revoking; the log has the error
      }
    },
    receiptFailed(thrown) {
      noticeOf([`The receipt was not written: ${asFailure(thrown).message}.`])
    },
    revocationFailed(thrown) {
      warningOf([`Revocation failed: ${asFailure(thrown).message}. Tokens and leases that are not revoked expire after their TTL.`])
    },
  }
}

/** Returns the code with a link to its explanation. The link is a URL only if the step uses a repository at a ref, not `./`. */
export function codeLine(code: FailureCode, env: Env): string {
  const [server, repository, ref] = [env['GITHUB_SERVER_URL'], env['GITHUB_ACTION_REPOSITORY'], env['GITHUB_ACTION_REF']]
  const page = server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/errors.md` : 'docs/errors.md'
  return `${code}, see ${page}#${code.toLowerCase()}`
}

const safe = (text: string): string => text.split('\n').map(oneLine).join('\n')
