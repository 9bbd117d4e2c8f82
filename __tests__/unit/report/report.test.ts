import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { Failure, type FailureCode } from '../../../src/core/failure.ts'
import type { Readiness } from '../../../src/aws/readiness.ts'
import type { Env } from '../../../src/core/env.ts'
import type { LoginPlan } from '../../../src/login/login.ts'
import { reportAwsKeys } from '../../../src/report/aws-keys.ts'
import { reportLeftBehind, reportStart } from '../../../src/report/command.ts'
import { createReport } from '../../../src/report/create-report.ts'
import type { Report } from '../../../src/report/report.ts'
import type { FileRemoval } from '../../../src/revoke/remove-files.ts'
import type { FailedLease, Revocation, RevokedLease } from '../../../src/revoke/revoke.ts'
import type { Revocable } from '../../../src/state/revocable.ts'
import type { Shortening } from '../../../src/revoke/shorten.ts'
import type { Connection } from '../../../src/vault/connection.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import type { Auth } from '../../../src/vault/reply.ts'
import { CommandProcessor } from '../../../testing/runner/command-processor.ts'
import { SecretMasker } from '../../../testing/runner/secret-masker.ts'
import { StageLog } from '../../../testing/runner/stage-log.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { connectionOf, leaseOn, noHistory, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'
import { keyEntry, wildcardEntry } from '../../support/entry.ts'

const noon = Date.UTC(2026, 6, 1, 12, 0, 30)
const report = createReport(process.env)
let files: RunnerFiles
let log: CapturedLog
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
})
afterEach(() => {
  files.remove()
  jest.restoreAllMocks()
})

/** Returns what is printed, without the final line break. */
function printed(say: (report: Report) => void): string {
  say(report)
  return log.text().trimEnd()
}
const lease = (name: string, sts = false): Lease => leaseOn(name, { expires: noon, sts })
const revoked = (name: string): RevokedLease => ({ lease: lease(name), way: 'by path', at: noon })
const connection = connectionOf()
const login = (role?: string) =>
  ({
    method: { name: 'jwt' },
    mount: 'jwt',
    access: { as: role === undefined ? 'the default role' : `role ${role}` },
  }) as unknown as LoginPlan
const auth = (seconds: number): Auth => ({
  token: 's3cr3t',
  kind: 'service',
  seconds,
  renewable: true,
  policies: ['default', 'ci'],
  uses: 0,
  accessor: 'accessor',
  requestId: 'request',
})

describe('network', () => {
  const through = (more: Partial<Connection>, proxy?: string) =>
    printed((to) => {
      to.network({ ...connection, ...more }, proxy)
    })

  test.each(['https://vault.test', 'http://localhost:8200', 'http://127.0.0.1:8200', 'http://[::1]:8200'])(
    'prints nothing for %s',
    (url) => {
      expect(through({ urls: [url] })).toBe('')
      expect(through({ urls: [url], tls: { ca: 'x' } })).toBe('')
    },
  )

  it('names a proxy', () => {
    expect(through({}, 'proxy.test:3128')).toBe('Connecting to Vault through the proxy proxy.test:3128')
  })

  it('prints one warning for all risks', () => {
    expect(through({ urls: ['http://127.0.0.1.vault.test'], tls: { skipVerify: true } })).toBe(
      [
        "::warning::tlsSkipVerify: the server's certificate is not verified.",
        'url: http://127.0.0.1.vault.test does not use TLS.',
        "An attacker between this runner and Vault can read the job's token and all secrets.",
      ].join('%0A'),
    )
  })
})

