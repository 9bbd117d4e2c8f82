import type { AwsCredentials } from './caller-identity.ts'
import {
  credentialsIn,
  localUrl,
  noCredentials,
  requestCredentials,
  type AwsContext,
  type CredentialService,
} from './credential-request.ts'

/** Timeout of one request in milliseconds: outside of EC2, nothing responds. */
const replyMs = 1_000
/** How long the session token is valid, in seconds: for these requests only. */
const sessionSeconds = '60'

const endpoints = { IPv4: 'http://169.254.169.254', IPv6: 'http://[fd00:ec2::254]' } as const

const service: CredentialService = {
  name: 'the instance metadata service of EC2',
  hint: [
    'It was asked because the environment has no AWS credentials (docs/logins.md).',
    'On EC2, attach an instance profile with a role.',
    'In a container on EC2, allow one more hop: aws ec2 modify-instance-metadata-options --instance-id ID --http-put-response-hop-limit 2',
    'Elsewhere, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY as environment variables of this step.',
  ].join('\n'),
}

/** The subject of the error if the service must not be asked. */
const disabled = 'the instance metadata service of EC2, which AWS_EC2_METADATA_DISABLED disables,'

/**
 * Requests the credentials of the instance's role (IMDSv2). Throws ERR_IDENTITY and the codes of `requestCredentials`.
 * Source: EC2's user guide, "Use the Instance Metadata Service", "Retrieve security credentials from instance metadata".
 */
export async function instanceCredentials(context: AwsContext): Promise<AwsCredentials> {
  const { env, mask } = context
  if (env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') throw noCredentials({ ...service, name: disabled })
  const variable = 'AWS_EC2_METADATA_SERVICE_ENDPOINT'
  const isIpv6 = env['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE']?.toLowerCase() === 'ipv6'
  const endpoint = localUrl(env[variable] || (isIpv6 ? endpoints.IPv6 : endpoints.IPv4), variable)
  const ask = (method: 'GET' | 'PUT', path: string, headers: Readonly<Record<string, string>>) =>
    requestCredentials(service, { method, url: new URL(path, endpoint), headers, replyMs }, context)

  const session = await ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': sessionSeconds })
  if (!/^[\x21-\x7e]+$/.test(session)) throw noCredentials(service)
  mask(session)
  const headers = { 'x-aws-ec2-metadata-token': session }
  const path = '/latest/meta-data/iam/security-credentials/'
  const [role = ''] = (await ask('GET', path, headers)).split('\n')
  if (!/^[\w+=,.@-]+$/.test(role)) throw noCredentials(service)
  return credentialsIn(await ask('GET', `${path}${role}`, headers), service)
}
