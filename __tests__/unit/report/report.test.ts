import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { Failure, type FailureCode } from '../../../src/core/failure.ts'
import type { Env } from '../../../src/core/env.ts'
import type { LoginPlan } from '../../../src/login/login.ts'
import { createReport, type Report } from '../../../src/report/report.ts'
import type { FileRemoval } from '../../../src/revoke/remove-files.ts'
import type { FailedLease, Revocation } from '../../../src/revoke/revoke.ts'
import type { Revocable } from '../../../src/state/session.ts'
import type { Shortening } from '../../../src/revoke/shorten.ts'
import type { Connection } from '../../../src/vault/connection.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import type { Auth } from '../../../src/vault/reply.ts'
import { CommandProcessor } from '../../../testing/runner/command-processor.ts'
import { SecretMasker } from '../../../testing/runner/secret-masker.ts'
import { StageLog } from '../../../testing/runner/stage-log.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { connectionOf, leaseOn, tokenOf } from '../../support/revocable.ts'
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

/** What is printed, without the line break at the end. */
function printed(say: (report: Report) => void): string {
  say(report)
  return log.text().trimEnd()
}
const lease = (name: string, sts = false): Lease => leaseOn(name, { expires: noon, sts })
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
})

describe('the way to Vault', () => {
  const through = (more: Partial<Connection>, proxy?: string) =>
    printed((to) => {
      to.network({ ...connection, ...more }, proxy)
    })

  test.each(['https://vault.test', 'http://localhost:8200', 'http://127.0.0.1:8200', 'http://[::1]:8200'])('to %s needs no word', (url) => {
    expect(through({ urls: [url] })).toBe('')
    expect(through({ urls: [url], tls: { ca: 'x' } })).toBe('')
  })

  it('names a proxy', () => {
    expect(through({}, 'proxy.test:3128')).toBe('Vault is reached through the proxy proxy.test:3128')
  })

  it('warns once of all that lets others read', () => {
    expect(through({ urls: ['http://127.0.0.1.vault.test'], tls: { skipVerify: true } })).toBe(
      [
        '::warning::tlsSkipVerify: the certificate of the server is not checked.',
        'url: http://127.0.0.1.vault.test is without TLS.',
        "Who is between this runner and Vault can read the job's token and all secrets.",
      ].join('%0A'),
    )
  })
})

describe('progress', () => {
  test.each<[string | undefined, string | undefined, number, string]>([
    ['ci', undefined, 900, 'Logged in to https://vault.test as role ci (jwt); the token lives 15 min, policies default, ci'],
    [
      undefined,
      'team/a',
      119,
      'Logged in to https://vault.test, namespace team/a as the default role (jwt); the token lives 119 s, policies default, ci',
    ],
    ['ci', undefined, 120, 'Logged in to https://vault.test as role ci (jwt); the token lives 2 min, policies default, ci'],
    ['ci', undefined, 21_600, 'Logged in to https://vault.test as role ci (jwt); the token lives 6 h, policies default, ci'],
    ['ci', undefined, 0, 'Logged in to https://vault.test as role ci (jwt); the token lives without end, policies default, ci'],
  ])('role %p, namespace %p, %i s', (role, namespace, seconds, line) => {
    expect(
      printed((to) => {
        to.loggedIn({ ...connection, ...(namespace !== undefined && { namespace }) }, login(role), auth(seconds), false)
      }),
    ).toBe(line)
  })

  test.each([
    [connection, 'Using the token given as `token` at https://vault.test'],
    [{ ...connection, namespace: 'team/a' }, 'Using the token given as `token` at https://vault.test, namespace team/a'],
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
  ])('a server that passes over the namespace %j, by its token %s: %s', (namespace, token, warned) => {
    report.loggedIn({ ...connection, ...(namespace !== undefined && { namespace }) }, login('ci'), { ...auth(900), token }, false)
    expect(log.commands('warning')).toEqual(warned ? [expect.stringMatching(/^The server passed over `namespace`: /)] : [])
  })

  test.each([
    [900, '15 min'],
    [0, 'without end'],
  ])('a login that was repeated after a lost reply, %i s', (seconds, life) => {
    const text = printed((to) => {
      to.loggedIn(connection, login('ci'), auth(seconds), true)
    })
    expect(text.split('\n')[1]).toBe(
      `  an earlier attempt got no reply: a token that Vault made for it is known to nobody and lives ${life}`,
    )
  })

  test.each<[number, readonly Lease[], readonly string[], string]>([
    [1, [], [], 'Read 1 path in 13 ms'],
    [1, [], ['b'], 'Read 1 path in 13 ms\n  asked again after a reply was lost: b; what Vault made for it ends with the token'],
    [
      2,
      [lease('a'), lease('s', true)],
      [],
      'Read 2 paths in 13 ms\n  db/creds/a – ends with this job\n  db/creds/s – AWS STS, cannot be ended before 2026-07-01 12:00 UTC',
    ],
  ])('%i paths', (paths, leases, lost, text) => {
    expect(
      printed((to) => {
        to.read(paths, 12.6, leases, lost, true)
      }),
    ).toBe(text)
  })

  test.each<[readonly string[], readonly string[], string]>([
    [[], [], ''],
    [['A'], [], 'Set 1 output: A'],
    [['a', 'b'], ['A'], 'Set 2 outputs: a, b\nSet 1 variable of later steps: A'],
    [[], ['A', 'B'], 'Set 2 variables of later steps: A, B'],
  ])('outputs %j, variables %j', (outputs, variables, text) => {
    expect(
      printed((to) => {
        to.exported({ outputs, variables })
      }),
    ).toBe(text)
  })
})

