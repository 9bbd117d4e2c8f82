import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020'
import { Failure } from '../../../src/core/failure.ts'
import { noExpiry } from '../../../src/core/clock.ts'
import { createReceipt } from '../../../src/receipt/create-receipt.ts'
import type { End } from '../../../src/receipt/receipt.ts'
import type { Revocation } from '../../../src/revoke/revoke.ts'
import type { Dependent, History } from '../../../src/state/history.ts'
import type { Revocable } from '../../../src/state/revocable.ts'
import { connectionOf, leaseOn, loginGrant, noHistory, tokenOf } from '../../support/revocable.ts'

const validate = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(__dirname, '../../../docs/receipt.schema.json'), 'utf8')) as object,
)

const noon = Date.UTC(2026, 6, 1, 12)
const [at, later] = ['2026-07-01T12:00:00.000Z', '2026-07-01T13:00:00.000Z']
const lease = leaseOn('a', { id: 'db/creds/a/hvs1234abcd', expires: noon + 3_600_000 })
const failure = new Failure('ERR_REFUSED', `PUT sys/leases/revoke/${lease.id}: 500`)

const revocableOf = (more: Partial<Revocable> = {}): Revocable => ({
  connection: connectionOf({ correlationId: '77-1-deploy-0badcafe' }),
  token: tokenOf({ expires: noon + 3_600_000 }),
  required: false,
  leases: [lease],
  grants: undefined,
  history: { ...noHistory, logins: [loginGrant] },
  ...more,
})
const revocationOf = (more: Partial<Revocation> = {}): Revocation => ({
  confirmed: [],
  withToken: [],
  pending: [],
  left: [],
  expired: [],
  sts: [],
  token: 'revoked',
  tokenFailure: undefined,
  tokenAnswered: noon,
  tokenExpires: noon,
  tokenNamespace: '',
  grantsFailure: undefined,
  ...more,
})

/** Creates a receipt, and checks it against the schema. */
function receiptOf(revocable: Partial<Revocable>, revocation: Partial<Revocation> | undefined, env: Record<string, string> = {}) {
  const receipt = createReceipt(revocableOf(revocable), revocation && revocationOf(revocation), env)
  expect([validate(JSON.parse(JSON.stringify(receipt))), validate.errors]).toEqual([true, null])
  return receipt
}
const history = (more: Partial<History>): Partial<Revocable> => ({ history: { ...noHistory, logins: [loginGrant], ...more } })
const unended: Omit<End, 'how'> = { confirmed: false, at: null, validUntil: null, reason: null }
const dependent: Dependent = {
  kind: 'token',
  path: 'auth/token/create',
  namespace: '',
  accessor: 'child-1',
  requestId: 'request-c',
  granted: noon,
  expires: noon + 3_600_000,
  orphan: false,
}

describe('a receipt', () => {
  it('names job, login and grants', () => {
    const env = {
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_JOB: 'deploy',
      GITHUB_REPOSITORY: 'octo-org/shop',
      GITHUB_WORKFLOW_REF: 'octo-org/shop/.github/workflows/deploy.yml@refs/heads/main',
    }
    expect(receiptOf({}, { confirmed: [{ lease, way: 'by path', at: noon }] }, env)).toEqual({
      schema: 'vault-exchange/receipt/v1',
      correlationId: '77-1-deploy-0badcafe',
      job: {
        runId: '77',
        attempt: '1',
        job: 'deploy',
        checkRunId: '27',
        repository: 'octo-org/shop',
        workflowRef: 'octo-org/shop/.github/workflows/deploy.yml@refs/heads/main',
      },
      vault: { url: 'https://vault.test', namespace: '' },
      login: { method: 'jwt', mount: 'jwt', role: 'deploy' },
      grants: [
        {
          kind: 'service token',
          path: 'auth/jwt/login',
          namespace: '',
          accessor: 'accessor-1',
          leaseId: null,
          requestId: 'request-1',
          granted: '2026-07-01T11:00:00.000Z',
          end: { ...unended, how: 'revoke-self', confirmed: true, at },
        },
        {
          kind: 'lease',
          path: 'db/creds/a',
          namespace: '',
          accessor: null,
          leaseId: 'db/creds/a/…abcd',
          requestId: 'request-a',
          granted: '2026-07-01T11:00:00.000Z',
          end: { ...unended, how: 'by path', confirmed: true, at },
        },
      ],
      unknown: [],
    })
  })

  it('shortens the id of a lease in a namespace, which ends with the id of the namespace', () => {
    const inTeam = { ...lease, id: 'db/creds/a/hvs1234abcd.Ns1', namespace: 'team' }
    expect(receiptOf({ leases: [inTeam] }, {}).grants[1]).toMatchObject({ leaseId: 'db/creds/a/…abcd.Ns1', namespace: 'team' })
  })
})

