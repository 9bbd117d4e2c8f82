import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConnectProxy } from '../../testing/proxy/connect-proxy.ts'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import type { StageResult } from '../../testing/runner/job.ts'
import { callAws } from '../../testing/stack/aws-api.ts'
import { freePort } from '../../testing/stack/free-port.ts'
import { awsServerId } from '../../testing/stack/logins.ts'
import { app } from '../../testing/stack/stored.ts'
import { createCa } from '../../testing/tls/certificates.ts'
import { startTlsFront } from '../../testing/tls/front.ts'
import {
  assumeRole,
  startContainerEndpoint,
  startInstanceMetadata,
  startService,
  startWebIdentitySts,
  type MachineCredentials,
} from '../support/aws-machine.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, stack, type Finished } from '../support/scenario.ts'

const { runner } = stack.aws
const keyEnv = { AWS_ACCESS_KEY_ID: runner.accessKeyId, AWS_SECRET_ACCESS_KEY: runner.secretAccessKey }
const awsType = stack.server.product === 'openbao' ? 'aws-auth' : 'aws'
const token_policies = ['read-kv', 'read-dynamic', 'revoke-by-path']

let folder: string
let ofRole: MachineCredentials
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aws-login-'))
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] }
  await callAws(stack.aws, 'iam', 'CreateRole', { RoleName: 'ci-machines', AssumeRolePolicyDocument: JSON.stringify(trust) })
  ofRole = await assumeRole(stack.aws, 'ci-machines')
  await look.root('POST', 'auth/aws/role/machines', {
    auth_type: 'iam',
    bound_iam_principal_arn: 'arn:aws:iam::123456789012:role/ci-machines',
    resolve_aws_unique_ids: false,
    token_policies,
    token_ttl: '15m',
  })
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
function fileWith(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const secrets = 'secret/data/ci/app password; database/creds/app username'
const start = (inputs: Record<string, string>, env: Record<string, string>) =>
  finishRun(
    { secrets, identity: false, role: 'deploy', with: { method: 'aws', awsHeaderValue: awsServerId, ...inputs }, env },
    ({ job }) => {
      // later steps can read these files
      expectNoCredentials(Object.values(job.files()).join(''))
    },
  )
const expectNoCredentials = (text: string) => {
  for (const secret of [runner.secretAccessKey, ofRole.SecretAccessKey, ofRole.Token]) expect(text).not.toContain(secret)
}
const printedBy = ({ raw }: StageResult) => raw.replace(/^::add-mask::.*$/gm, '')
const errorOf = ({ main }: Finished) => main.annotations.find(({ level }) => level === 'error')?.message ?? ''

async function expectLogin(inputs: Record<string, string>, env: Record<string, string>, as: string): Promise<Finished> {
  const run = await start(inputs, env)
  expect(run.main.log.join('\n')).toContain(` as ${as} (aws); token TTL 15 min`)
  expect(run.step.outputs).toMatchObject({ password: app.password })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect((await run.left()).leases).toEqual([])
  for (const stage of [run.main, run.post]) expectNoCredentials(printedBy(stage))
  return run
}
describe('a runner with credentials', () => {
  it('in the environment logs in as an IAM user', async () => {
    const run = await expectLogin({}, keyEnv, 'role deploy')
    expect(run.main.raw).toMatch(new RegExp(`^::add-mask::${runner.secretAccessKey.replaceAll(/[+/]/g, '.')}$`, 'm'))
  })

  it('in the environment logs in as an assumed role, whose name can be the role in Vault', async () => {
    await look.root('POST', 'auth/aws/role/ci-machines', {
      auth_type: 'iam',
      bound_iam_principal_arn: 'arn:aws:iam::123456789012:role/ci-machines',
      resolve_aws_unique_ids: false,
      token_policies,
      token_ttl: '15m',
    })
    const env = { AWS_ACCESS_KEY_ID: ofRole.AccessKeyId, AWS_SECRET_ACCESS_KEY: ofRole.SecretAccessKey, AWS_SESSION_TOKEN: ofRole.Token }
    await expectLogin({ role: '' }, env, 'the role with the name of the IAM identity')
  })

  it('of an EC2 instance gets them from the instance metadata service, version 2', async () => {
    const metadata = await startInstanceMetadata('ci-machines', ofRole)
    await expectLogin({ role: 'machines' }, { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url }, 'role machines')
    expect(metadata.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/ci-machines',
    ])
  })

  it('of a container gets them from its endpoint, with a token from a file', async () => {
    const endpoint = await startContainerEndpoint('hush-pod-token', ofRole)
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${endpoint.url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: fileWith('pod-token', 'hush-pod-token\n'),
    }
    const run = await expectLogin({ role: 'machines' }, env, 'role machines')
    expect(endpoint.asked.map(({ path }) => path)).toEqual(['/v1/credentials'])
    expect(printedBy(run.main)).not.toContain('hush-pod-token')
  })

  it('of a web identity exchanges it at the STS of its region, through a proxy', async () => {
    const host = 'sts.eu-west-1.amazonaws.com'
    const sts = await startWebIdentitySts('hush.web.identity', ofRole)
    const root = await createCa('Test Root of Amazon')
    const front = await endsWithTest(startTlsFront(await root.issue({ name: host, hosts: [host] }), sts.url))
    const proxy = await endsWithTest(startConnectProxy({ routes: { [`${host}:443`]: new URL(front.url).host } }))
    const env = {
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/ci-machines',
      AWS_WEB_IDENTITY_TOKEN_FILE: fileWith('web-identity', 'hush.web.identity\n'),
      AWS_REGION: 'eu-west-1',
      // has no effect: the token goes to AWS only
      AWS_ENDPOINT_URL_STS: 'https://elsewhere.example',
      HTTPS_PROXY: `http://${proxy.host}`,
      NODE_EXTRA_CA_CERTS: fileWith('amazon.pem', root.certificate),
    }
    const run = await expectLogin({ role: 'machines' }, env, 'role machines')
    expect(proxy.tunnels.map(({ target }) => target)).toEqual([`${host}:443`])
    const { RoleArn, RoleSessionName } = Object.fromEntries(new URLSearchParams(sts.asked[0]!.body))
    expect([RoleArn, RoleSessionName]).toEqual([env.AWS_ROLE_ARN, `vault-exchange-${run.id}`])
    expect(printedBy(run.main)).not.toContain('hush.web.identity')

    writeFileSync(env.AWS_WEB_IDENTITY_TOKEN_FILE, 'hush.other.identity')
    expect(errorOf(await start({ role: 'machines' }, env))).toMatch(
      /^sts\.eu-west-1\.amazonaws\.com refused the request for AWS credentials: 400 InvalidIdentityToken\nThe trust policy of the role .*\nERR_IDENTITY/,
    )
  })
})

