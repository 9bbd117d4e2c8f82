import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startConnectProxy } from '../../testing/proxy/connect-proxy.ts'
import { startFaultProxy, type FaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { refuseNewKeys } from '../../testing/proxy/new-keys.ts'
import { freePort } from '../../testing/stack/free-port.ts'
import { createCa } from '../../testing/tls/certificates.ts'
import { startTlsFront } from '../../testing/tls/front.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, nothing, stack, startRun, type Finished } from '../support/scenario.ts'

const keys = `
  aws/creds/deploy access_key | AWS_ACCESS_KEY_ID ;
  aws/creds/deploy secret_key | AWS_SECRET_ACCESS_KEY ;
`
const withApp = `${keys} secret/data/ci/app password | APP_PASSWORD ;`

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aws-keys-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Starts a proxy in front of moto, which checks signatures, that refuses each new key for some time. */
async function startSts(refusesForMs: number): Promise<FaultProxy> {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.aws.url }))
  refuseNewKeys(proxy, refusesForMs)
  return proxy
}
const envOf = ({ url }: { readonly url: string }) => ({ AWS_ENDPOINT_URL_STS: url })
const linesAbout = (run: Finished) => run.main.log.filter((line) => /AWS keys/.test(line))

const noticesOf = (run: Finished) => run.main.annotations.filter(({ level }) => level === 'notice').map(({ message }) => message)

describe('keys of a new IAM user', () => {
  it('are exported once STS has accepted them three times in a row', async () => {
    const sts = await startSts(3_000)
    const run = await finishRun({ secrets: withApp, env: envOf(sts) })
    expect(linesAbout(run)).toEqual([expect.stringMatching(/^AWS keys ready after [45] s$/)])
    const statuses = sts.requests.map(({ status }) => status)
    expect(statuses.slice(-4)).toEqual([403, 200, 200, 200])
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    // the response to a request is spread by backoff
    expect(statuses.length).toBeLessThan(8)
    expect(run.step.outputs).toMatchObject({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/) as string,
      APP_PASSWORD: 'hush-app-password',
    })
    expect(run.main.log.findIndex((line) => line.startsWith('Set 3 outputs'))).toBeGreaterThan(run.main.log.indexOf(linesAbout(run)[0]!))
    expect(await run.left()).toEqual(nothing)
  })

  it('do not appear in the log, not even before the values are masked', async () => {
    const sts = await startSts(0)
    const { main, step } = await finishRun({ secrets: keys, env: envOf(sts), debug: true })
    const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = step.outputs
    expect([id.length, secret.length]).toEqual([20, 40])
    const printed = main.raw.replace(/^::add-mask::.*$/gm, '')
    expect(printed).not.toContain(id)
    expect(printed).not.toContain(secret)
    const [request] = sts.requests
    expect(request!.headers.authorization).toContain(`Credential=${id}/`)
    expect(JSON.stringify(request)).not.toContain(secret)
    expect(main.raw).not.toContain(/Signature=(\w+)/.exec(request!.headers.authorization ?? '')![1])
  })

  it('are waited for while other paths are read', async () => {
    const [sts, vault] = [await startSts(1_000), await endsWithTest(startFaultProxy({ target: stack.server.url }))]
    const slow = vault.hold('/v1/secret/data/ci/app', 'before')
    const run = startRun({ secrets: withApp, env: envOf(sts), with: { url: vault.url } })
    await slow.reached
    while (sts.requests.filter(({ status }) => status === 200).length < 3) await sleep(50)
    slow.release()
    expect((await run.step.main).log.join('\n')).toMatch(/AWS keys ready after [23] s/)
  })

  it('are exported with a notice if STS does not know them in time', async () => {
    const sts = await startSts(60_000)
    const run = await finishRun({ secrets: keys, env: envOf(sts), with: { awsWait: '2' } })
    expect(run.main.exitCode).toBe(0)
    expect(noticesOf(run)).toEqual([
      `The AWS keys of aws/creds/deploy may not work yet: after 2 s, ${new URL(sts.url).host} responds 403 InvalidClientTokenId.
The input \`awsWait\` sets how long the step waits, in seconds; 0 for no wait.`,
    ])
    expect(run.step.outputs).toHaveProperty('AWS_SECRET_ACCESS_KEY')
    expect(run.main.milliseconds).toBeLessThan(6_000)
  })

  it.each<[string, () => Promise<string> | string, RegExp]>([
    [
      'cannot be reached',
      async () => `http://127.0.0.1:${await freePort()}`,
      /after [12] s, cannot connect to 127\.0\.0\.1:\d+: connection refused/,
    ],
    ['has an invalid address', () => 'sts.example.com', /after 0 s, AWS_ENDPOINT_URL_STS is not a valid URL/],
  ])('are exported with a notice if STS %s', async (_, url, says) => {
    const run = await finishRun({ secrets: keys, env: envOf({ url: await url() }) })
    expect(run.main.exitCode).toBe(0)
    expect(noticesOf(run)).toEqual([expect.stringMatching(says)])
    expect(run.main.milliseconds).toBeLessThan(10_000)
  })

  it('are exported with a notice if a page responds in place of STS', async () => {
    const sts = await endsWithTest(startFaultProxy({ target: stack.aws.url }))
    sts.fault(() => true, { kind: 'not-json' }, { times: 99 })
    const run = await finishRun({ secrets: keys, env: envOf(sts), with: { awsWait: '1' } })
    expect(noticesOf(run)).toEqual([expect.stringMatching(/after 1 s, 127\.0\.0\.1:\d+ responds 200 but not as STS\.\n/)])
  })

  it('are waited for at the endpoint of the region, through a proxy', async () => {
    const host = 'sts.eu-central-1.amazonaws.com'
    const root = await createCa('Test Root of Amazon')
    const front = await endsWithTest(startTlsFront(await root.issue({ name: host, hosts: [host] }), stack.aws.url))
    const proxy = await endsWithTest(startConnectProxy({ routes: { [`${host}:443`]: new URL(front.url).host } }))
    const caFile = join(folder, 'root.pem')
    writeFileSync(caFile, root.certificate)
    const run = startRun({
      secrets: keys,
      with: { awsRegion: 'eu-central-1' },
      env: { AWS_ENDPOINT_URL_STS: '', HTTPS_PROXY: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: caFile },
    })
    expect((await run.step.main).log.join('\n')).toMatch(/AWS keys ready after 1 s/)
    // each on a connection of its own
    expect(proxy.tunnels.map(({ target }) => target)).toEqual([`${host}:443`, `${host}:443`, `${host}:443`])
  })
})

