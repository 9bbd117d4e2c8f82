import type { AwsCredentials } from './caller-identity.ts'
import { noCredentials, requestCredentials, type AwsContext, type CredentialService } from './credential-request.ts'
import { regionIn, stsEndpoint } from './regions.ts'
import { readTokenFile } from './token-file.ts'

/** Timeout of one request in milliseconds. */
const replyMs = 10_000
/** How long the credentials are valid, in seconds: the least that STS accepts. */
const duration = '900'

/**
 * Exchanges the web identity token in the environment for credentials of its role (AssumeRoleWithWebIdentity). Asks AWS's own endpoint
 * only, because the request contains the token. Throws ERR_IDENTITY and the codes of `requestCredentials`.
 * Source: AWS's API reference of STS; AWS SDKs and Tools Reference Guide, "Assume role credential provider".
 * @param region of the input `awsRegion`
 */
export async function webIdentityCredentials(context: AwsContext, region: string | undefined): Promise<AwsCredentials> {
  const { env, mask } = context
  const { url } = stsEndpoint(regionIn(env) ?? region)
  const token = await readTokenFile('AWS_WEB_IDENTITY_TOKEN_FILE', env)
  mask(token)
  const service: CredentialService = {
    name: url.host,
    hint: 'The trust policy of the role in AWS_ROLE_ARN must allow sts:AssumeRoleWithWebIdentity for the identity in AWS_WEB_IDENTITY_TOKEN_FILE.',
  }
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: env['AWS_ROLE_ARN'] ?? '',
    RoleSessionName: env['AWS_ROLE_SESSION_NAME'] || `vault-exchange-${env['GITHUB_RUN_ID'] ?? ''}`,
    WebIdentityToken: token,
    DurationSeconds: duration,
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const xml = await requestCredentials(service, { method: 'POST', url, headers, body, replyMs }, context)
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) => textOf(name, xml))
  if (!accessKeyId || !secretAccessKey || !sessionToken) throw noCredentials(service)
  return { accessKeyId, secretAccessKey, sessionToken }
}

/** Returns the text of an element. The credentials contain no characters that XML escapes. */
const textOf = (element: string, xml: string): string | undefined => new RegExp(`<${element}>([^<&]*)</${element}>`).exec(xml)?.[1]