describe('the request that Vault sends to STS', () => {
  it.each([
    ['us-east-1', '', 'sts.amazonaws.com', 200],
    ['eu-central-1', 'eu-central-1', 'sts.eu-central-1.amazonaws.com', 200],
    // the runner is not a user of these partitions
    ['cn-north-1', 'cn-north-1', 'sts.cn-north-1.amazonaws.com.cn', 403],
    ['us-gov-west-1', 'us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com', 403],
  ])('is signed for the region %s', async (region, awsRegion, host, answer) => {
    const sts = await endsWithTest(startFaultProxy({ target: stack.aws.url }))
    await mount(`aws-${region}`, sts.url)
    await start({ path: `aws-${region}`, role: 'any', ...(awsRegion !== '' && { awsRegion }) }, keyEnv)
    const { headers, body, status } = sts.requests[0]!
    expect(status).toBe(answer)
    expect(headers).toMatchObject({ host, 'x-vault-aws-iam-server-id': awsServerId })
    expect(headers.authorization).toContain(`/${region}/sts/aws4_request`)
    expect(headers.authorization).toMatch(/SignedHeaders=\S*x-vault-aws-iam-server-id/)
    expect(body).toBe('Action=GetCallerIdentity&Version=2011-06-15')
  })
})

/** Mounts the method with its STS at an address. */
async function mount(path: string, stsUrl: string, config: object = {}): Promise<void> {
  await look.root('POST', `sys/auth/${path}`, { type: awsType })
  const { accessKeyId: access_key, secretAccessKey: secret_key } = stack.aws.admin
  await look.root('POST', `auth/${path}/config/client`, {
    access_key,
    secret_key,
    iam_endpoint: stack.aws.url,
    sts_endpoint: stsUrl,
    max_retries: 0,
    ...config,
  })
}