describe('progress', () => {
  test.each<[string | undefined, string | undefined, number, string]>([
    ['ci', undefined, 900, 'Logged in to https://vault.test as role ci (jwt); token TTL 15 min, policies default, ci'],
    [
      undefined,
      'team/a',
      119,
      'Logged in to https://vault.test, namespace team/a as the default role (jwt); token TTL 119 s, policies default, ci',
    ],
    ['ci', undefined, 120, 'Logged in to https://vault.test as role ci (jwt); token TTL 2 min, policies default, ci'],
    ['ci', undefined, 21_600, 'Logged in to https://vault.test as role ci (jwt); token TTL 6 h, policies default, ci'],
    ['ci', undefined, 0, 'Logged in to https://vault.test as role ci (jwt); token TTL unlimited, policies default, ci'],
  ])('role %p, namespace %p, %i s', (role, namespace, seconds, line) => {
    expect(
      printed((to) => {
        to.loggedIn({ ...connection, ...(namespace !== undefined && { namespace }) }, login(role), auth(seconds), false)
      }),
    ).toBe(line)
  })

  test.each([
    [connection, 'Using the token of the input `token` at https://vault.test'],
    [{ ...connection, namespace: 'team/a' }, 'Using the token of the input `token` at https://vault.test, namespace team/a'],
  ])('a token that the user supplied: %#', (at, line) => {
    const plan = { method: { name: 'token' }, mount: 'token', access: { token: 's3cr3t' } } as unknown as LoginPlan
    expect(
      printed((to) => {
        to.loggedIn(at, plan, { ...auth(0), kind: 'supplied' }, false)
      }),
    ).toBe(line)
  })

  test.each([
    ['team', 's.AVQiDD2Jqk2iONSk28xPeFdm', true],
    ['team', 's.AVQiDD2Jqk2iONSk28xPeFdm.sJLhO5', false],
    [undefined, 's.AVQiDD2Jqk2iONSk28xPeFdm', false],
  ])('a server that ignores the namespace %j, detected by its token %s: %s', (namespace, token, warned) => {
    report.loggedIn({ ...connection, ...(namespace !== undefined && { namespace }) }, login('ci'), { ...auth(900), token }, false)
    expect(log.commands('warning')).toEqual(warned ? [expect.stringMatching(/^The server ignored `namespace`: /)] : [])
  })

  test.each([
    [900, 'expires in 15 min'],
    [0, 'does not expire'],
  ])('a login that was repeated after a lost response, %i s', (seconds, expiry) => {
    const text = printed((to) => {
      to.loggedIn(connection, login('ci'), auth(seconds), true)
    })
    expect(text.split('\n')[1]).toBe(`  Vault may have created a token whose response was lost; it ${expiry}`)
  })

  test.each<[number, readonly Lease[], readonly string[], string]>([
    [1, [], [], 'Read 1 path in 13 ms'],
    [1, [], ['b'], 'Read 1 path in 13 ms\n  sent again after a lost response: b. A lease of the lost response is revoked with the token'],
    [
      2,
      [lease('a'), lease('s', true)],
      [],
      'Read 2 paths in 13 ms\n  db/creds/a – revoked when this job ends\n  db/creds/s – AWS STS, cannot be revoked, expires by 2026-07-01 12:00 UTC',
    ],
  ])('%i paths', (paths, leases, lost, text) => {
    expect(
      printed((to) => {
        to.read(paths, 12.6, leases, lost, 'job')
      }),
    ).toBe(text)
  })

  it('folders whose KV version is a guess', () => {
    report.guessedVersion([])
    expect(log.text()).toBe('')
    report.guessedVersion(['secrets line 1: a/kv/data/x/', 'secrets line 2: b/kv/data/x/'])
    expect(log.commands('notice')).toEqual([
      'Read as folders of KV version 2, because Vault does not return the mount: secrets line 1: a/kv/data/x/; secrets line 2: b/kv/data/x/\n' +
        'For KV version 1 in a namespace, write the namespace in the input `namespace`, not in the path.',
    ])
  })

  it('a lost response with `revoke: false`', () => {
    expect(
      printed((to) => {
        to.read(1, 12.6, [], ['b'], 'ttl')
      }),
    ).toBe(
      'Read 1 path in 13 ms\n' +
        '  sent again after a lost response: b. A lease of the lost response is not revoked, and expires after its TTL',
    )
  })

  const ready = (path: string, seconds: number): Readiness => ({ path, seconds, problem: undefined })
  test.each<[string, readonly Readiness[], string]>([
    ['none', [], ''],
    ['ready', [ready('a', 1.2), ready('b', 5.7)], 'AWS keys ready after 6 s'],
    [
      'ready and not ready',
      [ready('a', 2), { path: 'b', seconds: 29.6, problem: 'sts.test responds 403' }],
      'AWS keys ready after 2 s\n::notice::The AWS keys of b may not work yet: after 30 s, sts.test responds 403.%0AThe input `awsWait` sets how long the step waits, in seconds; 0 for no wait.',
    ],
  ])('AWS keys: %s', (_, results, text) => {
    expect(
      printed(() => {
        reportAwsKeys(results)
      }),
    ).toBe(text)
  })

  test.each<[readonly string[], readonly string[], readonly string[], string]>([
    [[], [], [], ''],
    [['A'], [], [], 'Set 1 output: A'],
    [['a', 'b'], ['A'], [], 'Set 2 outputs: a, b\nSet 1 environment variable: A'],
    [[], ['A', 'B'], ['/w/.env'], 'Set 2 environment variables: A, B\nWrote 1 file: /w/.env'],
  ])('outputs %j, variables %j, files %j', (outputs, variables, written, text) => {
    expect(
      printed((to) => {
        to.exported({ outputs, variables, files: written })
      }),
    ).toBe(text)
  })
})

