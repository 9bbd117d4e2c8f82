import type { AwsCredentials } from './caller-identity.ts'
import type { AwsContext } from './credential-request.ts'
import { containerCredentials } from './container-credentials.ts'
import { instanceCredentials } from './instance-metadata.ts'
import { webIdentityCredentials } from './web-identity.ts'

/**
 * Returns the AWS credentials of the runner, masked, from the first source that the environment configures, in the order of AWS's own
 * tools: access key, web identity, container, EC2 instance. Throws ERR_IDENTITY if it has none, and network codes.
 * Source: AWS SDKs and Tools Reference Guide, "Standardized credential providers".
 * @param region of the input `awsRegion`
 */
export async function findCredentials(context: AwsContext, region: string | undefined): Promise<AwsCredentials> {
  const credentials = await fromFirstSource(context, region)
  context.mask(credentials.secretAccessKey)
  if (credentials.sessionToken) context.mask(credentials.sessionToken)
  return credentials
}

function fromFirstSource(context: AwsContext, region: string | undefined): AwsCredentials | Promise<AwsCredentials> {
  const { env } = context
  const [accessKeyId, secretAccessKey, sessionToken] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].map(
    (name) => env[name],
  )
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN']) return webIdentityCredentials(context, region)
  const isContainer = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  return isContainer ? containerCredentials(context) : instanceCredentials(context)
}
