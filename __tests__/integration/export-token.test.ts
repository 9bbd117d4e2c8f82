import { execFile } from 'node:child_process'
import { createHash, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { app, legacy, teamApp } from '../../testing/stack/stored.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, nothing, stack, type Run } from '../support/scenario.ts'

const home = mkdtempSync(join(tmpdir(), 'cli-'))
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** What the server's own client prints in a later step of the job. */
const cli = ({ job }: Run, ...args: string[]): Promise<string> => clientWith(job.env, ...args)
async function clientWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(stack.server.binary, args, { env: { ...env, HOME: home }, timeout: 20_000 })
  return stdout.trim()
}
const kv2 = (field: string) => ['kv', 'get', '-mount=secret', `-field=${field}`, 'ci/app']
const exported = { exportToken: 'true' }

test('the server’s own client reads with it, KV version 1 and 2, until the job ends', async () => {
  let value = ''
  const run = await finishRun({ with: exported }, async (during) => {
    expect(Object.keys(during.job.env).sort()).toEqual(['VAULT_ADDR', 'VAULT_TOKEN'])
    value = during.job.env['VAULT_TOKEN']!
    expect(during.job.masks).toContain(value)
    expect(await cli(during, ...kv2('password'))).toBe(app.password)
    expect(await cli(during, 'read', '-field=password', 'kv/ci/legacy')).toBe(legacy.password)
    expect(await cli(during, 'token', 'lookup', '-format=json')).toContain('"read-kv"')
  })
  expect(run.main.exitCode).toBe(0)
  expect(run.post.log).toEqual(['token revoked'])
  expect(await run.left()).toEqual(nothing)
  await expect(look.root('POST', 'auth/token/lookup', { token: value })).rejects.toMatchObject({ status: 403 })
  await expect(cli(run, ...kv2('password'))).rejects.toThrow(/403|permission denied/)
})

onlyWith('namespaces', () => {
  test('in a namespace: the client reads there without naming it', async () => {
    const run = await finishRun({ with: { ...exported, namespace: 'team' } }, async (during) => {
      expect(during.job.env['VAULT_NAMESPACE']).toBe('team')
      expect(await cli(during, ...kv2('password'))).toBe(teamApp.password)
    })
    expect(await run.left('team')).toEqual(nothing)
  })

  test('a namespace that an earlier step has exported is not that of this token', async () => {
    await finishRun({ with: exported, env: { VAULT_NAMESPACE: 'team' } }, async (during) => {
      expect(during.job.env['VAULT_NAMESPACE']).toBe('')
      expect(await cli(during, ...kv2('password'))).toBe(app.password)
    })
  })
})

onlyWith('BAO_ variables', () => {
  test.each<Record<string, string>>([
    { BAO_ADDR: 'http://127.0.0.1:1' },
    { BAO_TOKEN: 'another' },
    { BAO_NAMESPACE: 'team' },
    { BAO_ADDR: '', BAO_TOKEN: '', BAO_NAMESPACE: '' },
  ])('OpenBao’s own variables, which its client prefers, lead the token nowhere else: %j', async (env) => {
    await finishRun({ with: exported, env }, async (during) => {
      expect(Object.keys(during.job.env).sort()).toEqual([...Object.keys(env), 'VAULT_ADDR', 'VAULT_TOKEN'].sort())
      expect(await cli(during, ...kv2('password'))).toBe(app.password)
    })
  })
})

test('a tool that signs with transit, as cosign does, takes address and token from there', async () => {
  const digest = createHash('sha256').update('an image').digest()
  await finishRun({ role: 'deploy-write', with: exported }, async ({ job }) => {
    const { VAULT_ADDR, VAULT_TOKEN } = job.env
    const reply = await fetch(`${VAULT_ADDR!}/v1/transit/sign/release/sha2-256`, {
      method: 'PUT',
      headers: { 'x-vault-token': VAULT_TOKEN! },
      body: JSON.stringify({ input: digest.toString('base64'), prehashed: true, marshaling_algorithm: 'asn1' }),
    })
    const { data } = (await reply.json()) as { data: { signature: string } }
    const { keys } = (await look.root('GET', 'transit/keys/release')).data as { keys: Record<string, { public_key: string }> }
    const signature = Buffer.from(data.signature.split(':')[2]!, 'base64')
    expect(verify('sha256', Buffer.from('an image'), keys['1']!.public_key, signature)).toBe(true)
  })
})

test('outputToken: the same token for the steps that are given it, and nothing in the environment', async () => {
  const run = await finishRun({ with: { outputToken: 'true' } }, async (during) => {
    expect(during.job.env).toEqual({})
    const given = { VAULT_ADDR: stack.server.url, VAULT_TOKEN: during.step.outputs['vault_token']! }
    expect(await clientWith(given, ...kv2('password'))).toBe(app.password)
    expect(during.job.masks).toContain(during.step.outputs['vault_token'])
    expect(during.step.outputs['secrets']).toBe('{}')
  })
  expect(run.post.log).toEqual(['token revoked'])
})

test('neither, where they are not asked for: the token is gone when the step ends', async () => {
  await finishRun(
    { secrets: 'secret/data/ci/app password', with: { exportToken: 'False', outputToken: '' } },
    async ({ job, step, left }) => {
      expect(job.env).toEqual({})
      expect(Object.keys(step.outputs).sort()).toEqual(['leases', 'notFound', 'password', 'secrets'])
      expect(await left()).toEqual(nothing)
    },
  )
})
