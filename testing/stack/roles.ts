import { pushContext } from '../runner/github-context.ts'

/** The audience that the server's roles ask for. */
export const audience = 'https://vault.example'

type Rules = Record<string, { capabilities: string[] }>

const reads = (...paths: string[]): Rules => Object.fromEntries(paths.map((path) => [path, { capabilities: ['read'] }]))
const updates = (...paths: string[]): Rules => Object.fromEntries(paths.map((path) => [path, { capabilities: ['update'] }]))

/**
 * Policies by name. The two that revoke are the two forms of the revocation API (sys/leases/revoke), granted apart;
 * `read-child` reads in a namespace below, which is there once a test makes it.
 */
export const policies: Record<string, Rules> = {
  'read-kv': reads('kv/ci/*', 'secret/data/ci', 'secret/data/ci/*'),
  'read-child': reads('namespace-1/secret/data/ci', 'namespace-1/secret/data/ci/*'),
  'read-dynamic': reads('database/creds/*', 'aws/creds/*', 'aws/sts/*'),
  write: {
    ...updates('transit/sign/*', 'transit/encrypt/*', 'transit/decrypt/*', 'pki/issue/*', 'ssh/sign/*', 'ssh/issue/*', 'aws/sts/*'),
    ...reads('identity/oidc/token/*'),
  },
  'revoke-by-path': updates('sys/leases/revoke/database/creds/app/*', 'sys/leases/revoke/aws/*'),
  'revoke-by-body': updates('sys/leases/revoke'),
}

/** A JWT role; what is not said is the same for all of them. */
export type JwtRole = {
  token_policies: string[]
  token_type?: 'service' | 'batch'
  token_no_default_policy?: boolean
  token_num_uses?: number
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
  'kv-only': { token_policies: ['read-kv'] },
  elsewhere: { token_policies: ['read-kv'], bound_claims: { repository_id: '314159265' } },
  production: { token_policies: ['read-kv'], bound_claims: { environment: 'production' } },
  'no-default': { token_policies: ['read-kv', 'read-dynamic'], token_no_default_policy: true },
  'two-uses': { token_policies: ['read-kv', 'read-dynamic'], token_num_uses: 2 },
} satisfies Record<string, JwtRole>

/** The role as `auth/jwt/role/<name>` takes it. */
export const jwtRoleBody = (role: JwtRole) => ({
  role_type: 'jwt',
  user_claim: 'repository',
  bound_audiences: [audience],
  bound_claims: { repository_id: pushContext.repository_id },
  token_ttl: '15m',
  token_max_ttl: '1h',
  ...role,
})
