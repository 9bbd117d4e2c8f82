import type { StackInfo } from './info.ts'
import { keyValueReady, mountKeyValue } from './key-value.ts'
import { otherLogins } from './logins.ts'
import { asRoot, type Call } from './root.ts'
import { databaseRoles, jwtRoleBody, jwtRoles, policies } from './roles.ts'
import { app, deleted, forbidden, legacyJson, teamApp } from './stored.ts'

/**
 * Configures a new server: engines and their content, policies, auth methods and roles; and the namespace `team` if the server has
 * namespaces.
 */
export const configure = async (info: StackInfo): Promise<void> => {
  const root = asRoot(info.server)
  await Promise.all([
    jwtLogin(root, info, jwtRoles),
    otherLogins(root, info),
    keyValue(root),
    database(root, info),
    aws(root, info),
    transit(root),
    pki(root),
    ssh(root),
    identityTokens(root),
    ...(info.namespaces ? [team(root, info)] : []),
  ])
}

/** Configures a new cluster: JWT roles, policies, KV and database as on the stack's server. `users` is the prefix of database users. */
export const configureCluster = async (info: StackInfo, users: string): Promise<void> => {
  const root = asRoot(info.server)
  await mountKeyValue(root, 'secret')
  await Promise.all([jwtLogin(root, info, jwtRoles), keyValue(root), database(root, info, users)])
}

const jwtLogin = async (root: Call, { issuer }: StackInfo, roles: Partial<typeof jwtRoles>): Promise<void> => {
  await Promise.all([
    root('POST', 'sys/auth/jwt', { type: 'jwt' }),
    ...Object.entries(policies).map(([name, path]) => root('PUT', `sys/policies/acl/${name}`, { policy: JSON.stringify({ path }) })),
  ])
  await root('POST', 'auth/jwt/config', { jwks_url: `${issuer.url}/.well-known/jwks`, bound_issuer: issuer.url })
  await Promise.all(Object.entries(roles).map(([name, role]) => root('POST', `auth/jwt/role/${name}`, jwtRoleBody(role))))
}

/** Stores the KV secrets. Dev mode has already mounted KV version 2 at secret/. */
const keyValue = async (root: Call): Promise<void> => {
  await Promise.all([root('POST', 'sys/mounts/kv', { type: 'kv', options: { version: '1' } }), keyValueReady(root, 'secret')])
  await Promise.all([
    root('POST', 'kv/ci/legacy', legacyJson),
    root('POST', 'secret/data/ci/app', { data: app }),
    root('POST', 'secret/data/forbidden', { data: forbidden }),
    root('POST', 'secret/data/ci/deleted', { data: deleted }),
  ])
  await root('DELETE', 'secret/data/ci/deleted')
}

const database = async (root: Call, { postgres }: StackInfo, users?: string): Promise<void> => {
  await root('POST', 'sys/mounts/database', { type: 'database' })
  await root('POST', 'database/config/shop', {
    plugin_name: 'postgresql-database-plugin',
    connection_url: `postgresql://{{username}}:{{password}}@${postgres.host}:${postgres.port}/${postgres.database}?sslmode=disable`,
    username: postgres.user,
    password: postgres.password,
    allowed_roles: Object.keys(databaseRoles),
    // the name contains the job's run, so that tests can find users that are left
    username_template: users === undefined ? 'v-{{.DisplayName | truncate 40}}-{{random 12}}' : `${users}{{random 20}}`,
  })
  await Promise.all(
    Object.entries(databaseRoles).map(([name, ttls]) =>
      root('POST', `database/roles/${name}`, {
        db_name: 'shop',
        creation_statements: [`CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`],
        revocation_statements: ['DROP ROLE IF EXISTS "{{name}}"'],
        ...ttls,
      }),
    ),
  )
}

/** One mount with short leases, and one with the server's default of 32 days. */
const aws = async (root: Call, info: StackInfo): Promise<void> => {
  await Promise.all([awsMount(root, info, 'aws', { lease: '30m', lease_max: '1h' }), awsMount(root, info, 'aws-long', undefined)])
}

const awsMount = async (root: Call, { aws: { url, admin } }: StackInfo, mount: string, lease: object | undefined): Promise<void> => {
  await root('POST', `sys/mounts/${mount}`, { type: 'aws' })
  await root('POST', `${mount}/config/root`, {
    access_key: admin.accessKeyId,
    secret_key: admin.secretAccessKey,
    region: 'us-east-1',
    iam_endpoint: url,
    sts_endpoint: url,
  })
  const statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }
  await Promise.all([
    ...(lease ? [root('POST', `${mount}/config/lease`, lease)] : []),
    root('POST', `${mount}/roles/deploy`, {
      credential_type: 'iam_user',
      policy_document: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
    root('POST', `${mount}/roles/assume`, { credential_type: 'assumed_role', role_arns: ['arn:aws:iam::123456789012:role/deploy'] }),
  ])
}

/** A key for signing, of a type that also accepts digests; a key for encryption; and the private key of a GitHub App. */
const transit = async (root: Call): Promise<void> => {
  await root('POST', 'sys/mounts/transit', { type: 'transit' })
  await Promise.all([
    root('POST', 'transit/keys/release', { type: 'ecdsa-p256' }),
    root('POST', 'transit/keys/orders'),
    root('POST', 'transit/keys/github-app', { type: 'rsa-2048' }),
  ])
}

const pki = async (root: Call): Promise<void> => {
  await root('POST', 'sys/mounts/pki', { type: 'pki' })
  await root('POST', 'pki/root/generate/internal', { common_name: 'Test Root CA', key_type: 'ec', ttl: '48h' })
  await root('POST', 'pki/roles/web', {
    allowed_domains: ['example.com'],
    allow_subdomains: true,
    key_type: 'ec',
    key_bits: 256,
    max_ttl: '24h',
  })
}

const ssh = async (root: Call): Promise<void> => {
  await root('POST', 'sys/mounts/ssh', { type: 'ssh' })
  await root('POST', 'ssh/config/ca', { generate_signing_key: true, key_type: 'ed25519' })
  await root('POST', 'ssh/roles/deploy', {
    key_type: 'ca',
    allow_user_certificates: true,
    allow_user_key_ids: true,
    allowed_users: 'deploy',
    default_user: 'deploy',
    default_extensions: { 'permit-pty': '' },
    ttl: '15m',
  })
  // leases of one-time passwords cannot be renewed
  await root('POST', 'ssh/roles/otp', { key_type: 'otp', default_user: 'deploy', cidr_list: '127.0.0.0/8' })
}

/** The role for identity tokens (OIDC tokens that the server issues). */
const identityTokens = async (root: Call): Promise<void> => {
  await root('POST', 'identity/oidc/key/deploy', { allowed_client_ids: ['*'] })
  await root('POST', 'identity/oidc/role/deploy', { key: 'deploy', ttl: '15m' })
}

const team = async (root: Call, info: StackInfo): Promise<void> => {
  await root('POST', 'sys/namespaces/team')
  const inTeam: Call = (method, path, body) => root(method, path, body, 'team')
  await Promise.all([
    jwtLogin(inTeam, info, { deploy: jwtRoles.deploy }),
    mountKeyValue(inTeam, 'secret').then(() => inTeam('POST', 'secret/data/ci/app', { data: teamApp })),
    database(inTeam, info),
  ])
}
