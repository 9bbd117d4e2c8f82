import type { LoginMethod } from './method.ts'
import { readPayload } from './payload.ts'
import { adviceFrom, rolePath, type Explanation } from './refusals.ts'

/**
 * Logs in with the AWS identity of the runner: Vault sends a request to AWS that the runner has signed, and AWS names the identity.
 * Source: Vault's API page "auth/aws", login (iam).
 */
export const aws: LoginMethod = {
  name: 'aws',
  mount: 'aws',
  read(inputs) {
    if (inputs.text('authPayload') !== undefined) return readPayload(inputs)
    const [role, region, serverId] = ['role', 'awsRegion', 'awsHeaderValue'].map(inputs.text)
    if (/[^\x20-\x7e]/.test(serverId ?? ''))
      inputs.problem('awsHeaderValue', 'has characters that are not allowed in an HTTP header', 'vault.example.com')
    return {
      as: role === undefined ? 'the role with the name of the IAM identity' : `role ${role}`,
      role,
      async supply(context) {
        const [{ findCredentials }, { signCallerIdentity }, { stsEndpoint }] = await Promise.all([
          import('../aws/credentials.ts'),
          import('../aws/caller-identity.ts'),
          import('../aws/regions.ts'),
        ])
        const credentials = await findCredentials(context, region)
        // the signature covers the header, so that another server cannot use the request for a login of its own
        const signedHeaders = { ...(serverId !== undefined && { 'X-Vault-AWS-IAM-Server-ID': serverId }) }
        const { url, body, headers } = signCallerIdentity(stsEndpoint(region), credentials, signedHeaders)
        const packed = base64(JSON.stringify(headers))
        // the signed request is a credential itself, for 15 minutes
        context.mask(packed)
        return {
          body: {
            ...(role !== undefined && { role }),
            iam_http_request_method: 'POST',
            iam_request_url: base64(url.href),
            iam_request_body: base64(body),
            iam_request_headers: packed,
          },
        }
      },
    }
  },
  explain: (refusal) => adviceFrom(explanations, refusal),
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const explanations: readonly Explanation[] = [
  [
    /entry for role "?(.*?)"? not found/,
    ({ mount }, [, role = '']) =>
      `There is no role "${role}" at this mount (auth/${mount}). Check \`role\` and \`path\`. Without \`role\`, Vault uses the name of the IAM user or role.`,
  ],
  [
    /IAM Principal "?(.*?)"? does not belong to the role/,
    (refusal, [, arn = '']) =>
      `AWS says that this runner is ${arn}. If it should be allowed to log in, add ${principalOf(arn)} to bound_iam_principal_arn of ${rolePath(refusal)}. Otherwise check which AWS credentials the step uses: docs/logins.md has their order.`,
  ],
  [/auth method iam not allowed/, (refusal) => `${rolePath(refusal)} has auth_type=ec2. Create a role with auth_type=iam.`],
  [
    /expected "(.*?)" but got/,
    (_, [, value = '']) => `Set \`awsHeaderValue\` to ${value}, or correct iam_server_id_header_value of the mount.`,
  ],
  [
    /missing header "X-Vault-AWS-IAM-Server-ID"/,
    ({ mount }) => `The mount requires a header: set \`awsHeaderValue\` to iam_server_id_header_value of auth/${mount}/config/client.`,
  ],
  [
    /scoped to a valid region/,
    ({ mount }) =>
      `The signature is for another region than the STS of the mount: set \`awsRegion\` to sts_region of auth/${mount}/config/client; without it, the signature is for us-east-1.`,
  ],
  [/ExpiredToken|token .*is expired/, () => 'The AWS credentials have expired. Create them shortly before this step.'],
  [
    /InvalidClientTokenId/,
    () =>
      'AWS does not know the credentials: they were deleted, are a few seconds old, or belong to another partition than `awsRegion`. AWS_SESSION_TOKEN may also be missing, or belong to other credentials.',
  ],
  [
    /Signature (expired|not yet current)|RequestExpired/,
    () => "The runner's clock is wrong. Correct it: AWS accepts 5 minutes of difference.",
  ],
  [
    /SignatureDoesNotMatch/,
    () => 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID, or something between Vault and AWS changes the request.',
  ],
  [
    /error making upstream request: error making request/,
    ({ mount }) => `Vault's server cannot reach STS: check its network, and sts_endpoint of auth/${mount}/config/client.`,
  ],
  [
    /body of GetCallerIdentity is invalid|error parsing STS response/,
    ({ mount }) =>
      `sts_endpoint of auth/${mount}/config/client is not the address of STS, or a proxy of Vault's server responds in its place.`,
  ],
  [
    /error looking up full ARN/,
    ({ mount }) =>
      `For a wildcard in bound_iam_principal_arn, Vault asks IAM for the identity: the credentials in auth/${mount}/config/client need iam:GetUser and iam:GetRole.`,
  ],
  [/invalid request header/, ({ mount }) => `Remove allowed_sts_header_values from auth/${mount}/config/client, or add the header to it.`],
]

/** Returns the ARN that a role binds: an assumed role is bound by the ARN of the role, without the session. */
const principalOf = (arn: string): string => arn.replace(/^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:$1:iam::$2:role/$3')