describe('the end of a lease', () => {
  const endOf = (revocation: Partial<Revocation> | undefined, revocable: Partial<Revocable> = {}) =>
    receiptOf(revocable, revocation).grants.find(({ kind }) => kind === 'lease' || kind === 'sts')!.end

  const failed = { lease, failure, expires: noon + 3_600_000 }
  test.each<[string, Partial<Revocation> | undefined, End]>([
    ['by body', { confirmed: [{ lease, way: 'by body', at: noon }] }, { ...unended, how: 'by body', confirmed: true, at }],
    ['by renewal', { confirmed: [{ lease, way: 'by renewal', at: noon }] }, { ...unended, how: 'by renewal', confirmed: true, at }],
    ['with the token', { withToken: [lease] }, { ...unended, how: 'with token', at }],
    ['in the background', { pending: [failed] }, { ...unended, how: 'in background', validUntil: later }],
    ['expired before', { expired: [lease] }, { ...unended, how: 'expired', at: later }],
    ['left, because it failed', { left: [failed] }, { ...unended, how: 'none', validUntil: later, reason: 'failed' }],
    [
      'left, because it is denied',
      { left: [{ ...failed, failure: undefined }] },
      { ...unended, how: 'none', validUntil: later, reason: 'denied' },
    ],
    ['AWS STS', { sts: [lease] }, { ...unended, how: 'none', validUntil: later, reason: 'sts' }],
    ['revoke: false', undefined, { ...unended, how: 'none', validUntil: later, reason: 'revoke: false' }],
  ])('%s', (_, revocation, expected) => {
    expect(endOf(revocation)).toEqual(expected)
  })

  const ended = (more: object = {}) => history({ ended: [{ id: lease.id, namespace: '', how: 'by path', at: noon - 1_000, ...more }] })
  const earlier = { ...unended, how: 'by path', confirmed: true, at: '2026-07-01T11:59:59.000Z' }
  test.each<[string, Partial<Revocation>, Partial<Revocable>, object]>([
    ['of main, which the post step repeated', { confirmed: [{ lease, way: 'by path', at: noon }] }, ended(), earlier],
    ['of main, after which the token was invalid', { withToken: [lease], token: 'gone' }, ended(), earlier],
    // a later step can set STATE_ended_1
    ['that the post step contradicts does not count', { left: [failed] }, ended(), { how: 'none', confirmed: false }],
    ['of another namespace does not count', { withToken: [lease] }, ended({ namespace: 'team' }), { how: 'with token' }],
    ['of an unknown way does not count', { withToken: [lease] }, ended({ how: 'by magic' }), { how: 'with token' }],
  ])('a confirmation %s', (_, revocation, revocable, expected) => {
    expect(endOf(revocation, revocable)).toMatchObject(expected)
  })

  it('does not quote the failure, which has the id of the lease', () => {
    expect(JSON.stringify(receiptOf({}, { left: [failed] }))).not.toContain(lease.id)
  })
})