describe('notices', () => {
  const entry = keyEntry('k', { line: 3 })
  const skipped = [
    { kind: 'variable', name: 'PATH', why: 'is x', outputs: ['path', 'PATH'] },
    { kind: 'output', name: 'a', why: 'is y', outputs: [] },
  ] as const

  test.each<[string, (to: Report) => void, string]>([
    [
      'an optional entry that is not found',
      (to) => {
        to.notFound('secret/a', entry, 'has no key "k"')
      },
      '::notice::secrets line 3: secret/a: has no key "k"; ignored because of the flag optional or the input ignoreNotFound',
    ],
    [
      'short masks',
      (to) => {
        to.masked({ short: ['A', 'B'], unmasked: [], leftOut: 'nothing' })
      },
      '::notice::Short values are masked too: A, B. Log lines and job outputs that contain this text show ***.',
    ],
    [
      'values that are not masked',
      (to) => {
        to.masked({ short: [], unmasked: ['A', 'B'], leftOut: 'nothing' })
      },
      '::notice::Values of fewer than 4 characters with only punctuation are not masked: A, B.',
    ],
    [
      'forms that are left out',
      (to) => {
        to.masked({ short: [], unmasked: [], leftOut: 'forms' })
      },
      '::notice::Encoded forms of some values, such as base64, are not masked: a step registers at most 5000 masks. Read fewer or smaller values in one step.',
    ],
    [
      'lines that are left out',
      (to) => {
        to.masked({ short: [], unmasked: [], leftOut: 'texts' })
      },
      '::warning::Some lines or JSON leaves of large values are not masked: a step registers at most 5000 masks. Read fewer or smaller values in one step.',
    ],
    [
      'no short masks',
      (to) => {
        to.masked({ short: [], unmasked: [], leftOut: 'nothing' })
      },
      '',
    ],
    [
      'names that cannot be exported',
      (to) => {
        to.notExported({ items: [], skipped, shadowed: [] })
      },
      '::warning::Keys that cannot be exported under their own name: the variable "PATH" (for "path", "PATH") is x; the output "a" is y',
    ],
    [
      'entries with the same name',
      (to) => {
        to.notExported({ items: [], skipped: [], shadowed: ['a', 'B'] })
      },
      '::warning::Several entries have the same name, and the last one wins: a, B',
    ],
    [
      'both, in one warning',
      (to) => {
        to.notExported({ items: [], skipped: skipped.slice(1), shadowed: ['a'] })
      },
      '::warning::Keys that cannot be exported under their own name: the output "a" is y%0ASeveral entries have the same name, and the last one wins: a',
    ],
    [
      'everything exported',
      (to) => {
        to.notExported({ items: [], skipped: [], shadowed: [] })
      },
      '',
    ],
  ])('%s', (_, say, text) => {
    expect(printed(say)).toBe(text)
  })
})