describe('a refused login says what to change', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'the role does not exist',
      { role: 'nobody' },
      /entry for role "?nobody"? not found\nThere is no role "nobody" at this mount \(auth\/aws\)/,
    ],
    [
      'the role binds another identity',
      { role: 'machines' },
      /AWS says that this runner is arn:aws:iam::123456789012:user\/runner\. .* add arn:aws:iam::123456789012:user\/runner to bound_iam_principal_arn of auth\/aws\/role\/machines/,
    ],
    ['the header is missing', { awsHeaderValue: '' }, /missing header .*\nThe mount requires a header: set `awsHeaderValue`/],
    [
      'the header has another value',
      { awsHeaderValue: 'other' },
      /expected "vault\.example" but got "other"\nSet `awsHeaderValue` to vault\.example/,
    ],
  ])('%s', async (_, inputs, says) => {
    const error = errorOf(await start(inputs, keyEnv))
    expect(error).toMatch(/^Vault refused the login \(method aws, mount aws, /)
    expect(error).toMatch(says)
    expect(error).toMatch(/ERR_LOGIN/)
  })

  it('an assumed role is bound by the ARN of its role', async () => {
    const env = { AWS_ACCESS_KEY_ID: ofRole.AccessKeyId, AWS_SECRET_ACCESS_KEY: ofRole.SecretAccessKey, AWS_SESSION_TOKEN: ofRole.Token }
    const error = errorOf(await start({ role: 'deploy' }, env))
    expect(error).toMatch(
      /this runner is arn:aws:sts::123456789012:assumed-role\/ci-machines\/\S+\. .* add arn:aws:iam::123456789012:role\/ci-machines to/,
    )
  })

  const said = (code: string, message: string) =>
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`
  it.each([
    [
      'another region',
      403,
      said('SignatureDoesNotMatch', "Credential should be scoped to a valid region, not 'us-east-1'."),
      /set `awsRegion` to sts_region/,
    ],
    [
      'a wrong secret key',
      403,
      said('SignatureDoesNotMatch', 'The request signature we calculated does not match.'),
      /AWS_SECRET_ACCESS_KEY does not belong/,
    ],
    [
      'unknown credentials',
      403,
      said('InvalidClientTokenId', 'The security token included in the request is invalid.'),
      /AWS does not know the credentials/,
    ],
    [
      'expired credentials',
      403,
      said('ExpiredToken', 'The security token included in the request is expired'),
      /The AWS credentials have expired/,
    ],
    [
      'a wrong clock',
      403,
      said('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than 20260102T000000Z'),
      /The runner's clock is wrong/,
    ],
    ['an address that is not STS', 200, 'hello', /sts_endpoint of auth\/aws-.* is not the address of STS/],
  ])('with %s', async (name, status, body, says) => {
    const sts = await endsWithTest(startFaultProxy({ target: stack.aws.url }))
    sts.fault(() => true, { kind: 'status', status, headers: { 'content-type': 'text/xml' }, body }, { times: 9 })
    const path = `aws-${name.replaceAll(' ', '-')}`
    await mount(path, sts.url)
    const error = errorOf(await start({ path }, keyEnv))
    expect(error).toMatch(says)
    expect(error).toMatch(/ERR_LOGIN/)
  })

  it('with an STS that Vault cannot reach', async () => {
    await mount('aws-away', `http://127.0.0.1:${await freePort()}`)
    expect(errorOf(await start({ path: 'aws-away' }, keyEnv))).toMatch(
      /Vault's server cannot reach STS: check its network, and sts_endpoint of auth\/aws-away/,
    )
  })
})

describe('a runner without credentials', () => {
  it('that is not an EC2 instance gets an error that says how to set them', async () => {
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${await freePort()}` }
    const run = await start({}, env)
    expect(errorOf(run)).toMatch(
      /^the instance metadata service of EC2 returned no AWS credentials: cannot connect to .*\nIt was asked because the environment has no AWS credentials .*--http-put-response-hop-limit 2\n.*\nERR_CONNECT/s,
    )
    expect(run.requests()).toEqual([])
  })

  it.each([
    ['refuses the request, as outside of EC2', () => [404, ''] as const, /refused the request for AWS credentials: 404\n.*ERR_IDENTITY/s],
    ['responds with a page', () => [200, '<!doctype html>\n<p>Sign in'] as const, /returned no AWS credentials\n.*ERR_IDENTITY/s],
  ])('whose metadata service %s', async (_, respond, says) => {
    const metadata = await startService(respond)
    expect(errorOf(await start({}, { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url }))).toMatch(says)
  })

  it('and with a disabled metadata service sends no request', async () => {
    const metadata = await startInstanceMetadata('ci-machines', ofRole)
    const env = { AWS_EC2_METADATA_DISABLED: 'true', AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url }
    expect(errorOf(await start({}, env))).toMatch(/which AWS_EC2_METADATA_DISABLED disables, returned no AWS credentials\n/)
    expect(metadata.asked).toEqual([])
  })

  it('whose metadata service hangs does not wait long', async () => {
    const metadata = await endsWithTest(startFaultProxy({ target: stack.aws.url }))
    metadata.fault(() => true, { kind: 'hang' }, { times: 9 })
    const run = await start({}, { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url })
    expect(errorOf(run)).toMatch(/did not respond within 1 s\n.*ERR_TIMEOUT/s)
    expect(metadata.requests).toHaveLength(3)
    expect(run.main.milliseconds).toBeLessThan(8_000)
  })

  it.each([
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'https://planted.example/'],
    ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', '@planted.example/'],
    ['AWS_EC2_METADATA_SERVICE_ENDPOINT', 'http://planted.example'],
  ])('asks only its own machine: %s', async (name, value) => {
    const run = await start({}, { [name]: value, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: fileWith('any-file', 'hush') })
    expect(errorOf(run)).toMatch(new RegExp(`^the environment variable ${name} is not an address of this machine\\n.*\\nERR_IDENTITY`))
  })
})
