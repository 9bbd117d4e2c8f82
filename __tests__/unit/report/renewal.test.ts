import { Failure } from '../../../src/core/failure.ts'
import type { Ending, TokenLoss } from '../../../src/renew/events.ts'
import type { TooShort } from '../../../src/renew/extend.ts'
import type { Obstacle } from '../../../src/renew/obstacles.ts'
import type { RenewalResult } from '../../../src/renew/record.ts'
import { createRenewalReport, reportExtension } from '../../../src/report/renewal.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { leaseOn } from '../../support/revocable.ts'

const future = Date.UTC(2126, 6, 1, 12, 0, 30)
const report = createRenewalReport((write) => {
  write()
})
const failure = new Failure('ERR_UNAVAILABLE', 'PUT sys/leases/renew: 503 Vault is sealed')
const [a, b] = [leaseOn('a'), leaseOn('b')]

let log: CapturedLog
beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
})
const printed = () => log.text().trimEnd()

describe('the end of a credential', () => {
  const ending = (obstacle: Obstacle, more: Partial<Ending> = {}): Ending => ({
    lease: a,
    expires: future,
    obstacle,
    leases: [],
    isExported: false,
    ...more,
  })
  const vaultLimit = "limited by Vault's max_ttl of its role, or max_lease_ttl of its mount or of the system"

  test.each<[Obstacle, string]>([
    [{ kind: 'capped', warnings: 'x' }, `notice::db/creds/a ends at 12:00:30 UTC: ${vaultLimit}.`],
    [{ kind: 'maxTtl' }, 'notice::db/creds/a ends at 12:00:30 UTC: limited by the input maxTtl.'],
    [{ kind: 'not renewable' }, 'notice::db/creds/a ends at 12:00:30 UTC: Vault does not renew it.'],
    [{ kind: 'sts' }, 'notice::db/creds/a ends at 12:00:30 UTC: AWS STS credentials cannot be renewed.'],
    [{ kind: 'batch' }, 'notice::db/creds/a ends at 12:00:30 UTC: it lives no longer than its batch token.'],
    [{ kind: 'token' }, 'notice::db/creds/a ends at 12:00:30 UTC: Vault revokes it when the token ends.'],
    [
      { kind: 'uses' },
      'notice::db/creds/a ends at 12:00:30 UTC: a renewal would take one of the uses of the token (token_num_uses of its role).',
    ],
    [
      { kind: 'denied', path: 'sys/leases/renew' },
      'warning::db/creds/a ends at 12:00:30 UTC: no policy allows its renewal, add path "sys/leases/renew" { capabilities = ["update"] }.',
    ],
    [{ kind: 'gone' }, 'warning::db/creds/a has ended: Vault does not have this lease any more.'],
    [{ kind: 'failed', failure }, 'warning::db/creds/a ends at 12:00:30 UTC: PUT sys/leases/renew: 503 Vault is sealed.'],
  ])('$kind', (obstacle, expected) => {
    report.ends(ending(obstacle))
    expect(printed()).toBe(`::${expected}`)
  })

  it('that has come already', () => {
    report.ends(ending({ kind: 'maxTtl' }, { expires: Date.UTC(2026, 6, 1, 9, 8, 7) }))
    expect(printed()).toContain('db/creds/a ended at 09:08:07 UTC: ')
  })

  it('of the token names what ends with it', () => {
    report.ends(ending({ kind: 'batch' }, { lease: undefined, leases: [a, b], isExported: true }))
    expect(printed()).toBe(
      '::notice::The token ends at 12:00:30 UTC: a batch token cannot be renewed. These end with it: VAULT_TOKEN, db/creds/a, db/creds/b.',
    )
  })
})

