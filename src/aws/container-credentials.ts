import { Failure } from '../core/failure.ts'
import type { AwsCredentials } from './caller-identity.ts'
import { credentialsIn, localUrl, requestCredentials, type AwsContext, type CredentialService } from './credential-request.ts'
import { readTokenFile } from './token-file.ts'

/** Timeout of one request in milliseconds. */
const replyMs = 2_000

/** The address of ECS for a relative URI. */
const ecs = 'http://169.254.170.2'

const service: CredentialService = {
  name: 'the credentials endpoint of the container',
  hint: 'Check the task role of ECS, or the pod identity association of EKS, for the container in which the runner runs.',
}

/**
 * Requests the credentials of an ECS task or an EKS pod from the endpoint in the environment. Throws ERR_IDENTITY and the codes of
 * `requestCredentials`. Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
 */
export async function containerCredentials(context: AwsContext): Promise<AwsCredentials> {
  const { env, mask } = context
  const relative = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
  const url = relative
    ? localUrl(`${ecs}${relative}`, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI')
    : localUrl(env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '', 'AWS_CONTAINER_CREDENTIALS_FULL_URI')
  const authorization = await authorizationOf(context)
  if (authorization !== undefined) mask(authorization)
  const headers = { accept: 'application/json', ...(authorization !== undefined && { authorization }) }
  return credentialsIn(await requestCredentials(service, { method: 'GET', url, headers, replyMs }, context), service)
}

/** Returns the value of the header Authorization; undefined for none. EKS replaces the file before its token expires. */
async function authorizationOf({ env }: AwsContext): Promise<string | undefined> {
  if (env['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE']) return readTokenFile('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', env)
  const text = env['AWS_CONTAINER_AUTHORIZATION_TOKEN']?.trim() ?? ''
  if (/[^\x20-\x7e]/.test(text)) {
    throw new Failure('ERR_IDENTITY', 'the environment variable AWS_CONTAINER_AUTHORIZATION_TOKEN contains no token', {
      hint: service.hint,
    })
  }
  return text === '' ? undefined : text
}
