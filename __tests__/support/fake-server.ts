import type { JsonObject } from '../../src/core/json.ts'
import type { KnownMount } from '../../src/policy/mounts.ts'
import type { Reading, Server } from '../../src/drift/server.ts'

/** The content of a server in memory: `data` by namespace and path (`team/auth/jwt/role/x`), or `denied`. */
export interface FakeServer {
  readonly objects: Readonly<Record<string, JsonObject | 'denied'>>
  readonly mounts?: readonly KnownMount[]
  /** Capabilities of the token itself by path. */
  readonly own?: Readonly<Record<string, readonly string[]>>
}

/** Creates a Server in memory, and records what is read. */
export function fakeServer({ objects, mounts = [], own = {} }: FakeServer): Server & { readonly asked: readonly string[] } {
  const asked: string[] = []
  return {
    asked,
    read(namespace, path) {
      const key = [namespace, path].filter(Boolean).join('/')
      asked.push(key)
      const object = objects[key]
      const reading: Reading =
        object === undefined ? { state: 'absent' } : object === 'denied' ? { state: 'denied' } : { state: 'found', data: object }
      return Promise.resolve(reading)
    },
    mounts: (namespace) => Promise.resolve(mounts.filter((mount) => mount.namespace === namespace)),
    capabilities(paths) {
      asked.push(...paths.map((path) => `capabilities ${path}`))
      return Promise.resolve(new Map(paths.map((path) => [path, new Set(own[path] ?? ['deny'])])))
    },
  }
}

/** A JWT role of the server that has no weakness; `more` replaces fields. */
export const serverRole = (more: JsonObject = {}): JsonObject => ({
  role_type: 'jwt',
  bound_audiences: ['https://vault.example'],
  bound_claims: { repository_id: '271828182' },
  bound_claims_type: 'string',
  bound_subject: '',
  user_claim: 'repository',
  token_policies: ['deploy'],
  token_no_default_policy: false,
  token_ttl: 900,
  token_max_ttl: 3600,
  token_period: 0,
  ...more,
})

/** The policy `default` as a new server has it, without its comments. */
export const defaultPolicyText = `
path "auth/token/lookup-self" { capabilities = ["read"] }
path "auth/token/renew-self" { capabilities = ["update"] }
path "auth/token/revoke-self" { capabilities = ["update"] }
path "sys/capabilities-self" { capabilities = ["update"] }
path "identity/entity/id/{{identity.entity.id}}" { capabilities = ["read"] }
path "identity/entity/name/{{identity.entity.name}}" { capabilities = ["read"] }
path "sys/internal/ui/resultant-acl" { capabilities = ["read"] }
path "sys/leases/renew" { capabilities = ["update"] }
path "sys/leases/lookup" { capabilities = ["update"] }
path "cubbyhole/*" { capabilities = ["create", "read", "update", "delete", "list"] }
path "sys/wrapping/wrap" { capabilities = ["update"] }
path "sys/tools/hash/*" { capabilities = ["update"] }
path "identity/oidc/provider/+/authorize" { capabilities = ["read", "update"] }
`
export const defaultPolicy: JsonObject = { name: 'default', policy: defaultPolicyText }
