import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { app, canary } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { look, nothing, stack, startRun, withoutReceipt } from '../support/scenario.ts'

const modeOf = (path: string) => statSync(path).mode & 0o777
const two = 'secret/data/ci/app private_key | KEY | file; secret/data/ci/app greeting | GREETING | file=deploy/greeting.txt'

test('writes values to files: paths as outputs, same bytes, mode 0600, removed when the job ends', async () => {
  const bytes = Buffer.concat([Buffer.from([0, 255, 13, 10, 0xc3, 0x28]), randomBytes(64 * 1024)])
  await look.root('POST', 'kv/ci/binary', { keystore: bytes.toString('base64') })
  const run = startRun({ secrets: `${two}; kv/ci/binary keystore | KEYSTORE | base64 file env` })
  const main = await run.step.main
  expect(main.exitCode).toBe(0)

  const { KEY, GREETING, KEYSTORE, secrets } = run.step.outputs
  expect(JSON.parse(secrets!)).toEqual({ KEY, GREETING, KEYSTORE })
  expect(run.job.env).toEqual({ KEYSTORE })
  expect(readFileSync(KEY!, 'utf8')).toBe(app.private_key)
  expect(readFileSync(GREETING!, 'utf8')).toBe(app.greeting)
  expect(readFileSync(KEYSTORE!).equals(bytes)).toBe(true)

  expect(GREETING).toBe(join(run.job.workspace, 'deploy/greeting.txt'))
  expect([KEY, KEYSTORE].map((path) => basename(path!))).toEqual(['KEY', 'KEYSTORE'])
  const own = dirname(KEY!)
  expect(dirname(KEYSTORE!)).toBe(own)
  expect([KEY, GREETING, KEYSTORE].map((path) => modeOf(path!))).toEqual([0o600, 0o600, 0o600])
  expect([own, dirname(GREETING!)].map(modeOf)).toEqual([0o700, 0o700])

  // the token is revoked, so the state contains only paths
  expect(run.step.state).toEqual({ file_1: JSON.stringify(KEY), file_2: JSON.stringify(GREETING), file_3: JSON.stringify(KEYSTORE) })
  expect(Object.values(run.job.files()).join('\n')).not.toContain(canary)
  expect(run.job.mask(KEY!)).toBe(KEY)
  for (const line of [app.greeting, ...app.private_key.trim().split('\n')]) expect(run.job.mask(`x ${line}`)).not.toContain(canary)

  const [post] = await run.job.complete()
  expect(post).toMatchObject({ exitCode: 0, log: ['3 files removed'], annotations: [] })
  expect([own, GREETING, KEYSTORE].filter((path) => existsSync(path!))).toEqual([])
  expect(await run.left()).toEqual(nothing)
})

test('post prints one line, and ignores files that a later step removed', async () => {
  const run = startRun({ secrets: `${two}; database/creds/app password | DB | file` })
  await run.step.main
  const { KEY, DB } = run.step.outputs
  expect(readFileSync(DB!, 'utf8')).not.toBe('')
  rmSync(KEY!)
  const [post] = await run.job.complete()
  expect(withoutReceipt(post!).log).toEqual(['2 files removed, 1 lease revoked, token revoked'])
  expect(existsSync(dirname(DB!))).toBe(false)
  expect(await run.left()).toEqual(nothing)
})

test('a failed main step removes its files at once, and post has nothing to do', async () => {
  const run = startRun({
    secrets: `${two}; secret/data/ci/app password | AGAIN | file=deploy/greeting.txt; database/creds/app username`,
  })
  const main = await run.step.main
  expect(main.exitCode).toBe(1)
  expect(main.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(/greeting\.txt already exists\n/)])
  expect(main.log).toContain('2 files removed, 1 lease revoked, token revoked')
  expect(Object.keys(run.step.outputs)).toEqual(['errorMessage'])
  expect(run.step.state).toEqual({})
  expect(readdirSync(join(run.job.workspace, 'deploy'))).toEqual([])

  const [post] = await run.job.complete()
  expect(post!.log).toEqual([])
  expect(await run.left()).toEqual(nothing)
})

test.each(['../key', '/etc/vault-exchange-key', 'a/../../key'])('file=%s is refused', async (path) => {
  const run = startRun({ secrets: `secret/data/ci/app password | P | file=${path}` })
  const main = await run.step.main
  expect(main.exitCode).toBe(1)
  expect(run.step.outputs['errorMessage']).toBe(`the file ${path} would be outside the workspace and RUNNER_TEMP`)
  await run.job.complete()
  expect(await run.left()).toEqual(nothing)
})

test('post removes the files if main was killed', async () => {
  const vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  // the last request of main, after its outputs
  const hold = vault.hold('/v1/auth/token/revoke-self', 'before')
  const run = startRun({ secrets: two, with: { url: vault.url } })
  await hold.reached
  run.step.signal('SIGKILL')
  hold.release()
  const main = await run.step.main
  expect(main.signal).toBe('SIGKILL')
  const { KEY, GREETING } = run.step.outputs
  expect([KEY, GREETING].map((path) => existsSync(path!))).toEqual([true, true])

  const [post] = await run.job.complete()
  // the held request may have revoked the token
  expect(post!.log).toEqual([expect.stringMatching(/^2 files removed, token (revoked|already revoked or expired)$/)])
  expect([dirname(KEY!), GREETING].filter((path) => existsSync(path!))).toEqual([])
  expect(await run.left()).toEqual(nothing)
})
