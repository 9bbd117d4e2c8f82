import { aws } from '../../../src/login/aws.ts'
import { createLoginContext } from '../../support/login-context.ts'
import { noNetwork } from '../../support/no-network.ts'
import { exchangeOf, readLogin } from '../../support/read-login.ts'

const env = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 's3cr3t-key', AWS_SESSION_TOKEN: 's3cr3t-session' }
const textOf = (base64: unknown) => Buffer.from(String(base64), 'base64').toString()

it('sends a signed request and no credentials, and masks both', async () => {
  const context = createLoginContext(noNetwork, { env })
  const { supply, as } = await exchangeOf(aws, { role: 'ci', awsHeaderValue: 'vault.test', awsRegion: 'eu-central-1' })
  const { body } = await supply(context)
  expect(as).toBe('role ci')
  expect(body).toMatchObject({ role: 'ci', iam_http_request_method: 'POST' })
  expect([body['iam_request_url'], body['iam_request_body']].map(textOf)).toEqual([
    'https://sts.eu-central-1.amazonaws.com/',
    'Action=GetCallerIdentity&Version=2011-06-15',
  ])
  const headers = JSON.parse(textOf(body['iam_request_headers'])) as Record<string, string>
  expect(headers).toMatchObject({ 'x-vault-aws-iam-server-id': 'vault.test', 'x-amz-security-token': 's3cr3t-session' })
  expect(headers['authorization']).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/sts\/aws4_request, SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token;x-vault-aws-iam-server-id, Signature=[\da-f]{64}$/,
  )
  expect(JSON.stringify(headers)).not.toContain('s3cr3t-key')
  expect(context.masks).toEqual(['s3cr3t-key', 's3cr3t-session', body['iam_request_headers']])
})

it('logs in as the role with the name of the identity if no role is given', async () => {
  const { supply, as } = await exchangeOf(aws, {})
  const { body } = await supply(createLoginContext(noNetwork, { env }))
  expect([as, 'role' in body]).toEqual(['the role with the name of the IAM identity', false])
})

it('takes the body from authPayload, for a role of type ec2', async () => {
  const { supply } = await exchangeOf(aws, { authPayload: '{"role":"ci","pkcs7":"x"}' })
  await expect(supply(createLoginContext(noNetwork))).resolves.toEqual({ body: { role: 'ci', pkcs7: 'x' } })
})

it('checks the header value before anything is sent', async () => {
  expect((await readLogin(aws, { awsHeaderValue: 'a\nb' })).problems).toEqual([
    'awsHeaderValue|has characters that are not allowed in an HTTP header|vault.example.com',
  ])
})