describe('STS is not asked', () => {
  it.each([
    ['with awsWait: 0', keys, { awsWait: '0' }],
    ['if the mapping reads only one part of the keys', 'aws/creds/deploy access_key', {}],
    ['for STS credentials', 'aws/sts/assume access_key; aws/sts/assume secret_key; aws/sts/assume security_token | TOKEN', {}],
    ['for stored keys', 'kv/ci/keys access_key; kv/ci/keys secret_key', {}],
  ])('%s', async (_, secrets, given) => {
    await look.root('POST', 'kv/ci/keys', { access_key: 'AKIAHUSHHUSHHUSHHUSH', secret_key: 'hush-secret-key', session_token: null })
    const sts = await startSts(60_000)
    const run = await finishRun({ secrets, env: envOf(sts), with: given })
    expect([run.main.exitCode, linesAbout(run), sts.requests]).toEqual([0, [], []])
  })
})

describe('the wait ends', () => {
  it('if another path fails', async () => {
    const sts = await startSts(60_000)
    const run = await finishRun({ secrets: `${keys} secret/data/ci/app nokey`, env: envOf(sts) })
    expect(run.main.log.join('\n')).toMatch(/ERR_KEY/)
    expect(run.main.milliseconds).toBeLessThan(5_000)
    expect(linesAbout(run)).toEqual([])
    expect(await run.left()).toEqual(nothing)
  })

  it('if the step is cancelled', async () => {
    const sts = await startSts(60_000)
    const run = startRun({ secrets: keys, env: envOf(sts) })
    while (sts.requests.length < 2) await sleep(50)
    const start = Date.now()
    run.step.signal('SIGINT')
    const main = await run.step.main
    expect([main.exitCode, Date.now() - start < 3_000]).toEqual([130, true])
    expect(run.step.outputs).not.toHaveProperty('AWS_ACCESS_KEY_ID')
    expect(await run.left()).toEqual(nothing)
  })
})

test('a user that is too young for a revocation is named in the log of post', async () => {
  const iam = await endsWithTest(startFaultProxy({ target: stack.aws.url }))
  const { accessKeyId, secretAccessKey } = stack.aws.admin
  await look.root('POST', 'sys/mounts/aws-young', { type: 'aws' })
  await look.root('POST', 'aws-young/config/root', {
    access_key: accessKeyId,
    secret_key: secretAccessKey,
    region: 'us-east-1',
    iam_endpoint: iam.url,
    max_retries: 0,
  })
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }] }
  await look.root('POST', 'aws-young/roles/deploy', { credential_type: 'iam_user', policy_document: JSON.stringify(document) })
  const run = await finishRun({ role: 'deploy-body', secrets: 'aws-young/creds/deploy access_key' }, () => {
    iam.fault(
      ({ body }) => body.includes('ListGroupsForUser'),
      { kind: 'status', status: 404, headers: { 'content-type': 'text/xml' }, body: noSuchUser },
      { times: 9 },
    )
  })
  expect(run.post.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^Vault did not confirm the revocation of aws-young\/creds\/deploy \(.*\): the IAM user is too new: AWS does not show it yet \(NoSuchEntity\), .* in the background\.$/,
    ),
  ])
})

/** The response of AWS for a user that it does not show yet. Source: AWS's API reference of IAM, common errors. */
const noSuchUser = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The user with name vault-jwt-deploy-1 cannot be found.</Message></Error>
  <RequestId>00000000-0000-0000-0000-000000000000</RequestId>
</ErrorResponse>
`
