import { rmSync } from 'node:fs'
import { createTokenSession, loadToken } from '../../../src/github-app/token-session.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { connectionOf, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

let files: RunnerFiles
let log: CapturedLog
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
  files.remove()
})

const token = { value: 'ghs_s3cr3t', expires: '2030-01-01T00:00:00Z', required: false }
const create = () => createTokenSession({ GITHUB_STATE: files.statePath })
const begin = (tokens: ReturnType<typeof create>) => {
  tokens.session.begin({ connection: connectionOf(), token: tokenOf(), required: false })
}
const saved = () => Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))

test('the session of Vault is cleared, and the installation token stays saved', () => {
  const tokens = create()
  begin(tokens)
  tokens.setToken(token)
  tokens.session.clear()
  expect(files.state()).toEqual({ session: '', installation: JSON.stringify(token) })
  expect(loadToken(saved())).toEqual({ token, ignored: [] })
  expect([tokens.token(), tokens.session.revocable()]).toEqual([token, undefined])
})

test('nothing stays on the disk once the installation token is revoked too', () => {
  const tokens = create()
  begin(tokens)
  tokens.setToken(token)
  tokens.dropToken()
  tokens.session.clear()
  expect([files.state(), tokens.token()]).toEqual([{}, undefined])
})

test('after the other order, the post step has nothing to do', () => {
  const tokens = create()
  begin(tokens)
  tokens.setToken(token)
  tokens.session.clear()
  tokens.dropToken()
  expect(files.state()).toEqual({ session: '', installation: '' })
  expect(loadToken(saved())).toEqual({ token: undefined, ignored: [] })
})

test('a token that cannot be saved is kept in memory, so that main can revoke it', () => {
  const tokens = create()
  rmSync(files.statePath)
  expect(() => {
    tokens.setToken(token)
  }).toThrow(expect.objectContaining({ code: 'ERR_STATE' }) as Error)
  expect([tokens.token(), tokens.session.isSaved()]).toEqual([token, false])
})

test('a loaded token is masked', () => {
  loadToken({ STATE_installation: JSON.stringify(token) })
  expect(log.commands('add-mask')).toContain('ghs_s3cr3t')
})

test.each([
  ['not JSON', '{', undefined],
  ['no object', '"ghs"', undefined],
  ['no token', '{"expires":"x"}', undefined],
  ['a token that is no header', '{"value":"a\\r\\nb"}', undefined],
  ['an empty token', '{"value":""}', undefined],
  ['only a token', '{"value":"ghs_1","required":"yes","expires":7}', { value: 'ghs_1', expires: '', required: false }],
])('planted state: %s', (_, text, expected) => {
  expect(loadToken({ STATE_installation: text })).toEqual({ token: expected, ignored: expected ? [] : ['STATE_installation'] })
})
