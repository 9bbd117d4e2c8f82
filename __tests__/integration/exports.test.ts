import { app } from '../../testing/stack/stored.ts'
import { finishRun, look, nothing, outputsOf, stack } from '../support/scenario.ts'

test('outputs do not change the environment', async () => {
  const run = await finishRun({ secrets: 'secret/data/ci/app password' })
  expect(run.job.env).toEqual({})
})

test('the last entry of the same name wins', async () => {
  const run = await finishRun({ secrets: 'secret/data/ci/app password | A; kv/ci/legacy password | A; secret/data/ci/app api-key | A' })
  expect(run.step.outputs['A']).toBe(app['api-key'])
})

test('exportToken: a later tool uses the token until the job ends', async () => {
  const run = await finishRun({ secrets: 'secret/data/ci/app password', with: { exportToken: 'true' } }, async ({ job, left }) => {
    const { VAULT_ADDR, VAULT_TOKEN } = job.env
    expect(VAULT_ADDR).toBe(stack.server.url)
    const reply = await fetch(`${VAULT_ADDR!}/v1/kv/ci/legacy`, { headers: { 'x-vault-token': VAULT_TOKEN! } })
    expect(reply.status).toBe(200)
    expect((await left()).tokens).toHaveLength(1)
    expect(job.masks).toContain(VAULT_TOKEN)
  })
  expect(run.post.log).toEqual(['token revoked'])
  expect(await run.left()).toEqual(nothing)
})

test('outputToken without secrets: a login for a later step', async () => {
  const run = await finishRun({ with: { outputToken: 'true' } }, async ({ step }) => {
    const reply = await look.root('POST', 'auth/token/lookup', { token: step.outputs['vault_token'] })
    expect(reply.data['policies']).toContain('read-kv')
  })
  expect(run.post.log).toEqual(['token revoked'])
})

test('post uses the state that main saved, and ignores changed inputs', async () => {
  const run = await finishRun({
    secrets: 'database/creds/app username',
    postWith: { url: 'https://elsewhere.example', role: 'nobody', secrets: '' },
  })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await run.left()).toEqual(nothing)
})

test('the runner drops a job output that contains a secret, and keeps others', async () => {
  await finishRun({ secrets: 'secret/data/ci/app *' }, ({ job, step }) => {
    const { values, warnings } = job.outputs({ url: step.outputs['db__url']!, stage: 'production' })
    expect(values).toEqual({ stage: 'production' })
    expect(warnings).toEqual(["Skip output 'url' since it may contain secret."])
  })
})

test('masks a secret in the log of a later step: raw, one line, JSON, base64; in debug mode too', async () => {
  await finishRun({ secrets: 'secret/data/ci/app *; database/creds/app *', debug: true }, ({ job, step }, main) => {
    const secrets = ['password', 'private_key', 'greeting', 'db__url', 'username'].map((name) => step.outputs[name]!)
    for (const secret of secrets) {
      const shapes = [
        secret,
        secret.trim().split('\n').at(1) ?? secret,
        JSON.stringify({ secret }),
        Buffer.from(secret).toString('base64'),
        encodeURIComponent(secret).replaceAll("'", '%27'),
      ]
      for (const shape of shapes) expect(job.mask(`x ${shape} y`)).toContain('***')
      for (const shape of shapes.slice(0, 2)) expect(main.log.join('\n')).not.toContain(shape.trim())
    }
    expect(job.mask(secrets[1]!)).not.toMatch(/hush/)
  })
})

test('a notice names values so short that their masks hide other text', async () => {
  await look.root('POST', 'kv/ci/short', { pin: '42' })
  const run = await finishRun({ secrets: 'kv/ci/short pin' })
  expect(run.main.annotations).toEqual([
    expect.objectContaining({ level: 'notice', message: expect.stringMatching(/^Short values are masked too: pin\./) as string }),
  ])
})

test('the outputs `leases` and `notFound` say what was read', async () => {
  const secrets = `
    secret/data/ci/app password ;
    database/creds/app username | PGUSER ;
    secret/data/ci/app nokey | NO_KEY ;
    secret/data/ci/none x | NO_PATH | optional ;
    secret/data/ci/app NONE_* | P_ | optional ;
    secret/data/ci/app nokey | HAS_DEFAULT | default=x ;
  `
  const run = await finishRun({ secrets, with: { ignoreNotFound: 'true' } }, async ({ step, left }) => {
    const { leases, notFound } = outputsOf({ step })
    const held = await left()
    const { expires, leases: all } = JSON.parse(leases!) as { expires: string; leases: { expires: string }[] }
    expect(all).toEqual([
      {
        path: 'database/creds/app',
        lease_id: held.leases[0],
        namespace: '',
        expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        renewable: true,
      },
    ])
    expect(Date.parse(expires)).toBeGreaterThan(Date.now())
    expect(Date.parse(all[0]!.expires)).toBeLessThanOrEqual(Date.parse(expires))
    expect(JSON.parse(notFound!)).toEqual(['NO_KEY', 'NO_PATH', 'P_NONE_*'])
  })
  expect(run.step.outputs['HAS_DEFAULT']).toBe('x')
  expect(await run.left()).toEqual(nothing)
})