describe('hints', () => {
  const entry = keyEntry('k', { line: 3 })
  const skipped = [
    { kind: 'variable', name: 'PATH', why: 'is x' },
    { kind: 'output', name: 'a', why: 'is y' },
  ] as const

  test.each<[string, (to: Report) => void, string]>([
    [
      'what is not there',
      (to) => {
        to.notFound('secret/a', entry, 'has no key "k"')
      },
      '::notice::secrets line 3: secret/a: has no key "k"; passed over, since it is optional',
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
      '::notice::Values of fewer than 4 characters, all punctuation, are not masked: A, B.',
    ],
    [
      'forms left out',
      (to) => {
        to.masked({ short: [], unmasked: [], leftOut: 'forms' })
      },
      '::notice::Encoded forms of some values, such as base64, are not masked: a step registers at most 5000 masks. Read fewer values in one step, or smaller ones.',
    ],
    [
      'lines left out',
      (to) => {
        to.masked({ short: [], unmasked: [], leftOut: 'texts' })
      },
      '::warning::Some lines or JSON leaves of large values are not masked: a step registers at most 5000 masks. Read fewer values in one step, or smaller ones.',
    ],
    [
      'no short masks',
      (to) => {
        to.masked({ short: [], unmasked: [], leftOut: 'nothing' })
      },
      '',
    ],
    [
      'names',
      (to) => {
        to.notExported({ items: [], skipped, shadowed: [] })
      },
      '::warning::Keys that cannot be handed on under their own name: the variable "PATH" is x; the output "a" is y',
    ],
    [
      'entries of one name',
      (to) => {
        to.notExported({ items: [], skipped: [], shadowed: ['a', 'B'] })
      },
      '::warning::Entries of one name, of which the last counts: a, B',
    ],
    [
      'both, in one warning',
      (to) => {
        to.notExported({ items: [], skipped: skipped.slice(1), shadowed: ['a'] })
      },
      '::warning::Keys that cannot be handed on under their own name: the output "a" is y%0AEntries of one name, of which the last counts: a',
    ],
    [
      'nothing held back',
      (to) => {
        to.notExported({ items: [], skipped: [], shadowed: [] })
      },
      '',
    ],
  ])('%s', (_, say, text) => {
    expect(printed(say)).toBe(text)
  })
})

