import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { parse } from 'yaml'
import { createJob } from '../../testing/runner/job.ts'
import { eventually } from '../../testing/stack/eventually.ts'
import { requestUrl } from '../../testing/stack/id-token.ts'
import { audience } from '../../testing/smoke/role.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { action, stack } from '../support/scenario.ts'

const folder = join(action, 'testing/smoke')

interface Workflow {
  jobs: Record<string, { steps: { uses?: string; run?: string; with?: Record<string, string> }[] }>
}
const workflow = parse(readFileSync(join(action, '.github/workflows/smoke.yml'), 'utf8')) as Workflow

const tested = Object.values(workflow.jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses?.startsWith('vault-exchange/')))
const [{ with: inputs = {} } = {}] = tested

/** Runs the job of smoke.yml with the committed action and the issuer of the stack. */
async function smoke(more: Readonly<Record<string, string>> = {}) {
  const job = endsWithTest(
    createJob({
      idToken: { url: requestUrl(stack.issuer), token: stack.issuer.requestToken },
      machine: { PATH: [dirname(stack.server.binary), process.env['PATH']].join(delimiter) },
    }),
  )
  const server = job.start({ action: folder, id: 'server', uses: './testing/smoke', with: { issuer: stack.issuer.url } })
  const started = await server.main
  const vault = job.start({ action, id: 'vault', with: { ...inputs, url: server.outputs['url'] ?? '', ...more } })
  const main = await vault.main
  const { PASSWORD = '', CERTIFICATE = '' } = vault.outputs
  const env = { EXPECTED: server.outputs['password'] ?? '', PASSWORD, CERTIFICATE }
  const check = (changed: Partial<typeof env> = {}) =>
    spawnSync(process.execPath, [join(folder, 'check.ts')], { env: { ...env, ...changed }, encoding: 'utf8' })
  const checks = { ok: check(), otherPassword: check({ PASSWORD: 'other' }), noCertificate: check({ CERTIFICATE: '' }) }
  const [post, finish] = await job.complete()
  await job.end()
  return { started, main, checks, post: post!, finish: finish!, url: server.outputs['url'] ?? '' }
}

test('the job of smoke.yml passes, and ends its server', async () => {
  const { started, main, checks, post, finish, url } = await smoke()
  expect(started).toMatchObject({ outcome: 'success', annotations: [] })
  expect(main.outcome).toBe('success')
  expect(checks.ok).toMatchObject({ status: 0, stdout: 'The secret and the certificate are those of the server\n' })
  expect(checks.otherPassword.status).toBe(1)
  expect(checks.noCertificate.status).toBe(1)
  expect(post.outcome).toBe('success')
  expect(finish).toMatchObject({ outcome: 'success', log: ['No lease and no token is left'] })
  await eventuallyRefused(url)
})

test('it fails if the action leaves a lease and a token', async () => {
  const { checks, finish, url } = await smoke({ revoke: 'false' })
  expect(checks.ok.status).toBe(0)
  expect(finish.outcome).toBe('failure')
  expect(finish.annotations.map(({ message }) => message)).toEqual(['not revoked: 1 of the leases', 'not revoked: 1 of the tokens'])
  await eventuallyRefused(url)
})

test('both jobs of smoke.yml have the same inputs, and request the audience that the role requires', () => {
  expect(tested.map(({ uses }) => uses)).toEqual(['vault-exchange/vault-exchange@v0', 'vault-exchange/vault-exchange@main'])
  expect(tested[1]!.with).toEqual(inputs)
  expect(inputs['jwtGithubAudience']).toBe(audience)
})

/** The server gets a signal, and needs a moment to end. */
async function eventuallyRefused(url: string): Promise<void> {
  await eventually(() => expect(fetch(url)).rejects.toThrow())
}
