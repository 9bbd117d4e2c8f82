import type { AuditResponse } from '../../../audit/audit-log.ts'
import { collect } from '../../../audit/collect.ts'
import { compare } from '../../../audit/compare.ts'
import { receiptSchema, type End, type Grant, type Receipt } from '../../../src/receipt/receipt.ts'

const leaseId = 'db/creds/a/hvs1234abcd'
const ended = (how: End['how'], confirmed = true): End => ({ how, confirmed, at: null, validUntil: null, reason: null })
const common = { namespace: '', accessor: null, granted: null }
const tokenGrant = (more: Partial<Grant> = {}): Grant => ({
  ...common,
  ...{ kind: 'service token', path: 'auth/jwt/login', leaseId: null, requestId: 'r-login', end: ended('revoke-self') },
  ...more,
})
const leaseGrant = (more: Partial<Grant> = {}): Grant => ({
  ...common,
  ...{ kind: 'lease', path: 'db/creds/a', leaseId: 'db/creds/a/…abcd', requestId: 'r-lease', end: ended('by path') },
  ...more,
})
const receiptOf = (grants: readonly Grant[], more: Partial<Receipt> = {}): Receipt => ({
  schema: receiptSchema,
  correlationId: 'run-1',
  job: { runId: null, attempt: null, job: null, checkRunId: null, repository: null, workflowRef: null },
  vault: { url: 'https://vault.test', namespace: '' },
  login: null,
  grants,
  unknown: [],
  ...more,
})

const response = (path: string, more: Partial<AuditResponse> = {}): AuditResponse => ({
  path,
  requestId: `r-${path}`,
  correlationId: 'run-1',
  ...{ hasFailed: false, sender: 'hmac-1', leaseId: '', hasToken: false, accessor: '', requestedLease: '', isQueued: false },
  ...more,
})
const login = response('auth/jwt/login', { requestId: 'r-login', hasToken: true, accessor: 'hmac-1', sender: 'hmac-1' })
const read = response('db/creds/a', { requestId: 'r-lease', leaseId })
const byPath = response(`sys/leases/revoke/${leaseId}`)
const byBody = response('sys/leases/revoke', { requestedLease: 'hmac-lease' })
const renewed = response('sys/leases/renew', { requestedLease: 'hmac-lease', leaseId })
const lookedUp = response('sys/leases/lookup', { requestedLease: 'hmac-lease', hasFailed: true })
const selfRevoked = response('auth/token/revoke-self')
const log = [login, read, byPath, selfRevoked]

/** Compares a receipt with a log. */
async function findingsOf(receipt: Receipt, responses: readonly AuditResponse[]) {
  const [step] = await collect([receipt], async function* () {
    yield* await Promise.resolve(responses)
  })
  return compare(step!)
}
const whole = receiptOf([tokenGrant(), leaseGrant()])
const other = response('db/creds/a', { requestId: 'r-other', leaseId: 'db/creds/a/hvs5678wxyz' })
const withLease = (end: End) => receiptOf([tokenGrant(), leaseGrant({ end })])

describe('a receipt that agrees with the audit log', () => {
  test.each<[string, Receipt, readonly AuditResponse[]]>([
    ['by path', whole, log],
    ['in any order', whole, log.toReversed()],
    ['in a namespace', whole, log.map((one) => (one === login ? one : { ...one, path: `team/${one.path}` }))],
    ['by body', withLease(ended('by body')), [login, read, byBody, byBody, selfRevoked]],
    ['by renewal', withLease(ended('by renewal')), [login, read, renewed, lookedUp, selfRevoked]],
    [
      'by a renewal that failed, because the lease had ended',
      withLease(ended('by renewal')),
      [login, read, { ...renewed, leaseId: '', hasFailed: true }, lookedUp, selfRevoked],
    ],
    ['with the token', withLease(ended('with token', false)), [login, read, selfRevoked]],
    [
      'with a token that was gone',
      receiptOf([tokenGrant({ end: ended('gone') }), leaseGrant({ end: ended('with token', false) })]),
      [login, read],
    ],
    ['repeated requests, and other jobs', whole, [...log, byPath, selfRevoked, { ...other, correlationId: 'run-2' }]],
    ['renewals', whole, [...log, renewed, response('auth/token/renew-self', { hasToken: true, accessor: 'hmac-1' })]],
    ['failures', whole, [...log, { ...other, hasFailed: true }]],
  ])('%s', async (_, receipt, responses) => {
    expect(await findingsOf(receipt, responses)).toEqual({ problems: [], notes: [] })
  })
})

