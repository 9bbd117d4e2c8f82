import { parsePattern, covers } from './path-pattern.ts'
import type { AclRule } from './acl.ts'

/**
 * What the policy `default` grants as Vault and OpenBao create it, by path. All tokens have these rights, and none of them reads a secret
 * of another. Source: vault/policy_store.go, `defaultPolicy`, and OpenBao's internal/vault/policy/policy_store.go.
 */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  'auth/token/lookup-self': ['read'],
  'auth/token/renew-self': ['update'],
  'auth/token/revoke-self': ['update'],
  'sys/capabilities-self': ['update'],
  'identity/entity/id/{{identity.entity.id}}': ['read'],
  'identity/entity/name/{{identity.entity.name}}': ['read'],
  'sys/internal/ui/resultant-acl': ['read'],
  'sys/renew': ['update'],
  'sys/leases/renew': ['update'],
  'sys/leases/lookup': ['update'],
  'cubbyhole/*': ['create', 'delete', 'list', 'read', 'update'],
  'sys/wrapping/wrap': ['update'],
  'sys/wrapping/lookup': ['update'],
  'sys/wrapping/unwrap': ['update'],
  'sys/tools/hash': ['update'],
  'sys/tools/hash/*': ['update'],
  'sys/control-group/request': ['update'],
  'identity/oidc/provider/+/authorize': ['read', 'update'],
}

const patterns = Object.entries(builtIn).map(([path, capabilities]) => ({ pattern: parsePattern(path), capabilities }))

/** The templates of `default` as `sys/internal/ui/resultant-acl` returns them: with the identity of the token. */
const ownEntity = /^identity\/entity\/(?:id|name)\/[^/+*]+$/

/** Returns whether the policy `default`, as a new server has it, grants a capability of a rule. */
export const isBuiltIn = ({ pattern }: AclRule, capability: string): boolean =>
  patterns.some((one) => one.capabilities.includes(capability) && covers(one.pattern, pattern)) ||
  (capability === 'read' && ownEntity.test(pattern.text))
