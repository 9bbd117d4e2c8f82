import { generateKeyPairSync } from 'node:crypto'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { startIssuer } from '../../testing/stack/issuer.ts'
import { jwtRoleBody } from '../../testing/stack/roles.ts'
import { endsWithTest } from './ends-with-test.ts'
import { look, stack } from './scenario.ts'

const { root } = look

/** Roles of `auth/jwt` by name. Each refuses a login for one reason, or the second request. */
const roles: Record<string, object> = {
  'for-repository': { bound_claims: { repository: 'octo-org/other' } },
  'for-ref': { bound_claims: { ref: 'refs/heads/release' } },
  'for-subject': { bound_subject: 'repo:octo-org/shop:ref:refs/heads/main' },
  'for-subject-claim': { bound_claims: { sub: ['repo:octo-org/shop:ref:refs/heads/main'] } },
  'for-team': { bound_claims: { team: 'payments' } },
  'for-no-audience': { bound_audiences: [] },
  'for-email': { user_claim: 'email' },
  'for-addresses': { token_bound_cidrs: ['192.0.2.0/24'] },
  'one-use': { token_policies: ['read-dynamic'], token_num_uses: 1 },
  'for-browsers': { role_type: 'oidc', allowed_redirect_uris: ['https://vault.example/callback'] },
}

/** Policies by name: permits reads of KV version 2 without `data/` and of roles that do not exist. */
const policies = {
  'reads-anywhere': { 'secret/*': ['read'], 'aws/creds/*': ['read'], 'pki/issue/*': ['update'], 'ssh/sign/*': ['update'] },
}

/** Configures the roles above, and mounts `jwt-…` of the JWT method that do not accept the issuer's tokens. */
export async function configureRefusals(): Promise<void> {
  await Promise.all(
    Object.entries(policies).map(([name, paths]) => {
      const path = Object.fromEntries(Object.entries(paths).map(([at, capabilities]) => [at, { capabilities }]))
      return root('PUT', `sys/policies/acl/${name}`, { policy: JSON.stringify({ path }) })
    }),
  )
  await Promise.all([
    ...Object.entries(roles).map(([name, role]) => root('POST', `auth/jwt/role/${name}`, roleWith(role))),
    root('POST', 'auth/jwt/role/reads-anywhere', jwtRoleBody({ token_policies: ['reads-anywhere'] })),
    root('POST', 'sys/auth/jwt-empty', { type: 'jwt' }),
    root('POST', 'sys/auth/people', { type: 'userpass' }),
    mountJwt('jwt-other-issuer', { jwks_url: `${stack.issuer.url}/.well-known/jwks`, bound_issuer: 'https://issuer.example' }),
    mountJwt('jwt-other-key', { jwt_validation_pubkeys: [publicKey()] }),
    mountWithOtherKeys(),
    mountWithUnreachableKeys(),
    mountWithUnreachableDiscovery(),
  ])
  await versions()
}

const roleWith = (role: object) => ({ ...jwtRoleBody({ token_policies: ['read-kv'] }), ...role })

async function mountJwt(mount: string, config: object): Promise<void> {
  await root('POST', `sys/auth/${mount}`, { type: 'jwt' })
  await root('POST', `auth/${mount}/config`, config)
  await root('POST', `auth/${mount}/role/deploy`, roleWith({}))
}

const publicKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' })

async function mountWithOtherKeys(): Promise<void> {
  // keeps running, because the server requests the keys at each login
  const otherIssuer = await endsWithTest(startIssuer())
  await mountJwt('jwt-other-keys', { jwks_url: `${otherIssuer.info.url}/.well-known/jwks` })
}

/** Mounts the JWT method with keys that become unreachable after the configuration. */
async function mountWithUnreachableKeys(): Promise<void> {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.issuer.url }))
  await mountJwt('jwt-dead-keys', { jwks_url: `${proxy.url}/.well-known/jwks` })
  await proxy.close()
}

async function mountWithUnreachableDiscovery(): Promise<void> {
  const issuer = await endsWithTest(startIssuer())
  await mountJwt('jwt-dead-issuer', { oidc_discovery_url: issuer.info.url })
  await issuer.stop()
}

/** Writes three versions of `secret/ci/ended`: the first is destroyed, the second deleted, the third readable. */
async function versions(): Promise<void> {
  for (const password of ['hush-1', 'hush-2', 'hush-3']) await root('POST', 'secret/data/ci/ended', { data: { password } })
  await root('PUT', 'secret/destroy/ci/ended', { versions: [1] })
  await root('POST', 'secret/delete/ci/ended', { versions: [2] })
}