describe('the end of the token', () => {
  const endOf = (revocation: Partial<Revocation> | undefined, revocable: Partial<Revocable> = {}) =>
    receiptOf(revocable, revocation).grants[0]!.end

  test.each<[string, Partial<Revocation> | undefined, Partial<Revocable>, object]>([
    ['revoked', {}, {}, { how: 'revoke-self', confirmed: true, at }],
    ['gone', { token: 'gone' }, {}, { how: 'gone', confirmed: true, at }],
    [
      'gone, because main had revoked it',
      { token: 'gone' },
      history({ ended: [{ id: '', namespace: '', how: 'revoke-self', at: noon }] }),
      { how: 'revoke-self' },
    ],
    ['left', { token: 'left', tokenAnswered: undefined }, {}, { how: 'none', confirmed: false, reason: 'failed', validUntil: later }],
    ['batch', { token: 'batch' }, {}, { how: 'none', reason: 'batch token', validUntil: later }],
    ['batch without expiry', { token: 'batch' }, { token: tokenOf({ expires: noExpiry }) }, { how: 'none', validUntil: null }],
    ['revoke: false', undefined, {}, { how: 'none', reason: 'revoke: false' }],
  ])('%s', (_, revocation, revocable, expected) => {
    expect(endOf(revocation, revocable)).toMatchObject(expected)
  })
})

describe('tokens', () => {
  it('that another login replaced have ended by then', () => {
    const logins = [loginGrant, { ...loginGrant, accessor: 'accessor-2', requestId: 'request-2', granted: noon }]
    const { grants } = receiptOf(history({ logins }), {})
    expect(grants.slice(0, 2).map(({ accessor, end }) => [accessor, end.how, end.at])).toEqual([
      ['accessor-1', 'gone', at],
      ['accessor-2', 'revoke-self', at],
    ])
  })

  it('of the user are no grants', () => {
    const supplied = { token: tokenOf({ kind: 'supplied' }), ...history({ logins: [{ ...loginGrant, kind: 'supplied' }] }) }
    expect(receiptOf(supplied, { token: 'supplied' }).grants.map(({ kind }) => kind)).toEqual(['lease'])
  })

  it('whose login is not in the state are in the receipt all the same', () => {
    expect(receiptOf(history({ logins: [] }), {})).toMatchObject({ login: null, grants: [{ kind: 'service token', requestId: null }, {}] })
  })

  test.each<[string, Partial<Dependent>, Partial<Revocable>, Partial<Revocation> | undefined, object]>([
    ['ends with its parent', {}, {}, {}, { how: 'with token', confirmed: false, at }],
    ['ends with a parent that is gone', {}, {}, { token: 'gone' }, { how: 'with token' }],
    ['is left with its parent', {}, {}, { token: 'left' }, { how: 'none', reason: 'failed', validUntil: later }],
    ['is left if it is an orphan', { orphan: true }, {}, {}, { how: 'none', reason: 'orphan' }],
    [
      'is left if its parent is of the user',
      {},
      { token: tokenOf({ kind: 'supplied' }) },
      { token: 'supplied' },
      { reason: 'supplied token' },
    ],
    ['is left with revoke: false', {}, {}, undefined, { reason: 'revoke: false' }],
  ])('of an entry: %s', (_, child, revocable, revocation, end) => {
    const { grants } = receiptOf({ ...history({ dependents: [{ ...dependent, ...child }] }), ...revocable }, revocation)
    expect(grants.at(-1)).toMatchObject({ kind: 'child token', accessor: 'child-1', requestId: 'request-c', end })
  })
})

it('lists what Vault may have granted in addition', () => {
  const lost = history({
    logins: [{ ...loginGrant, lost: true }],
    dependents: [{ ...dependent, kind: 'lost', path: 'db/creds/b', accessor: '', requestId: '' }],
    wasReading: true,
  })
  const { grants, unknown } = receiptOf(lost, {})
  expect(unknown).toEqual([
    { kind: 'login', path: 'auth/jwt/login' },
    { kind: 'read', path: 'db/creds/b' },
    { kind: 'killed', path: null },
  ])
  expect(grants).toHaveLength(2)
})

test('the schema refuses other receipts', () => {
  const receipt = createReceipt(revocableOf(), revocationOf(), {})
  const others = [
    { ...receipt, schema: 'vault-exchange/receipt/v2' },
    { ...receipt, secret: 'x' },
    { ...receipt, grants: [{ ...receipt.grants[0], kind: 'x' }] },
    { ...receipt, grants: [{ ...receipt.grants[0], granted: 'noon' }] },
  ]
  expect(others.map((other) => validate(other))).toEqual([false, false, false, false])
})
