import { userNames } from './aws-api.ts'
import type { StackInfo } from './info.ts'
import type { Call } from './root.ts'

const token_policies = ['read-kv', 'read-dynamic', 'revoke-by-path']

/** The credentials of the role `deploy` at `approle`, and of a user at `userpass`. */
export const approle = { roleId: 'role-id-of-deploy', secretId: 's3cr3t-id-of-deploy' }
export const user = { username: 'deploy-bot', password: 's3cr3t-password-of-the-bot' }

/** The header value that the mount `aws` requires. */
export const awsServerId = 'vault.example'

/** Enables the auth methods other than `jwt`, each with credentials for the tests. */
export const otherLogins = async (root: Call, info: StackInfo): Promise<void> => {
  const { server } = info
  await Promise.all(['approle', 'userpass', 'cert'].map((type) => root('POST', `sys/auth/${type}`, { type })))
  // sequential, because parallel changes to one role fail
  await root('POST', 'auth/approle/role/deploy', { role_id: approle.roleId, token_policies })
  await root('POST', 'auth/approle/role/deploy/custom-secret-id', { secret_id: approle.secretId })
  const alone = { role_id: 'role-id-alone', bind_secret_id: false, token_bound_cidrs: '127.0.0.0/8' }
  await root('POST', 'auth/approle/role/no-secret', { ...alone, token_policies })
  await Promise.all([
    root('POST', `auth/userpass/users/${user.username}`, { password: user.password, token_policies }),
    root('POST', 'auth/cert/certs/deploy', { certificate: server.tls.ca, allowed_common_names: 'ci-job', token_policies }),
    root('POST', 'auth/cert/certs/another', { certificate: server.tls.ca, allowed_common_names: 'another-job', token_policies }),
    awsLogin(root, info),
  ])
}

/** Enables the auth method `aws`, with a role for the IAM user of the runner. On OpenBao it is a plugin. */
const awsLogin = async (root: Call, { server: { product }, aws: { url, admin } }: StackInfo): Promise<void> => {
  await root('POST', 'sys/auth/aws', { type: product === 'openbao' ? 'aws-auth' : 'aws' })
  await root('POST', 'auth/aws/config/client', {
    access_key: admin.accessKeyId,
    secret_key: admin.secretAccessKey,
    iam_endpoint: url,
    sts_endpoint: url,
    sts_region: 'us-east-1',
    iam_server_id_header_value: awsServerId,
  })
  const bound_iam_principal_arn = `arn:aws:iam::123456789012:user/${userNames.runner}`
  await root('POST', 'auth/aws/role/deploy', { auth_type: 'iam', bound_iam_principal_arn, token_policies, token_ttl: '15m' })
}
