import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFiles } from '../../../src/export/files.ts'
import { runPost } from '../../../src/run/post.ts'
import type { Env } from '../../../src/core/env.ts'
import { jobDirectories } from '../../../src/runner/job-directories.ts'
import { createReport } from '../../../src/report/create-report.ts'
import { createSession, type Session } from '../../../src/state/session.ts'
import {
  afterCancel,
  afterFailure,
  afterSuccess,
  inPost,
  revokeAndReport,
  type RevocationPhase,
} from '../../../src/run/revoke-and-report.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { denied, revocationHandlers, type Behaviour } from '../../support/fake-vault.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers } from '../../support/quick-timers.ts'
import { connectionOf, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

const { server, transport } = mockNetwork()
let files: RunnerFiles
let log: CapturedLog
let root: string
let env: Env

beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
  root = realpathSync(mkdtempSync(join(tmpdir(), 'revoke-')))
  env = { RUNNER_TEMP: join(root, 'temp'), GITHUB_WORKSPACE: join(root, 'work') }
  for (const folder of ['temp', 'work']) mkdirSync(join(root, folder))
  quickTimers()
})
afterEach(() => {
  files.remove()
  rmSync(root, { recursive: true })
})

function revocableOf(token: Behaviour): Session {
  server.use(...revocationHandlers({ token }))
  const session = createSession({ GITHUB_STATE: files.statePath })
  session.begin({ connection: connectionOf(), token: tokenOf({ expires: Date.now() + 60_000 }), required: false })
  return session
}

const revoke = (session: Session, phase: RevocationPhase) => revokeAndReport({ session, transport, report: createReport(env), env }, phase)

it('does nothing and logs nothing if nothing has to be revoked', async () => {
  await revoke(createSession({ GITHUB_STATE: files.statePath }), inPost)
  expect(log.text()).toBe('')
})

test.each<[string, Behaviour, RevocationPhase, boolean, RegExp]>([
  ['main revokes the token', 'ok', afterSuccess, true, /^token revoked\n$/],
  ['the post step revokes the token', 'ok', inPost, true, /^token revoked\n$/],
  ['main cannot revoke the token, and leaves the warning to the post step', denied, afterFailure, false, /^$/],
  [
    'the post step cannot revoke the token',
    denied,
    inPost,
    false,
    /^::warning::The token is still valid: POST auth\/token\/revoke-self: 403 permission denied\. It expires by .* UTC\.\n$/,
  ],
])('%s', async (_, token, phase, isEmpty, printed) => {
  const session = revocableOf(token)
  await revoke(session, phase)
  expect(log.text()).toMatch(printed)
  expect(Object.keys(files.state())).toEqual(isEmpty ? [] : ['session'])
  expect(session.revocable() === undefined).toBe(isEmpty)
})

it('warns in main if the state could not be saved', async () => {
  server.use(...revocationHandlers({ token: denied }))
  const session = createSession({})
  expect(() => {
    session.begin({ connection: connectionOf(), token: tokenOf(), required: true })
  }).toThrow('state file')
  await revoke(session, afterFailure)
  // a warning, because main has logged its error already
  expect(log.text()).toMatch(/^::warning::The token is still valid: .* It expires by .* UTC\.\n$/)
})

it('finishes before the runner kills a cancelled step', () => {
  expect(5_000 + afterCancel.allMs).toBeLessThan(10_000)
})

it('warns in the post step if the value of an input has changed', async () => {
  createSession({ GITHUB_STATE: files.statePath, INPUT_TOKEN: 'hvs.x' }).begin({
    connection: connectionOf(),
    token: tokenOf({ value: 'hvs.x', expires: Date.UTC(2040, 0) }),
    required: false,
  })
  const state = Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))
  await runPost({ ...env, ...state, INPUT_TOKEN: 'hvs.y', GITHUB_STATE: files.statePath })
  expect(log.commands('warning')).toEqual([
    'The token is still valid: the value of the input token changed after the main step, so the post step cannot revoke it. It expires by 2040-01-01 00:00 UTC.',
  ])
})

describe('files', () => {
  /** Creates two files, one in the workspace and one in the action's own folder. */
  function withFiles(session: Session): readonly string[] {
    const made = createFiles(jobDirectories(env), session)
    return [made.write('KEY', 'key', 'x'), made.write('CA', undefined, 'x')]
  }
  const there = () => [...readdirSync(join(root, 'work')), ...readdirSync(join(root, 'temp'))]

  it('stay for later steps after success; only the token is revoked', async () => {
    const session = revocableOf('ok')
    const paths = withFiles(session)
    await revoke(session, afterSuccess)
    expect(log.text()).toBe('token revoked\n')
    expect(paths.every((path) => existsSync(path))).toBe(true)
    expect(files.state()).toEqual({ file_1: JSON.stringify(paths[0]), file_2: JSON.stringify(paths[1]) })
  })

  test.each([
    ['main has failed', afterFailure],
    ['main was cancelled', afterCancel],
    ['the job ends', inPost],
  ])('are removed if %s', async (_, phase) => {
    const session = revocableOf('ok')
    withFiles(session)
    await revoke(session, phase)
    expect(log.text()).toBe('2 files removed, token revoked\n')
    expect(there()).toEqual([])
    expect(files.state()).toEqual({})
  })

  it('are removed even if Vault does not respond, and are no longer in the state', async () => {
    const session = revocableOf('lost')
    withFiles(session)
    await revoke(session, afterFailure)
    expect(log.text()).toBe('2 files removed\n')
    expect(there()).toEqual([])
    expect(files.state()).toMatchObject({ file_1: '""', file_2: '""' })
    expect(session.files()).toEqual([])
  })

  it('are removed in the post step if there is no token', async () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    const [path] = withFiles(session)
    rmSync(path!)
    const state = Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))
    await runPost({ ...env, ...state, GITHUB_STATE: files.statePath })
    expect(log.text()).toBe('1 file removed\n')
    expect(there()).toEqual([])
  })

  it('that do not exist are not logged', async () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    for (const path of withFiles(session)) rmSync(path)
    await revoke(session, inPost)
    expect(log.text()).toBe('')
    expect(there()).toEqual([])
  })

  it('that cannot be removed stay in the state, and the post step warns', async () => {
    const session = revocableOf('ok')
    const [path] = withFiles(session)
    rmSync(path!)
    mkdirSync(path!)
    await revoke(session, afterFailure)
    expect(log.text()).toBe('1 file removed, token revoked\n')
    expect(files.state()).toEqual({ file_1: JSON.stringify(path) })

    await revoke(session, inPost)
    const printed = log.text().split('\n').slice(1).join('\n')
    expect(printed).toMatch(/^::warning::.*[\\/]work[\\/]key.*\n$/)
  })
})
