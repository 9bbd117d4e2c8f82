import fc from 'fast-check'
import { Failure } from '../../src/failure.ts'
import type { LoginPlan } from '../../src/login/login.ts'
import { createReport, type Report } from '../../src/report.ts'
import type { FailedLease, Settlement } from '../../src/revoke.ts'
import type { Lease } from '../../src/vault/leases.ts'
import type { Auth } from '../../src/vault/reply.ts'
import { captureLog, type CapturedLog } from './support/captured-log.ts'
import { createRunnerFiles, type RunnerFiles } from './support/runner-files.ts'

const noon = Date.UTC(2026, 6, 1, 12, 0, 30)
const report = createReport()
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
const lease = (name: string, sts = false): Lease => ({ id: `db/creds/${name}/id`, path: `db/creds/${name}`, expires: noon, sts })
const connection = { url: 'https://vault.test', redirectHosts: [], correlationId: 'x' }
const login = (role?: string) => ({ method: { name: 'jwt' }, mount: 'jwt', role }) as unknown as LoginPlan
const auth = (seconds: number): Auth => ({
  token: 's3cr3t',
  accessor: 's3cr3t-too',
  kind: 'service',
  seconds,
  renewable: true,
  policies: ['default', 'ci'],
  uses: 0,
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
        to.loggedIn({ ...connection, ...(namespace !== undefined && { namespace }) }, login(role), auth(seconds))
      }),
    ).toBe(line)
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
        to.read(paths, 12.6, leases, lost)
      }),
    ).toBe(text)
  })

  test.each<[readonly string[], boolean, string]>([
    [[], true, ''],
    [['A'], false, 'Set 1 output: A'],
    [['A', 'B'], true, 'Set 2 outputs and the environment: A, B'],
  ])('outputs %j, environment %j', (names, toEnvironment, text) => {
    expect(
      printed((to) => {
        to.exported(names, toEnvironment)
      }),
    ).toBe(text)
  })
})

describe('hints', () => {
  const entry = { kind: 'key', selector: 'k', output: 'k', variable: 'K', order: 0, line: 3, optional: true, toEnvironment: false } as const

  test.each<[string, (to: Report) => void, string]>([
    [
      'what is not there',
      (to) => {
        to.notFound('secret/a', entry, 'has no key "k"')
      },
      '::notice::secrets line 3: secret/a: has no key "k"; passed over, since ignoreNotFound is true',
    ],
    [
      'short masks',
      (to) => {
        to.shortMasks(['A', 'B'])
      },
      '::notice::Very short, and masked all the same: A, B. Log lines and job outputs that contain the text show ***.',
    ],
    [
      'no short masks',
      (to) => {
        to.shortMasks([])
      },
      '',
    ],
    [
      'names',
      (to) => {
        to.skippedNames([
          { kind: 'variable', name: 'PATH', why: 'is x' },
          { kind: 'output', name: 'a', why: 'is y' },
        ])
      },
      '::warning::Keys that cannot be handed on under their own name: the variable "PATH" is x; the output "a" is y',
    ],
    [
      'no names',
      (to) => {
        to.skippedNames([])
      },
      '',
    ],
  ])('%s', (_, say, text) => {
    expect(printed(say)).toBe(text)
  })
})

describe('what was given back', () => {
  const failure = new Failure('ERR_REFUSED', 'PUT x: 400 no')
  const failed = (name: string, withFailure = true): FailedLease => ({ lease: lease(name), failure: withFailure ? failure : undefined })
  const settlement = (more: Partial<Settlement>): Settlement => ({
    confirmed: [],
    withToken: [],
    pending: [],
    left: [],
    sts: [],
    token: 'revoked',
    tokenFailure: undefined,
    tokenExpires: noon + 3_600_000,
    ...more,
  })
  const grant = 'path "sys/leases/revoke/db/creds/a/*" { capabilities = ["update"] }'

  test.each<[Partial<Settlement>, string]>([
    [{}, 'token revoked'],
    [{ confirmed: [lease('a')] }, '1 lease revoked, token revoked'],
    [{ confirmed: [lease('a'), lease('b')] }, '2 leases revoked, token revoked'],
    [{ withToken: [lease('a')] }, `token revoked, 1 lease ends with it, unconfirmed. To have it confirmed, allow: ${grant}`],
    [
      { confirmed: [lease('b')], withToken: [lease('a'), lease('c')] },
      `1 lease revoked, token revoked, 2 leases end with it, unconfirmed. To have it confirmed, allow: ${grant}`,
    ],
    [{ token: 'gone' }, 'token gone already'],
    [{ token: 'gone', withToken: [lease('a')] }, 'token gone already, 1 lease ends with it, unconfirmed'],
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
      '::warning::db/creds/a (db/creds/a/id) is still alive: PUT x: 400 no. Vault ends it by 2026-07-01 11:00 UTC.%0A' +
        'The token is still alive: PUT x: 400 no. It runs out by 2026-07-01 11:00 UTC.',
    ],
  ])('%#', (more, text) => {
    expect(
      printed((to) => {
        to.settled(settlement(more))
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
    report.notGivenBack(new SyntaxError('looked at s3cr3t'))
    const [text] = log.commands('warning')
    expect(text).toMatch(/^Nothing could be given back: unexpected SyntaxError at .*\. What is left ends with its own time in Vault\.$/)
    expect(text).not.toContain('s3cr3t')
  })
})

it("prints no control character and no command of somebody else's, whatever it is told", () => {
  const nasty = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '::error::x', '\u001b[31m', '\0', '%0A', '\u0085') })
  fc.assert(
    fc.property(nasty, (text) => {
      const start = log.text().length
      const evil: Lease = { ...lease('a'), id: text, path: text }
      const failure = new Failure('ERR_KEY', text, { hint: text })
      const entry = { kind: 'wildcard', upperCase: true, prefix: '', order: 0, line: 1, optional: true, toEnvironment: false } as const
      report.loggedIn({ ...connection, namespace: text }, login(text), { ...auth(1), policies: [text] })
      report.read(1, 1, [evil], [text])
      report.notFound(text, entry, text)
      report.shortMasks([text])
      report.skippedNames([{ kind: 'output', name: text, why: text }])
      report.exported([text], true)
      report.settled({
        confirmed: [],
        withToken: [evil],
        pending: [{ lease: evil, failure }],
        left: [{ lease: evil, failure }],
        sts: [],
        token: 'left',
        tokenFailure: failure,
        tokenExpires: noon,
      })
      report.failed(failure)
      const lines = log.text().slice(start).split('\n')
      expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([])
      // one warning, notice or error for each that was meant, and nothing else that the runner takes for a command
      const commands = lines.filter((line) => /^\s*::/.test(line)).map((line) => line.split('::')[1])
      expect(commands).toEqual(['notice', 'notice', 'warning', 'warning', 'error'])
    }),
  )
})
