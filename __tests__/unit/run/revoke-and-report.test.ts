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
  root = realpathSync(mkdtempSync(join(tmpdir(), 'settle-')))
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

const end = (session: Session, occasion: RevocationPhase) =>
  revokeAndReport({ session, transport, report: createReport(env), env }, occasion)

it('does nothing and says nothing where nothing is revocable', async () => {
  await end(createSession({ GITHUB_STATE: files.statePath }), inPost)
  expect(log.text()).toBe('')
})

test.each<[string, Behaviour, RevocationPhase, boolean, RegExp]>([
  ['ended, in main', 'ok', afterSuccess, true, /^token revoked\n$/],
  ['ended, in post', 'ok', inPost, true, /^token revoked\n$/],
  ['not ended, in main: post tries again and speaks', denied, afterFailure, false, /^$/],
  [
    'not ended, in post',
    denied,
    inPost,
    false,
    /^::warning::The token is still valid: POST auth\/token\/revoke-self: 403 permission denied\. It expires by .* UTC\.\n$/,
  ],
])('%s', async (_, token, occasion, isEmpty, said) => {
  const session = revocableOf(token)
  await end(session, occasion)
  expect(log.text()).toMatch(said)
  expect(Object.keys(files.state())).toEqual(isEmpty ? [] : ['session'])
  expect(session.revocable() === undefined).toBe(isEmpty)
})

it('speaks in main where post does not know what is revocable', async () => {
  server.use(...revocationHandlers({ token: denied }))
  const session = createSession({})
  expect(() => {
    session.begin({ connection: connectionOf(), token: tokenOf(), required: true })
  }).toThrow('state file')
  await end(session, afterFailure)
  // main has failed by then, and one error is enough
  expect(log.text()).toMatch(/^::warning::The token is still valid: .* It expires by .* UTC\.\n$/)
})

it('has time for all of it before the runner kills a cancelled step', () => {
  expect(5_000 + afterCancel.allMs).toBeLessThan(10_000)
})

it('says what is left where post has another value of an input than main', async () => {
  createSession({ GITHUB_STATE: files.statePath, INPUT_TOKEN: 'hvs.x' }).begin({
    connection: connectionOf(),
    token: tokenOf({ value: 'hvs.x', expires: Date.UTC(2040, 0) }),
    required: false,
  })
  const state = Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))
  await runPost({ ...env, ...state, INPUT_TOKEN: 'hvs.y', GITHUB_STATE: files.statePath })
  expect(log.commands('warning')).toEqual([
    'The token is still valid: the post step needs the value that main had of the input token, and has another. It expires by 2040-01-01 00:00 UTC.',
  ])
})

describe('files', () => {
  /** Two files, one in the workspace and one in the run's own folder. */
  function withFiles(session: Session): readonly string[] {
    const made = createFiles(jobDirectories(env), session)
    return [made.write('KEY', 'key', 'x'), made.write('CA', undefined, 'x')]
  }
  const there = () => [...readdirSync(join(root, 'work')), ...readdirSync(join(root, 'temp'))]

  it('stay when main has ended well, for later steps; only the token goes', async () => {
    const session = revocableOf('ok')
    const paths = withFiles(session)
    await end(session, afterSuccess)
    expect(log.text()).toBe('token revoked\n')
    expect(paths.every((path) => existsSync(path))).toBe(true)
    expect(files.state()).toEqual({ file_1: JSON.stringify(paths[0]), file_2: JSON.stringify(paths[1]) })
  })

  test.each([
    ['main has failed', afterFailure],
    ['main is cancelled', afterCancel],
    ['the job ends', inPost],
  ])('go at once when %s', async (_, occasion) => {
    const session = revocableOf('ok')
    withFiles(session)
    await end(session, occasion)
    expect(log.text()).toBe('2 files removed, token revoked\n')
    expect(there()).toEqual([])
    expect(files.state()).toEqual({})
  })

  it('go even if Vault gives no answer, and post has no more to do with them', async () => {
    const session = revocableOf('lost')
    withFiles(session)
    await end(session, afterFailure)
    expect(log.text()).toBe('2 files removed\n')
    expect(there()).toEqual([])
    expect(files.state()).toMatchObject({ file_1: '""', file_2: '""' })
    expect(session.files()).toEqual([])
  })

  it('go in post where nothing is revocable to Vault', async () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    const [path] = withFiles(session)
    rmSync(path!)
    const state = Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))
    await runPost({ ...env, ...state, GITHUB_STATE: files.statePath })
    expect(log.text()).toBe('1 file removed\n')
    expect(there()).toEqual([])
  })

  it('that are gone need no word', async () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    for (const path of withFiles(session)) rmSync(path)
    await end(session, inPost)
    expect(log.text()).toBe('')
    expect(there()).toEqual([])
  })

  it('that cannot be removed stay written down in main, and post warns of them', async () => {
    const session = revocableOf('ok')
    const [path] = withFiles(session)
    rmSync(path!)
    mkdirSync(path!)
    await end(session, afterFailure)
    expect(log.text()).toBe('1 file removed, token revoked\n')
    expect(files.state()).toEqual({ file_1: JSON.stringify(path) })

    await end(session, inPost)
    const said = log.text().split('\n').slice(1).join('\n')
    expect(said).toMatch(/^::warning::.*\/work\/key.*\n$/)
  })
})