describe('the loss of the token', () => {
  const loss = (more: Partial<TokenLoss>): TokenLoss => ({
    failure: new Failure('ERR_DENIED', 'PUT x: 403 permission denied'),
    kind: 'service',
    ended: [],
    others: [],
    login: undefined,
    isExported: false,
    isExpected: false,
    ...more,
  })
  const start = '::warning::The token is no longer valid: PUT x: 403 permission denied.'
  const many = Array.from({ length: 12 }, (_, index) => leaseOn(String(index)))

  test.each<[string, Partial<TokenLoss>, string]>([
    ['with its leases', { ended: [a, b], isExported: true }, `${start}%0AThese end with it: VAULT_TOKEN, db/creds/a, db/creds/b.`],
    [
      'with a new token',
      { ended: [a], others: [b], login: 'done' },
      `${start}%0AThese end with it: db/creds/a.%0AThe action logged in again, and renews with the new token: db/creds/b.`,
    ],
    [
      'with a failed login',
      { others: [b], login: failure },
      `${start}%0AThe action could not log in again: ${failure.message}.%0ANo longer renewed: db/creds/b.`,
    ],
    [
      'of the user',
      { kind: 'supplied', others: [b] },
      '::warning::The token of the input `token` is no longer valid: PUT x: 403 permission denied.%0ANo longer renewed: db/creds/b.',
    ],
    ['that was announced', { ended: [a], isExpected: true }, ''],
    ['that was announced, with a new token', { others: [b], login: 'done', isExpected: true }, ''],
    [
      'that was announced, with a failed login',
      { others: [b], login: failure, isExpected: true },
      `${start}%0AThe action could not log in again: ${failure.message}.%0ANo longer renewed: db/creds/b.`,
    ],
    [
      'with many leases',
      { ended: many },
      `${start}%0AThese end with it: ${many
        .slice(0, 10)
        .map(({ path }) => path)
        .join(', ')}, 2 more.`,
    ],
  ])('%s', (_, more, expected) => {
    report.tokenLost(loss(more))
    expect(printed()).toBe(expected)
  })
})

describe('the line at the end', () => {
  const nothing: RenewalResult = { tokenRenewals: 0, leaseRenewals: 0, leases: 0, recovered: [], unsaved: undefined }

  test.each<[Partial<RenewalResult>, string]>([
    [{}, ''],
    [{ tokenRenewals: 1 }, 'Renewed the token 1 time while the command ran'],
    [{ leases: 1, leaseRenewals: 3 }, 'Renewed 1 lease 3 times while the command ran'],
    [{ tokenRenewals: 3, leases: 2, leaseRenewals: 14 }, 'Renewed the token 3 times and 2 leases 14 times while the command ran'],
    [
      { leases: 2, leaseRenewals: 5, recovered: [a, undefined] },
      'Renewed 2 leases 5 times while the command ran. Renewed later: db/creds/a, the token',
    ],
    [
      { tokenRenewals: 2, unsaved: new Failure('ERR_STATE', 'the disk is full') },
      'Renewed the token 2 times while the command ran\n::notice::The renewals could not be saved for the post step: the disk is full',
    ],
  ])('%j', (more, expected) => {
    report.renewed({ ...nothing, ...more })
    expect(printed()).toBe(expected)
  })
})

describe('minTtl', () => {
  const noon = Date.UTC(2026, 6, 1, 12, 0, 30)
  const short = (more: Partial<TooShort>): TooShort => ({
    lease: undefined,
    expires: noon,
    obstacle: { kind: 'capped', warnings: 'TTL of "2h" exceeded' },
    tokenLimit: undefined,
    ...more,
  })

  test.each<[Parameters<typeof reportExtension>[0], string]>([
    [{ extended: [], tooShort: [] }, ''],
    [{ extended: [undefined, a], tooShort: [] }, 'TTL extended to minTtl: the token, db/creds/a'],
    [
      { extended: [], tooShort: [short({ tokenLimit: 'token_max_ttl' })] },
      '::notice::The TTL of the token is shorter than minTtl: limited by token_max_ttl of its role (TTL of "2h" exceeded). The token expires by 2026-07-01 12:00 UTC.',
    ],
    [
      { extended: [b], tooShort: [short({}), short({ lease: a, obstacle: { kind: 'not renewable' } })] },
      'TTL extended to minTtl: db/creds/b\n' +
        "::notice::The TTL of the token is shorter than minTtl: limited by Vault's token_max_ttl of its role, or max_lease_ttl of its mount or of the system " +
        '(TTL of "2h" exceeded). The token expires by 2026-07-01 12:00 UTC.%0A' +
        'The TTL of db/creds/a (db/creds/a/id) is shorter than minTtl: Vault does not renew it. The lease expires by 2026-07-01 12:00 UTC.',
    ],
  ])('%j', (extension, expected) => {
    reportExtension(extension)
    expect(printed()).toBe(expected)
  })
})
