import { randomUUID } from 'node:crypto'
import { pushContext } from '../runner/github-context.ts'

/** Claims that replace the job's own; null removes a claim. */
export type Claims = Record<string, unknown>

/**
 * Returns the claims of the job's OIDC token as GitHub documents them (docs.github.com, "OpenID Connect reference"): numeric ids are
 * strings, the token is valid from ten minutes before `now` (seconds) until five minutes after, `sub` has the classic form.
 */
export const jobClaims = (issuer: string, audience: string, now: number, wanted: Claims = {}): Claims => {
  const claims: Claims = {
    iss: issuer,
    aud: audience,
    jti: randomUUID(),
    iat: now,
    nbf: now - 600,
    exp: now + 300,
    actor: pushContext.actor,
    actor_id: pushContext.actor_id,
    base_ref: '',
    check_run_id: '27182845904',
    event_name: pushContext.event_name,
    head_ref: '',
    job_workflow_ref: pushContext.workflow_ref,
    job_workflow_sha: pushContext.workflow_sha,
    ref: pushContext.ref,
    ref_protected: pushContext.ref_protected,
    ref_type: pushContext.ref_type,
    repository: pushContext.repository,
    repository_id: pushContext.repository_id,
    repository_owner: pushContext.repository_owner,
    repository_owner_id: pushContext.repository_owner_id,
    repository_visibility: 'private',
    run_attempt: pushContext.run_attempt,
    run_id: pushContext.run_id,
    run_number: pushContext.run_number,
    runner_environment: 'github-hosted',
    sha: pushContext.sha,
    workflow: pushContext.workflow,
    workflow_ref: pushContext.workflow_ref,
    workflow_sha: pushContext.workflow_sha,
    ...wanted,
  }
  const all: Claims = { sub: subject(claims), ...claims }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

const subject = (claims: Claims): string => `repo:${String(claims['repository'])}:${context(claims)}`

const context = ({ environment, event_name, ref }: Claims): string => {
  if (typeof environment === 'string') return `environment:${environment}`
  return event_name === 'pull_request' ? 'pull_request' : `ref:${String(ref)}`
}