describe('what was given back', () => {
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
    sts: [],
    token: 'revoked',
    tokenFailure: undefined,
    tokenExpires: noon + 3_600_000,
    tokenNamespace: '',
    unasked: undefined,
    ...more,
  })
  const noFiles: FileRemoval = { removed: [], gone: [], left: [] }
  const unasked = new Failure('ERR_TIMEOUT', 'POST y: late')
  const grant = 'path "sys/leases/revoke/db/creds/a/*" { capabilities = ["update"] }'

  test.each<[Partial<Revocation>, string]>([
    [{}, 'token revoked'],
    [{ confirmed: [lease('a')] }, '1 lease revoked, token revoked'],
    [{ confirmed: [lease('a'), lease('b')] }, '2 leases revoked, token revoked'],
    [{ withToken: [lease('a')] }, `token revoked, 1 lease ends with it, unconfirmed. To have it confirmed, allow: ${grant}`],
    [
      { confirmed: [lease('b')], withToken: [lease('a'), lease('c')] },
      `1 lease revoked, token revoked, 2 leases end with it, unconfirmed. To have it confirmed, allow: ${grant}`,
    ],
    [
      { withToken: [lease('a')], unasked },
      'token revoked, 1 lease ends with it, unconfirmed; whether more may be revoked could not be asked: POST y: late',
    ],
    [{ token: 'gone' }, 'token gone already'],
    [{ token: 'gone', withToken: [lease('a')] }, 'token gone already, 1 lease ends with it, unconfirmed'],
    [{ token: 'supplied', confirmed: [lease('a')] }, '1 lease revoked'],
    [{ token: 'supplied' }, ''],
    [{ token: 'batch', confirmed: [lease('a')] }, '1 lease revoked, the batch token runs out by 2026-07-01 13:00 UTC'],
    [{ token: 'batch', tokenExpires: Number.MAX_SAFE_INTEGER }, 'the batch token runs out by no set time'],
    [
      { pending: [failed('a')] },
      'token revoked\n::warning::db/creds/a (db/creds/a/id) is not confirmed: PUT x: 400 no. Vault goes on trying.',
    ],
    [
      { token: 'batch', left: [failed('a'), failed('a', false)] },
      'the batch token runs out by 2026-07-01 13:00 UTC\n' +
        '::warning::db/creds/a (db/creds/a/id) is still alive: PUT x: 400 no. Vault ends it by 2026-07-01 12:00 UTC.%0A' +
        `db/creds/a (db/creds/a/id) is still alive: no policy allows it, add ${grant}. Vault ends it by 2026-07-01 12:00 UTC.`,
    ],
    [
      { token: 'left', tokenFailure: failure, tokenExpires: noon - 3_600_000, left: [failed('a')] },
      '::warning::db/creds/a (db/creds/a/id) is still alive: PUT x: 400 no. Vault ends it by 2026-07-01 12:00 UTC.%0A' +
        'The token is still alive: PUT x: 400 no. It runs out by 2026-07-01 11:00 UTC.',
    ],
    [
      { token: 'left', tokenFailure: new Failure('ERR_CONNECT', 'POST y: closed') },
      '::warning::The token may still be alive: POST y: closed. It runs out by 2026-07-01 13:00 UTC.',
    ],
    [
      { token: 'left', tokenFailure: new Failure('ERR_CONNECT', 'POST y: refused', { sent: false }) },
      '::warning::The token is still alive: POST y: refused. It runs out by 2026-07-01 13:00 UTC.',
    ],
  ])('%#', (more, text) => {
    expect(
      printed((to) => {
        to.revoked(revocation(more), noFiles, false)
      }),
    ).toBe(text)
  })

  test.each<[string, Partial<Revocation>, string]>([
    ['everything', { confirmed: [lease('a')] }, '1 lease revoked, token revoked'],
    [
      'not a lease that goes with the token',
      { withToken: [lease('a'), lease('b')] },
      `token revoked, 2 leases end with it, unconfirmed. To have it confirmed, allow: ${grant}\n` +
        '::error::Not all that was read is confirmed to be ended, which `revoke: required` asks for:%0A' +
        `db/creds/a (db/creds/a/id) ends with the token, in the background. To have it confirmed, allow: ${grant}%0A` +
        'db/creds/b (db/creds/b/id) ends with the token, in the background.%0A' +
        'ERR_UNCONFIRMED, see docs/errors.md#err_unconfirmed',
    ],
    [
      'not STS credentials, nor a batch token',
      { token: 'batch', sts: [lease('s', true)] },
      'the batch token runs out by 2026-07-01 13:00 UTC\n' +
        '::error::Not all that was read is confirmed to be ended, which `revoke: required` asks for:%0A' +
        'db/creds/s: AWS STS credentials live until 2026-07-01 12:00 UTC.%0A' +
        'The batch token lives until 2026-07-01 13:00 UTC.%0A' +
        'ERR_UNCONFIRMED, see docs/errors.md#err_unconfirmed',
    ],
  ])('where all has to be confirmed: %s', (_, more, text) => {
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
    leases: [],
    grants: undefined,
    ...more,
  })
  test.each<[Revocable | undefined, string]>([
    [undefined, ''],
    [revocable({ token: tokenOf({ kind: 'supplied' }) }), ''],
    [revocable(), 'Not given back, as `revoke: false` says: the token until 2026-07-01 12:00 UTC at the latest'],
    [
      revocable({ leases: [leaseOn('a', { expires: noon + 3_600_000 })] }),
      'Not given back, as `revoke: false` says: the token until 2026-07-01 12:00 UTC, 1 lease until 2026-07-01 12:00 UTC at the latest',
    ],
    [
      revocable({ token: tokenOf({ kind: 'supplied' }), leases: [leaseOn('a', { expires: noon + 3_600_000 })] }),
      'Not given back, as `revoke: false` says: 1 lease until 2026-07-01 13:00 UTC at the latest',
    ],
  ])('what lives on %#', (alive, text) => {
    expect(
      printed((to) => {
        to.keptAlive(alive)
      }),
    ).toBe(text)
  })

  test.each<[Shortening, string]>([
    [{ shortened: [], tooLong: [] }, ''],
    [{ shortened: ['the token', 'a'], tooLong: [] }, 'Shortened to maxTtl: the token, a'],
    [
      { shortened: [], tooLong: [{ lease: undefined, expires: noon, failure: undefined }] },
      '::notice::The token lives longer than maxTtl if this runner is lost, until 2026-07-01 12:00 UTC: Vault cannot shorten it.',
    ],
    [
      { shortened: [], tooLong: [{ lease: lease('a'), expires: noon, failure }] },
      '::notice::db/creds/a (db/creds/a/id) lives longer than maxTtl if this runner is lost, until 2026-07-01 12:00 UTC: PUT x: 400 no.',
    ],
  ])('what was shortened %#', (shortening, text) => {
    expect(
      printed((to) => {
        to.shortened([shortening])
      }),
    ).toBe(text)
  })

  const removal = (removed: number, left: readonly string[] = []): FileRemoval => ({
    removed: Array.from({ length: removed }, (_, i) => `/w/${i}`),
    gone: ['/w/gone'],
    left: left.map((path) => ({ path, why: 'it lies elsewhere' })),
  })
  test.each<[string, Partial<Revocation> | undefined, FileRemoval, string]>([
    ['nothing', undefined, removal(0), ''],
    ['files alone', undefined, removal(1), '1 file removed'],
    ['files and the token', {}, removal(2), '2 files removed, token revoked'],
    ['a file that is left', undefined, removal(0, ['/w/x']), '::warning::The file /w/x is still there: it lies elsewhere.'],
    [
      'a file and a token that are left, in one warning',
      { token: 'left', tokenFailure: failure },
      removal(1, ['/w/x']),
      '1 file removed\n::warning::The token is still alive: PUT x: 400 no. It runs out by 2026-07-01 13:00 UTC.%0A' +
        'The file /w/x is still there: it lies elsewhere.',
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
  it('is told with its hint, its code and where to read on, and is an output', () => {
    report.failed(new Failure('ERR_KEY', 'line one\nline two', { hint: 'Do this:\n  that' }))
    expect(log.commands('error')).toEqual(['line one\nline two\nDo this:\n  that\nERR_KEY, see docs/errors.md#err_key'])
    expect(files.outputs()).toEqual({ errorMessage: 'line one\nline two' })
  })

  const codes = [...readFileSync(join(__dirname, '../../../src/core/failure.ts'), 'utf8').matchAll(/^ {2}\| '(ERR_\w+)'/gm)].map(
    ([, code]) => code,
  )
  it('of every kind becomes an output', () => {
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
  ])('of an action %s says where to read on', (_, env, page) => {
    createReport(env).failed(new Failure('ERR_KEY', 'x'))
    expect(log.commands('error')).toEqual([`x\nERR_KEY, see ${page}#err_key`])
  })

  it('has its details folded below', () => {
    report.failed(new Failure('ERR_LOGIN', 'x', { details: { title: 'More', lines: ['a = 1', 'b = 2'] } }))
    expect(log.lines()).toEqual(['::error::x%0AERR_LOGIN, see docs/errors.md#err_login', '::group::More', 'a = 1', 'b = 2', '::endgroup::'])
  })

  it('without a hint is told as well', () => {
    report.failed(new Failure('ERR_KEY', 'x'))
    expect(log.commands('error')).toEqual(['x\nERR_KEY, see docs/errors.md#err_key'])
  })

  it('is told where no output can be written, and stops nobody', () => {
    process.env['GITHUB_OUTPUT'] = '/nowhere/at/all'
    expect(() => {
      report.failed(new Failure('ERR_KEY', 'x'))
    }).not.toThrow()
    expect(log.commands('error')).toHaveLength(1)
  })

  it('of the post step is a warning without what it worked on', () => {
    report.revocationFailed(new SyntaxError('looked at s3cr3t'))
    const [text] = log.commands('warning')
    expect(text).toMatch(/^Nothing could be given back: unexpected SyntaxError at .*\. What is left ends with its own time in Vault\.$/)
    expect(text).not.toContain('s3cr3t')
  })
})

describe("what is printed of somebody else's texts", () => {
  const parts = ['a', ' ', '#', '\n', '\r', '\0', '\u0085', '\u00a0', '%0A', '\u001b[31m', ':', '::error::x', '##[add-mask]a', '##[']
  const commands = ['::add-mask::a', '##[save-state name=session]{}', '::stop-commands::x', '##[set-output name=a;]b', '##[warning]x']
  const nasty = fc.string({ unit: fc.constantFrom(...parts, ...commands) })

  /** Every line that the report has, with the text wherever a server, a token, a file or an input can bring one. */
  function sayAll(to: Report, text: string, required: boolean): void {
    const evil: Lease = { ...lease('a'), id: text, path: text }
    const failure = new Failure('ERR_KEY', text, { hint: text, details: { title: text, lines: [text] } })
    const revocation: Revocation = {
      confirmed: [],
      withToken: [evil],
      pending: [{ lease: evil, failure, expires: noon }],
      left: [{ lease: evil, failure, expires: noon }],
      sts: [],
      token: 'left',
      tokenFailure: failure,
      tokenExpires: noon,
      tokenNamespace: text,
      unasked: failure,
    }
    to.network({ ...connection, urls: [`http://vault.test/${text}`], tls: { skipVerify: true } }, text)
    to.loggedIn({ ...connection, namespace: text }, login(text), { ...auth(1), policies: [text] }, true)
    to.read(1, 1, [evil], [text], required)
    to.notFound(text, wildcardEntry(), text)
    to.masked({ short: [text], unmasked: [text], leftOut: 'forms' })
    to.notExported({ items: [], skipped: [{ kind: 'output', name: text, why: text }], shadowed: [text] })
    to.exported({ outputs: [text], variables: [text] })
    to.revoked(revocation, { removed: [text], gone: [text], left: [{ path: text, why: text }] }, required)
    to.shortened([{ shortened: [text], tooLong: [{ lease: evil, expires: noon, failure }] }])
    to.keptAlive({ connection, token: tokenOf(), required, leases: [evil], grants: undefined })
    to.failed(failure)
    to.ignoredState([text], true)
    to.waitsForReads(1)
    to.revocationFailed(new Failure('ERR_STATE', text))
  }

  it('is tried with every line that the report has', () => {
    const said: (string | symbol)[] = []
    const listening = new Proxy(report, {
      get(target, name) {
        said.push(name)
        return Reflect.get(target, name) as unknown
      },
    })
    sayAll(listening, 'a', false)
    expect(said.toSorted()).toEqual(Object.keys(report).toSorted())
  })

  it('has no control character, and no command that the runner would obey', () => {
    fc.assert(
      fc.property(nasty, fc.boolean(), (text, required) => {
        const start = log.text().length
        sayAll(report, text, required)
        const lines = log.text().slice(start).split('\n')
        expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([])
        const runner = runnerThatReads(lines)
        const failed = required ? 'error' : 'warning'
        expect(runner.annotated).toEqual([
          'warning',
          'notice',
          'notice',
          'notice',
          'warning',
          failed,
          'notice',
          'error',
          'warning',
          'warning',
        ])
        expect(runner.grouped).toEqual(['##[group]', '##[endgroup]'])
        expect(runner.obeyed).toEqual([])
      }),
    )
  })
})

/** What the runner does for these lines. */
function runnerThatReads(lines: readonly string[]) {
  const obeyed: string[] = []
  const effect = (name: string) => void obeyed.push(name)
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
  if (processor.failed) obeyed.push('a command that failed')
  return {
    obeyed: [...obeyed, ...masker.values],
    annotated: seen,
    grouped: stage.lines.flatMap((line) => /^##\[(?:end)?group\]/.exec(line) ?? []),
  }
}
