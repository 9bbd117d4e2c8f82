import { finishRun, look } from './support/scenario.ts'

const secrets = 'secret/data/ci/app password; database/creds/app username'
const kvOnly = 'secret/data/ci/app password'

/** A token of somebody else's, made by the server's admin. */
async function makeToken(...policies: string[]): Promise<{ token: string; accessor: string }> {
  const { auth } = await look.root('POST', 'auth/token/create', { policies, ttl: '10m' })
  return { token: auth!.client_token, accessor: auth!.accessor }
}

describe('token', () => {
  it('is used without any login, masked, and outlives the job; its leases do not', async () => {
    const { token, accessor } = await makeToken('read-kv', 'read-dynamic', 'revoke-by-path')
    const run = await finishRun({ secrets, identity: false, with: { token, role: '' } })
    expect(run.main.log).toContainEqual(expect.stringMatching(/^Using the token given as `token` at http/))
    expect(run.step.outputs).toMatchObject({ password: 'hush-app-password' })
    expect(run.requests()).toEqual([
      'read secret/data/ci/app',
      'read database/creds/app',
      'update sys/capabilities-self',
      expect.stringMatching(/^update sys\/leases\/revoke\/database\/creds\/app\//),
    ])
    expect(run.post.log).toEqual(['1 lease revoked'])
    expect((await run.left()).leases).toEqual([])
    expect(await look.tokenAccessors()).toContain(accessor)
    expect([...run.main.log, ...run.post.log].join('\n')).not.toContain(token)
  })

  it('and nothing is left to do where nothing was leased', async () => {
    const { token, accessor } = await makeToken('read-kv')
    const run = await finishRun({ secrets: kvOnly, identity: false, with: { token, method: 'token' } })
    expect(run.requests()).toEqual(['read secret/data/ci/app'])
    expect(run.post.log).toEqual([])
    expect(await look.tokenAccessors()).toContain(accessor)
  })

  it('stays after a failure too', async () => {
    const { token, accessor } = await makeToken('read-kv')
    const run = await finishRun({ secrets: 'secret/data/ci/app nokey', identity: false, with: { token } })
    expect(run.main.exitCode).toBe(1)
    expect(run.requests()).toEqual(['read secret/data/ci/app'])
    expect(await look.tokenAccessors()).toContain(accessor)
  })
})