describe('revocation', () => {
  const failure = new Failure('ERR_REFUSED', 'PUT x: 400 no', { status: 400 })
  const failed = (name: string, withFailure = true): FailedLease => ({
    lease: lease(name),
    failure: withFailure ? failure : undefined,
    expires: noon,
  })
  const revocation = (more: Partial<Revocation>): Revocation => ({
    confirmed: [],
    withToken: [],
    pending: [],
    left: [],
    expired: [],
    sts: [],
    token: 'revoked',
    tokenFailure: undefined,
    tokenAnswered: noon,
    tokenExpires: noon + 3_600_000,
    tokenNamespace: '',
    grantsFailure: undefined,
    ...more,
  })
  const noFiles: FileRemoval = { removed: [], restored: [], gone: [], left: [] }
  const unasked = new Failure('ERR_TIMEOUT', 'POST y: late')
  const grant = 'path "sys/leases/revoke/db/creds/a/*" { capabilities = ["update"] }'

  test.each<[Partial<Revocation>, string]>([
    [{}, 'token revoked'],
    [{ confirmed: [revoked('a')] }, '1 lease revoked, token revoked'],
    [{ confirmed: [revoked('a'), revoked('b')] }, '2 leases revoked, token revoked'],
    [{ withToken: [lease('a')] }, `token revoked, 1 lease revoked with it, not confirmed. To get a confirmation, allow: ${grant}`],
    [
      { confirmed: [revoked('b')], withToken: [lease('a'), lease('c')] },
      `1 lease revoked, token revoked, 2 leases revoked with it, not confirmed. To get a confirmation, allow: ${grant}`,
    ],
    [
      { withToken: [lease('a')], grantsFailure: unasked },
      'token revoked, 1 lease revoked with it, not confirmed; the permissions to revoke leases could not be checked: POST y: late',
    ],
    [{ token: 'gone' }, 'token already revoked or expired'],
    [{ token: 'batch', expired: [lease('a'), lease('b')] }, '2 leases already expired, the batch token expires by 2026-07-01 13:00 UTC'],
    [{ token: 'gone', withToken: [lease('a')] }, 'token already revoked or expired, 1 lease revoked with it, not confirmed'],
    [{ token: 'supplied', confirmed: [revoked('a')] }, '1 lease revoked'],
    [{ token: 'supplied' }, ''],
    [{ token: 'batch', confirmed: [revoked('a')] }, '1 lease revoked, the batch token expires by 2026-07-01 13:00 UTC'],
    [{ token: 'batch', tokenExpires: Number.MAX_SAFE_INTEGER }, 'the batch token does not expire'],
    [
      { pending: [{ ...failed('a'), failure: failure.with({ words: 'failed to revoke entry: err: NoSuchEntity: The user' }) }] },
      'token revoked\n::warning::Vault did not confirm the revocation of db/creds/a (db/creds/a/id): the IAM user is too new: AWS does not show it yet (NoSuchEntity), and Vault does not count it as deleted in the first 5 minutes. Vault retries it in the background.',
    ],
    [
      { pending: [failed('a')] },
      'token revoked\n::warning::Vault did not confirm the revocation of db/creds/a (db/creds/a/id): PUT x: 400 no. Vault retries it in the background.',
    ],
    [
      { token: 'batch', left: [failed('a'), failed('a', false)] },
      'the batch token expires by 2026-07-01 13:00 UTC\n' +
        '::warning::db/creds/a (db/creds/a/id) is still valid: PUT x: 400 no. It expires by 2026-07-01 12:00 UTC.%0A' +
        `db/creds/a (db/creds/a/id) is still valid: no policy allows its revocation, add ${grant}. It expires by 2026-07-01 12:00 UTC.`,
    ],
    [
      { token: 'left', tokenFailure: failure, tokenExpires: noon - 3_600_000, left: [failed('a')] },
      '::warning::db/creds/a (db/creds/a/id) is still valid: PUT x: 400 no. It expires by 2026-07-01 12:00 UTC.%0A' +
        'The token is still valid: PUT x: 400 no. It expires by 2026-07-01 11:00 UTC.',
    ],
    [
      { token: 'left', tokenFailure: new Failure('ERR_CONNECT', 'POST y: closed') },
      '::warning::The token may still be valid: POST y: closed. It expires by 2026-07-01 13:00 UTC.',
    ],
    [
      { token: 'left', tokenFailure: new Failure('ERR_CONNECT', 'POST y: refused', { sent: false }) },
      '::warning::The token is still valid: POST y: refused. It expires by 2026-07-01 13:00 UTC.',
    ],
  ])('%#', (more, text) => {
    expect(
      printed((to) => {
        to.revoked(revocation(more), noFiles, false)
      }),
    ).toBe(text)
  })

  test.each<[string, Partial<Revocation>, string]>([
    ['everything', { confirmed: [revoked('a')] }, '1 lease revoked, token revoked'],
    [
      'not a lease that is revoked with the token',
      { withToken: [lease('a'), lease('b')] },
      `token revoked, 2 leases revoked with it, not confirmed. To get a confirmation, allow: ${grant}\n` +
        '::error::`revoke: required` is not satisfied, because Vault did not confirm every revocation:%0A' +
        `db/creds/a (db/creds/a/id) is revoked with the token in the background, without confirmation. To get a confirmation, allow: ${grant}%0A` +
        'db/creds/b (db/creds/b/id) is revoked with the token in the background, without confirmation.%0A' +
        'ERR_UNCONFIRMED, see docs/errors.md#err_unconfirmed',
    ],
    [
      'not STS credentials, nor a batch token',
      { token: 'batch', sts: [lease('s', true)] },
      'the batch token expires by 2026-07-01 13:00 UTC\n' +
        '::error::`revoke: required` is not satisfied, because Vault did not confirm every revocation:%0A' +
        'db/creds/s: AWS STS, cannot be revoked, expires by 2026-07-01 12:00 UTC.%0A' +
        'The batch token cannot be revoked. It expires by 2026-07-01 13:00 UTC.%0A' +
        'ERR_UNCONFIRMED, see docs/errors.md#err_unconfirmed',
    ],
  ])('with `revoke: required`, confirmed: %s', (_, more, text) => {
    expect(
      printed((to) => {
        to.revoked(revocation(more), noFiles, true)
      }),
    ).toBe(text)
  })

  const revocable = (more: Partial<Revocable> = {}): Revocable => ({
    connection,
    token: tokenOf({ expires: noon }),
    required: false,
    history: noHistory,
    leases: [],
    grants: undefined,
    ...more,
  })
  test.each<[Revocable | undefined, string]>([
    [undefined, ''],
    [revocable({ token: tokenOf({ kind: 'supplied' }) }), ''],
    [revocable(), 'Not revoked, because `revoke` is false: token (expires by 2026-07-01 12:00 UTC)'],
    [
      revocable({ leases: [leaseOn('a', { expires: noon + 3_600_000 })] }),
      'Not revoked, because `revoke` is false: token (expires by 2026-07-01 12:00 UTC), 1 lease (expires by 2026-07-01 12:00 UTC)',
    ],
    [
      revocable({ token: tokenOf({ kind: 'supplied' }), leases: [leaseOn('a', { expires: noon + 3_600_000 })] }),
      'Not revoked, because `revoke` is false: 1 lease (expires by 2026-07-01 13:00 UTC)',
    ],
  ])('not revoked %#', (revocable, text) => {
    expect(
      printed((to) => {
        to.notRevoked(revocable)
      }),
    ).toBe(text)
  })

  test.each<[Shortening, string]>([
    [{ shortened: [], tooLong: [] }, ''],
    [{ shortened: ['the token', 'a'], tooLong: [] }, 'TTL shortened to maxTtl: the token, a'],
    [
      { shortened: [], tooLong: [{ lease: undefined, expires: noon, failure: undefined }] },
      '::notice::The TTL of the token exceeds maxTtl: Vault cannot shorten it. The token expires by 2026-07-01 12:00 UTC if the post step does not run.',
    ],
    [
      { shortened: [], tooLong: [{ lease: lease('a'), expires: noon, failure }] },
      '::notice::The TTL of db/creds/a (db/creds/a/id) exceeds maxTtl: PUT x: 400 no. The lease expires by 2026-07-01 12:00 UTC if the post step does not run.',
    ],
  ])('shortened %#', (shortening, text) => {
    expect(
      printed((to) => {
        to.shortened([shortening])
      }),
    ).toBe(text)
  })

  const removal = (removed: number, left: readonly string[] = []): FileRemoval => ({
    removed: Array.from({ length: removed }, (_, i) => `/w/${i}`),
    restored: [],
    gone: ['/w/gone'],
    left: left.map((path) => ({ path, why: 'it lies elsewhere' })),
  })
  test.each<[string, Partial<Revocation> | undefined, FileRemoval, string]>([
    ['nothing', undefined, removal(0), ''],
    ['files only', undefined, removal(1), '1 file removed'],
    ['files and the token', {}, removal(2), '2 files removed, token revoked'],
    ['earlier files', undefined, { ...removal(1), restored: ['/w/a', '/w/b'] }, '1 file removed, 2 files restored'],
    [
      'an earlier file that cannot be put back',
      undefined,
      { ...removal(0), left: [{ path: '/w/x', why: 'no', hadEarlier: true }] },
      '::warning::The file /w/x was not restored: no.',
    ],
    ['a file that cannot be removed', undefined, removal(0, ['/w/x']), '::warning::The file /w/x was not removed: it lies elsewhere.'],
    [
      'a file and a token that are left, in one warning',
      { token: 'left', tokenFailure: failure },
      removal(1, ['/w/x']),
      '1 file removed\n::warning::The token is still valid: PUT x: 400 no. It expires by 2026-07-01 13:00 UTC.%0A' +
        'The file /w/x was not removed: it lies elsewhere.',
    ],
  ])('%s', (_, more, files, text) => {
    expect(
      printed((to) => {
        to.revoked(more && revocation(more), files, false)
      }),
    ).toBe(text)
  })
})

