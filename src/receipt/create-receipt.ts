import type { Env } from '../core/env.ts'
import type { Revocation } from '../revoke/revoke.ts'
import type { Dependent, LoginGrant } from '../state/history.ts'
import type { Revocable } from '../state/revocable.ts'
import { tokenNamespace } from '../vault/connection.ts'
import type { Lease } from '../vault/leases.ts'
import { dependentEnd, leaseEnds, replacedAt, tokenEnd } from './ends.ts'
import { receiptSchema, type End, type Grant, type Receipt, type ReceiptJob, type Unknown } from './receipt.ts'
import { isoTime } from './times.ts'

/**
 * Creates the receipt of a step, after its last revocation.
 * @param revocation undefined with `revoke: false`
 */
export function createReceipt(revocable: Revocable, revocation: Revocation | undefined, env: Env): Receipt {
  const { connection, leases, history } = revocable
  const [login] = history.logins
  const endOf = leaseEnds(revocable, revocation)
  const children = history.dependents.filter(({ kind }) => kind === 'token')
  return {
    schema: receiptSchema,
    correlationId: connection.correlationId,
    job: jobOf(env, login),
    vault: { url: connection.urls[0], namespace: connection.namespace ?? '' },
    login: login ? { method: login.method, mount: login.mount, role: orNull(login.role) } : null,
    grants: [
      ...tokenGrants(revocable, revocation),
      ...leases.map((lease) => leaseGrant(lease, endOf(lease))),
      ...children.map((child) => childGrant(child, dependentEnd(child, revocable, revocation))),
    ],
    unknown: unknownOf(revocable),
  }
}

const jobOf = (env: Env, login: LoginGrant | undefined): ReceiptJob => ({
  runId: orNull(env['GITHUB_RUN_ID']),
  attempt: orNull(env['GITHUB_RUN_ATTEMPT']),
  job: orNull(env['GITHUB_JOB']),
  checkRunId: orNull(login?.checkRunId),
  repository: orNull(env['GITHUB_REPOSITORY']),
  workflowRef: orNull(env['GITHUB_WORKFLOW_REF']),
})

/** A token of the user is no grant. Each login but the last one got a token that another one replaced. */
function tokenGrants(revocable: Revocable, revocation: Revocation | undefined): readonly Grant[] {
  const { token, history, connection } = revocable
  const namespace = tokenNamespace(connection)
  const logins = history.logins.filter(({ kind }) => kind !== 'supplied')
  const ends = logins.map((_, index) => {
    const next = logins[index + 1]
    return next ? replacedAt(next.granted) : tokenEnd(revocable, revocation)
  })
  const known = logins.map(({ kind, mount, accessor, requestId, granted }, index): Grant => ({
    kind: `${kind === 'batch' ? 'batch' : 'service'} token`,
    path: `auth/${mount}/login`,
    ...{ namespace, accessor: orNull(accessor), leaseId: null, requestId: orNull(requestId), granted: isoTime(granted) },
    end: ends[index] ?? tokenEnd(revocable, revocation),
  }))
  if (known.length > 0 || token.kind === 'supplied') return known
  // a later step replaced what main had saved of the login
  const unknown = { path: 'auth', namespace, accessor: null, leaseId: null, requestId: null, granted: null }
  return [{ kind: `${token.kind} token`, ...unknown, end: tokenEnd(revocable, revocation) }]
}

const leaseGrant = ({ id, prefix, path, namespace, sts, requestId, granted }: Lease, end: End): Grant => ({
  kind: sts ? 'sts' : 'lease',
  ...{ path, namespace, accessor: null, leaseId: shortId(id, prefix), requestId: orNull(requestId), granted: isoTime(granted), end },
})

/** In a namespace, ids of leases end with a dot and the id of the namespace. */
function shortId(id: string, prefix: string): string {
  const [random = '', ...suffix] = id.slice(prefix.length + 1).split('.')
  return `${prefix}/…${[random.slice(-4), ...suffix].join('.')}`
}

const childGrant = ({ path, namespace, accessor, requestId, granted }: Dependent, end: End): Grant => ({
  kind: 'child token',
  ...{ path, namespace, accessor: orNull(accessor), leaseId: null, requestId: orNull(requestId), granted: isoTime(granted), end },
})

const unknownOf = ({ history }: Revocable): readonly Unknown[] => [
  ...history.logins.filter(({ lost }) => lost).map(({ mount }): Unknown => ({ kind: 'login', path: `auth/${mount}/login` })),
  ...history.dependents.filter(({ kind }) => kind === 'lost').map(({ path }): Unknown => ({ kind: 'read', path })),
  ...(history.wasReading ? [{ kind: 'killed', path: null } as const] : []),
]

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
