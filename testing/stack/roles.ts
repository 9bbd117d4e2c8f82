import { pushContext } from '../runner/github-context.ts'

/** The bound audience of the server's roles. */
export const audience = 'https://vault.example'

type Rules = Record<string, { capabilities: string[] }>

const reads = (...paths: string[]): Rules => Object.fromEntries(paths.map((path) => [path, { capabilities: ['read'] }]))
const updates = (...paths: string[]): Rules => Object.fromEntries(paths.map((path) => [path, { capabilities: ['update'] }]))

/**
 * Policies by name. `revoke-by-path` and `revoke-by-body` each permit one form of the revocation API (sys/leases/revoke). `read-child`
 * permits reads in a child namespace that tests create.
 */
export const policies: Record<string, Rules> = {
  'read-kv': reads('kv/ci/*', 'secret/data/ci', 'secret/data/ci/*'),
  'read-child': reads('namespace-1/secret/data/ci', 'namespace-1/secret/data/ci/*'),
  'read-dynamic': {
    ...reads('database/creds/*', 'aws/creds/*', 'aws-long/creds/*', 'aws-young/creds/*', 'aws/sts/*'),
    ...updates('ssh/creds/*'),
  },
  'read-team': reads('team/database/creds/*', 'team/secret/data/ci/*'),
  write: {
    ...updates(
      'transit/sign/*',
      'transit/encrypt/*',
      'transit/decrypt/*',
      'pki/issue/*',
      'pki/sign/*',
      'ssh/sign/*',
      'ssh/issue/*',
      'aws/sts/*',
    ),
    ...reads('identity/oidc/token/*'),
  },
  'sign-as-app': updates(...['github-app', 'imported', 'release', 'gone'].map((key) => `transit/sign/${key}/sha2-256`)),
  'revoke-by-path': updates('sys/leases/revoke/database/creds/+/*', 'sys/leases/revoke/aws/*'),
  'revoke-by-body': updates('sys/leases/revoke'),
  'revoke-in-team': updates('team/sys/leases/revoke/database/creds/+/*'),
  'renew-in-team': updates('team/sys/leases/renew'),
  'revoke-self': updates('auth/token/revoke-self'),
  'make-tokens': updates('auth/token/create'),
}

/** The roles of `database/` by name, and the TTLs of their leases. */
export const databaseRoles = {
  app: { default_ttl: '30m', max_ttl: '1h' },
  'ttl-5s': { default_ttl: '5s', max_ttl: '10m' },
  'ttl-5s-max-12s': { default_ttl: '5s', max_ttl: '12s' },
  'ttl-15s': { default_ttl: '15s', max_ttl: '10m' },
}

/** The properties in which JWT roles differ. */
export type JwtRole = {
  token_policies: string[]
  token_type?: 'service' | 'batch'
  token_no_default_policy?: boolean
  token_num_uses?: number
  token_ttl?: string
  token_max_ttl?: string
  token_period?: string
  bound_claims?: Record<string, string>
}

/** The JWT roles by name. */
export const jwtRoles = {
  deploy: { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'] },
  'deploy-body': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-body'] },
  'deploy-plain': { token_policies: ['read-kv', 'read-dynamic'] },
  'deploy-batch': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_type: 'batch' },
  'deploy-batch-plain': { token_policies: ['read-kv', 'read-dynamic'], token_type: 'batch' },
  'deploy-write': { token_policies: ['read-kv', 'read-child', 'read-dynamic', 'write', 'revoke-by-path'] },
  'github-app': { token_policies: ['read-kv', 'sign-as-app'] },
  'kv-only': { token_policies: ['read-kv'] },
  elsewhere: { token_policies: ['read-kv'], bound_claims: { repository_id: '314159265' } },
  production: { token_policies: ['read-kv'], bound_claims: { environment: 'production' } },
  'no-default': { token_policies: ['read-kv', 'read-dynamic'], token_no_default_policy: true },
  'no-default-revoke': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path', 'revoke-self'], token_no_default_policy: true },
  'two-uses': { token_policies: ['read-kv', 'read-dynamic'], token_num_uses: 2 },
  'ten-uses': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_num_uses: 10 },
  'deploy-long': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_ttl: '700h', token_max_ttl: '700h' },
  'batch-long': { token_policies: ['read-kv', 'read-dynamic'], token_type: 'batch', token_ttl: '700h', token_max_ttl: '700h' },
  periodic: { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_period: '100h', token_ttl: '0', token_max_ttl: '0' },
  'ttl-6s': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_ttl: '6s' },
  'ttl-6s-max-14s': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_ttl: '6s', token_max_ttl: '14s' },
  'ttl-15s': { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_ttl: '15s' },
  'batch-12s': {
    token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'],
    token_type: 'batch',
    token_ttl: '12s',
    token_max_ttl: '12s',
  },
  parent: { token_policies: ['read-kv', 'make-tokens'] },
  'across-namespaces': { token_policies: ['read-team', 'revoke-in-team'] },
  'across-namespaces-renew': { token_policies: ['read-team', 'renew-in-team', 'revoke-in-team'] },
  'across-namespaces-plain': { token_policies: ['read-team'] },
} satisfies Record<string, JwtRole>

/** Returns the request body for `auth/jwt/role/<name>`. */
export const jwtRoleBody = (role: JwtRole) => ({
  role_type: 'jwt',
  user_claim: 'repository',
  bound_audiences: [audience],
  bound_claims: { repository_id: pushContext.repository_id },
  token_ttl: '15m',
  token_max_ttl: '1h',
  ...role,
})