describe('a failure', () => {
  it('is printed with hint, code and link, and is an output', () => {
    report.failed(new Failure('ERR_KEY', 'line one\nline two', { hint: 'Do this:\n  that' }))
    expect(log.commands('error')).toEqual(['line one\nline two\nDo this:\n  that\nERR_KEY, see docs/errors.md#err_key'])
    expect(files.outputs()).toEqual({ errorMessage: 'line one\nline two' })
  })

  const codes = [...readFileSync(join(__dirname, '../../../src/core/failure.ts'), 'utf8').matchAll(/^ {2}\| '(ERR_\w+)'/gm)].map(
    ([, code]) => code,
  )
  it('of every code becomes an output', () => {
    expect(codes.length).toBeGreaterThan(20)
    for (const code of codes) {
      report.failed(new Failure(code as FailureCode, `what ${code!} says`, { hint: 'not this' }))
      expect(files.outputs()).toEqual({ errorMessage: `what ${code!} says` })
    }
  })

  const hosted = { GITHUB_SERVER_URL: 'https://github.test', GITHUB_ACTION_REPOSITORY: 'o/r', GITHUB_ACTION_REF: 'v1' }
  test.each<[string, Env, string]>([
    ['of another repository', hosted, 'https://github.test/o/r/blob/v1/docs/errors.md'],
    ['of this one (uses: ./)', { ...hosted, GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' }, 'docs/errors.md'],
    ['without a ref', { ...hosted, GITHUB_ACTION_REF: undefined }, 'docs/errors.md'],
    ['without a repository', { ...hosted, GITHUB_ACTION_REPOSITORY: undefined }, 'docs/errors.md'],
    ['of no server', { ...hosted, GITHUB_SERVER_URL: undefined }, 'docs/errors.md'],
  ])('of an action %s links to the docs', (_, env, page) => {
    createReport(env).failed(new Failure('ERR_KEY', 'x'))
    expect(log.commands('error')).toEqual([`x\nERR_KEY, see ${page}#err_key`])
  })

  it('prints its details in a folded group', () => {
    report.failed(new Failure('ERR_LOGIN', 'x', { details: { title: 'More', lines: ['a = 1', 'b = 2'] } }))
    expect(log.lines()).toEqual(['::error::x%0AERR_LOGIN, see docs/errors.md#err_login', '::group::More', 'a = 1', 'b = 2', '::endgroup::'])
  })

  it('is printed without a hint', () => {
    report.failed(new Failure('ERR_KEY', 'x'))
    expect(log.commands('error')).toEqual(['x\nERR_KEY, see docs/errors.md#err_key'])
  })

  it('is printed even if the output cannot be written', () => {
    process.env['GITHUB_OUTPUT'] = '/nowhere/at/all'
    expect(() => {
      report.failed(new Failure('ERR_KEY', 'x'))
    }).not.toThrow()
    expect(log.commands('error')).toHaveLength(1)
  })

  it('of the post step is a warning that quotes no value', () => {
    report.revocationFailed(new SyntaxError('looked at s3cr3t'))
    const [text] = log.commands('warning')
    expect(text).toMatch(
      /^Revocation failed: unexpected SyntaxError at .*\. Tokens and leases that are not revoked expire after their TTL\.$/,
    )
    expect(text).not.toContain('s3cr3t')
  })
})

describe('a command', () => {
  it('is announced with the names of its variables, and with the processes that it leaves behind', () => {
    const text = printed(() => {
      for (const count of [0, 1, 2]) {
        reportStart(['A', 'B'].slice(0, count))
        reportLeftBehind(count)
      }
    })
    const end = 'Leases and token are revoked when the command ends, so credentials in use become invalid.'
    expect(text.split('\n')).toEqual([
      'Running the command without environment variables of its own',
      'Running the command with 1 environment variable of its own: A',
      `::notice::1 process of the command is still running. ${end}`,
      'Running the command with 2 environment variables of its own: A, B',
      `::notice::2 processes of the command are still running. ${end}`,
    ])
  })
})

describe('texts of the server and the user', () => {
  const parts = ['a', ' ', '#', '\n', '\r', '\0', '\u0085', '\u00a0', '%0A', '\u001b[31m', ':', '::error::x', '##[add-mask]a', '##[']
  const commands = ['::add-mask::a', '##[save-state name=session]{}', '::stop-commands::x', '##[set-output name=a;]b', '##[warning]x']
  const hostile = fc.string({ unit: fc.constantFrom(...parts, ...commands) })

  /** Prints every line of the report, with the text in each place that a server, a token, a file or an input can fill. */
  function printAll(to: Report, text: string, required: boolean): void {
    const leaseOfText: Lease = { ...lease('a'), id: text, path: text }
    const failure = new Failure('ERR_KEY', text, { hint: text, details: { title: text, lines: [text] } })
    const revocation: Revocation = {
      confirmed: [],
      withToken: [leaseOfText],
      pending: [{ lease: leaseOfText, failure, expires: noon }],
      left: [{ lease: leaseOfText, failure, expires: noon }],
      expired: [],
      sts: [],
      token: 'left',
      tokenFailure: failure,
      tokenAnswered: noon,
      tokenExpires: noon,
      tokenNamespace: text,
      grantsFailure: failure,
    }
    to.network({ ...connection, urls: [`http://vault.test/${text}`], tls: { skipVerify: true } }, text)
    to.loggedIn({ ...connection, namespace: text }, login(text), { ...auth(1), policies: [text] }, true)
    to.read(1, 1, [leaseOfText], [text], required ? 'job' : 'ttl')
    to.guessedVersion([text])
    to.notFound(text, wildcardEntry(), text)
    to.masked({ short: [text], unmasked: [text], leftOut: 'forms' })
    to.notExported({ items: [], skipped: [{ kind: 'output', name: text, why: text, outputs: [text, ''] }], shadowed: [text] })
    reportAwsKeys([{ path: text, seconds: 1, problem: text }])
    to.exported({ outputs: [text], variables: [text], files: [text] })
    reportStart([text])
    reportLeftBehind(1)
    to.revoked(revocation, { removed: [text], restored: [text], gone: [text], left: [{ path: text, why: text }] }, required)
    to.shortened([{ shortened: [text], tooLong: [{ lease: leaseOfText, expires: noon, failure }] }])
    to.notRevoked({ connection, token: tokenOf(), required, leases: [leaseOfText], grants: undefined, history: noHistory })
    to.failed(failure)
    to.ignoredState([text], true)
    to.waitsForReads(1)
    to.receiptFailed(new Failure('ERR_STATE', text))
    to.revocationFailed(new Failure('ERR_STATE', text))
  }

  it('are tested with every method of the report', () => {
    const called: (string | symbol)[] = []
    const listening = new Proxy(report, {
      get(target, name) {
        called.push(name)
        return Reflect.get(target, name) as unknown
      },
    })
    printAll(listening, 'a', false)
    expect(called.toSorted()).toEqual(Object.keys(report).toSorted())
  })

  it('contain no control character and no command that the runner executes', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, required) => {
        const start = log.text().length
        printAll(report, text, required)
        const lines = log.text().slice(start).split('\n')
        expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([])
        const runner = runnerThatReads(lines)
        const failed = required ? 'error' : 'warning'
        expect(runner.annotated).toEqual([
          'warning',
          'notice',
          'notice',
          'notice',
          'notice',
          'warning',
          'notice',
          'notice',
          failed,
          'notice',
          'error',
          'warning',
          'notice',
          'warning',
        ])
        expect(runner.grouped).toEqual(['##[group]', '##[endgroup]'])
        expect(runner.executed).toEqual([])
      }),
    )
  })
})

/** Lets the runner process these lines, and returns what it did. */
function runnerThatReads(lines: readonly string[]) {
  const executed: string[] = []
  const effect = (name: string) => void executed.push(name)
  const masker = new SecretMasker()
  const stage = new StageLog(masker, false)
  const processor = new CommandProcessor(
    stage,
    masker,
    { addPath: effect, setVariable: effect, saveState: effect, setOutput: effect },
    false,
  )
  const seen: string[] = []
  const annotate = jest.spyOn(stage, 'annotate').mockImplementation((level) => void seen.push(level))
  lines.forEach((line) => {
    processor.process(line)
  })
  annotate.mockRestore()
  if (processor.failed) executed.push('a command that failed')
  return {
    executed: [...executed, ...masker.values],
    annotated: seen,
    grouped: stage.lines.flatMap((line) => /^##\[(?:end)?group\]/.exec(line) ?? []),
  }
}