describe('a receipt that contradicts the audit log', () => {
  const noRevocation = (how: string) => expect.stringContaining(`no successful revocation of this kind (${how})`) as string
  test.each<[string, Receipt, readonly AuditResponse[], readonly unknown[]]>([
    [
      'a grant that the log lacks',
      whole,
      [login, byPath, selfRevoked],
      [
        expect.stringContaining('the audit log has no such grant (request r-lease)'),
        expect.stringContaining(`${leaseId}: the audit log has its revocation`),
      ],
    ],
    [
      'a grant of another lease',
      whole,
      [login, { ...read, leaseId: other.leaseId }, selfRevoked],
      [expect.stringContaining('another credential for request r-lease')],
    ],
    [
      'a lease in place of a token',
      whole,
      [{ ...login, hasToken: false, leaseId }, read, byPath, selfRevoked],
      [expect.stringContaining('another credential for request r-login')],
    ],
    [
      'a grant that the receipt lacks',
      whole,
      [...log, other],
      [`${other.leaseId} (request r-other) is in the audit log, but not in the receipt`],
    ],
    [
      'a token that the receipt lacks',
      whole,
      [...log, { ...login, requestId: 'r-2', accessor: 'hmac-2' }],
      ['token of auth/jwt/login (request r-2) is in the audit log, but not in the receipt'],
    ],
    ['no revocation by path', whole, [login, read, selfRevoked], [noRevocation('by path')]],
    ['a revocation by path that failed', whole, [login, read, { ...byPath, hasFailed: true }, selfRevoked], [noRevocation('by path')]],
    ['a revocation that was only queued', whole, [login, read, { ...byPath, isQueued: true }, selfRevoked], [noRevocation('by path')]],
    [
      'a revocation of another lease',
      whole,
      [login, read, response(`sys/leases/revoke/${other.leaseId}`), selfRevoked],
      [noRevocation('by path'), expect.stringContaining(other.leaseId)],
    ],
    [
      'fewer revocations by body than leases',
      receiptOf([tokenGrant(), leaseGrant({ end: ended('by body') }), leaseGrant({ requestId: 'r-2', end: ended('by body') })]),
      [login, read, { ...read, requestId: 'r-2' }, byBody, selfRevoked],
      [noRevocation('by body')],
    ],
    ['more revocations by body than leases', whole, [...log, byBody], [expect.stringContaining('1 revocations by body more')]],
    [
      'a renewal after which Vault still had the lease',
      withLease(ended('by renewal')),
      [login, read, renewed, { ...lookedUp, hasFailed: false }, selfRevoked],
      [noRevocation('by renewal')],
    ],
    ['no revocation of the token', whole, [login, read, byPath], [noRevocation('revoke-self')]],
    ['a revocation of another token', whole, [login, read, byPath, { ...selfRevoked, sender: 'hmac-2' }], [noRevocation('revoke-self')]],
    [
      'a lease that ended with a token that did not',
      receiptOf([tokenGrant({ end: ended('none', false) }), leaseGrant({ end: ended('with token', false) })]),
      [login, read],
      [noRevocation('with token')],
    ],
  ])('%s', async (_, receipt, responses, problems) => {
    expect((await findingsOf(receipt, responses)).problems).toEqual(problems)
  })
})

describe('what the log cannot show is a note:', () => {
  const until = { ...ended('none', false), validUntil: '2026-07-01T13:00:00.000Z' }
  test.each<[string, Receipt, readonly AuditResponse[], readonly unknown[]]>([
    [
      'a lease that was not revoked',
      withLease(until),
      [login, read, selfRevoked],
      ['lease db/creds/a/…abcd was not revoked, valid until 2026-07-01T13:00:00.000Z'],
    ],
    [
      'a grant without request id',
      receiptOf([tokenGrant(), leaseGrant({ requestId: null })]),
      [login, selfRevoked],
      [expect.stringContaining('has no request id')],
    ],
    [
      'the grant of a lost read',
      { ...whole, unknown: [{ kind: 'read', path: 'team/db/creds/a?ttl=1h' }] },
      [...log, other],
      [expect.stringContaining('whose response was lost')],
    ],
    [
      'the grant of a read while main was killed',
      { ...whole, unknown: [{ kind: 'killed', path: null }] },
      [...log, other],
      [expect.stringContaining('whose response was lost')],
    ],
    [
      'the token of a lost login',
      { ...whole, unknown: [{ kind: 'login', path: 'auth/jwt/login' }] },
      [...log, { ...login, requestId: 'r-2', accessor: 'hmac-2' }],
      [expect.stringContaining('token of auth/jwt/login (request r-2)')],
    ],
  ])('%s', async (_, receipt, responses, notes) => {
    expect(await findingsOf(receipt, responses)).toEqual({ problems: [], notes })
  })

  it('but not the grant of another path than that of the lost read', async () => {
    const lost = { ...whole, unknown: [{ kind: 'read', path: 'db/creds/b' }] } as const
    expect((await findingsOf(lost, [...log, other])).problems).toHaveLength(1)
  })
})

describe('a log without X-Correlation-Id', () => {
  const bare = (responses: readonly AuditResponse[]) => responses.map((one) => ({ ...one, correlationId: undefined }))

  it('is compared by the accessor of the token', async () => {
    const others = bare([{ ...other, requestId: 'r-3', sender: 'hmac-2' }])
    expect(await findingsOf(whole, [...bare(log), ...others])).toEqual({ problems: [], notes: [] })
    expect((await findingsOf(whole, bare([...log, other]))).problems).toEqual([expect.stringContaining('not in the receipt')])
    expect((await findingsOf(whole, bare([login, read, selfRevoked]))).problems).toHaveLength(1)
  })

  it('is compared in one direction for a batch token, which has no accessor', async () => {
    const batch = receiptOf([tokenGrant({ kind: 'batch token', end: ended('none', false) }), leaseGrant({ end: ended('none', false) })])
    const { problems, notes } = await findingsOf(
      batch,
      bare([
        { ...login, accessor: '', sender: '' },
        { ...read, sender: '' },
      ]),
    )
    expect([problems, notes.at(-1)]).toEqual([[], expect.stringContaining('only the grants in the receipt were compared')])
  })
})
