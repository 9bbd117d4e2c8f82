import type { Grant } from '../src/receipt/receipt.ts'
import type { AuditResponse } from './audit-log.ts'
import type { Step } from './collect.ts'
import { createRevocations, type Revocations } from './revocations.ts'

/** The result for one receipt. */
export interface Findings {
  /** Where the audit log contradicts the receipt, or has a grant that the receipt lacks. */
  readonly problems: readonly string[]
  /** What the log cannot show, and credentials that were not revoked. */
  readonly notes: readonly string[]
}

/** Compares a receipt with the audit log, in both directions. */
export function compare({ receipt, responses, isWhole }: Step): Findings {
  const problems: string[] = []
  const notes: string[] = []
  const revocations = createRevocations(responses)
  const granted = new Map(responses.filter(isGrant).map((response) => [response.requestId, response]))
  const tokens = receipt.grants.filter(({ kind }) => kind === 'service token')
  const isTokenEnded = tokens.some(
    ({ end, requestId }) => end.how === 'gone' || revocations.ofToken(granted.get(requestId ?? '')?.accessor ?? ''),
  )

  for (const grant of receipt.grants) {
    const response = granted.get(grant.requestId ?? '')
    const name = nameOf(grant)
    if (grant.requestId === null) notes.push(`${name} has no request id, so that it cannot be found in the audit log`)
    else if (!response) problems.push(`${name}: the audit log has no such grant (request ${grant.requestId})`)
    else if (!isSame(grant, response)) problems.push(`${name}: the audit log has another credential for request ${grant.requestId}`)
    else if (!isEndTrue(grant, response, revocations, isTokenEnded))
      problems.push(`${name}: the audit log has no successful revocation of this kind (${grant.end.how})`)
    if (!grant.end.confirmed && grant.end.how !== 'with token' && grant.end.how !== 'expired')
      notes.push(`${name} was not revoked, ${validity(grant)}`)
  }

  const listed = new Set(receipt.grants.map(({ requestId }) => requestId))
  for (const response of granted.values()) {
    if (listed.has(response.requestId)) continue
    const text = `${response.leaseId || `token of ${response.path}`} (request ${response.requestId})`
    if (isLost(response, receipt)) notes.push(`${text} was granted to a request whose response was lost`)
    else problems.push(`${text} is in the audit log, but not in the receipt`)
  }
  problems.push(...unlistedRevocations(receipt.grants, granted, revocations))
  if (!isWhole)
    notes.push('the audit log has no X-Correlation-Id, and no accessor of the token: only the grants in the receipt were compared')
  return { problems, notes }
}

/** Renewals return the lease or the token again. */
const isGrant = ({ hasFailed, leaseId, hasToken, path }: AuditResponse): boolean =>
  !hasFailed && (leaseId !== '' || hasToken) && !/(^|\/)(sys\/(leases\/)?renew|auth\/token\/renew(-self|-accessor)?)(\/|$)/.test(path)

/** Compares the parts of the lease id that the receipt has. */
function isSame({ kind, leaseId }: Grant, response: AuditResponse): boolean {
  if (leaseId === null) return kind.endsWith('token') && response.hasToken
  const [prefix = '', ending = ''] = leaseId.split('…')
  return response.leaseId.startsWith(prefix) && response.leaseId.endsWith(ending)
}

function isEndTrue({ end }: Grant, response: AuditResponse, revocations: Revocations, isTokenEnded: boolean): boolean {
  if (end.how === 'by path') return revocations.byPath(response.leaseId)
  if (end.how === 'by body') return revocations.takeByBody()
  if (end.how === 'by renewal') return revocations.takeByRenewal(response.leaseId)
  if (end.how === 'revoke-self') return revocations.ofToken(response.accessor)
  return end.how !== 'with token' || isTokenEnded
}

/** Returns the revocations in the log that the receipt denies: of a lease that it does not have, or that it says was not revoked. */
function unlistedRevocations(
  grants: readonly Grant[],
  granted: ReadonlyMap<string, AuditResponse>,
  revocations: Revocations,
): readonly string[] {
  const ids = new Set(grants.map(({ requestId }) => granted.get(requestId ?? '')?.leaseId))
  const unknown = revocations.leasesByPath().filter((id) => !ids.has(id))
  const byBody = revocations.leftByBody() - grants.filter(({ end }) => !end.confirmed).length
  return [
    ...unknown.map((id) => `${id}: the audit log has its revocation, but the receipt does not have this lease`),
    ...(byBody > 0 ? [`the audit log has ${byBody} revocations by body more than the receipt has leases for`] : []),
  ]
}

function isLost({ path, hasToken }: AuditResponse, { unknown }: Step['receipt']): boolean {
  return unknown.some((one) => {
    if (one.kind === 'killed') return true
    if (one.kind === 'login') return hasToken && path.startsWith(one.path ?? '')
    // the path of a mapping can have a query, and begin with a namespace
    const read = (one.path ?? '').replace(/\?.*$/, '')
    return read === path || read.endsWith(`/${path}`)
  })
}

const nameOf = ({ kind, path, leaseId }: Grant): string => `${kind} ${leaseId ?? path}`

const validity = ({ end: { validUntil } }: Grant): string => (validUntil === null ? 'and does not expire' : `valid until ${validUntil}`)
