import { joined, targetOf, type KnownMount, type Target } from './mounts.ts'
import type { OpenText, Place, RequestNeed, RoleNeed } from './need.ts'
import { expressionsIn } from './open-text.ts'
import { operationOf, type Capability } from './operations.ts'
import { sortedPlaces } from './places.ts'
import { rulesFor, wildcardsOver, type Demand, type Rules } from './wildcards.ts'

/** A line of a policy. */
export interface Right {
  /** As a policy names it: relative to the namespace of the login, decoded, with a wildcard at the end for a folder or for leases. */
  readonly path: OpenText
  /** Sorted. */
  readonly capabilities: readonly Capability[]
  /** The entries of mappings that need it, sorted. */
  readonly places: readonly Place[]
  /** Why the line cannot be used as it is, and what to do; undefined if it can. */
  readonly open: string | undefined
  /** Rights that a person may have to add, sorted. */
  readonly notes: readonly string[]
}

/**
 * Returns the exact rights that the requests of a role need, sorted by path. What the action itself needs is in `ownRights`.
 * @param mounts the engines of the server, as far as they are known; all others are recognised by the shape of the path
 */
export function rightsOf(need: RoleNeed, mounts: readonly KnownMount[] = []): readonly Right[] {
  const claims = need.requests.flatMap((request) => claimsOf(request, need, mounts))
  const usable = claims.filter(({ open }) => open === undefined)
  const open = withoutCovered(claims.filter((claim) => claim.open !== undefined))
  const openRules: Rules = new Map([...grouped(open)].map(([path, some]) => [path, new Set(some.map(({ capability }) => capability))]))
  return [...rightsFor(rulesFor(usable), usable), ...rightsFor(openRules, open)].sort((one, other) => (one.path < other.path ? -1 : 1))
}

/**
 * Returns the rights that the action needs for itself. The default policy grants them; a role with `token_no_default_policy` needs them
 * in its own policies. Source: vault/policy_store.go, `defaultPolicy`.
 */
export function ownRights(need: RoleNeed, mounts: readonly KnownMount[] = []): readonly Right[] {
  const revokes = rightsOf(need, mounts).some(({ path }) => /(?:^|\/)sys\/leases\/revoke\//.test(path))
  const paths = [...(need.method === 'token' ? [] : ['auth/token/revoke-self']), ...(revokes ? ['sys/capabilities-self'] : [])]
  return paths.map((path) => ({ path, capabilities: ['update'], places: [], open: undefined, notes: [] }))
}

/** A capability that a request needs. */
interface Claim extends Demand, Pick<Right, 'places' | 'open' | 'notes'> {}

function claimsOf(request: RequestNeed, need: RoleNeed, mounts: readonly KnownMount[]): readonly Claim[] {
  const target = targetOf(request, mounts)
  const { capabilities, lease } = operationOf(request, target)
  const claim = (path: OpenText, ending: string, capability: Capability, notes: readonly string[] = []): Claim => {
    const full = joined(target.namespace, path)
    const below = relative(full, need.namespace)
    return { pattern: `${below ?? full}${ending}`, capability, places: request.places, open: whyOpen(full, below, need), notes }
  }
  if (request.folder) return folderClaims(request.folder, target, claim)
  const revoke = `sys/leases/revoke/${target.path}`
  const mayLease = `If the role in Vault has generate_lease, add: path "${relative(joined(target.namespace, revoke), need.namespace) ?? revoke}/*" { capabilities = ["update"] }`
  return [
    ...capabilities.map((capability) => claim(target.path, '', capability, lease === 'by role' && request.revokes ? [mayLease] : [])),
    ...(lease === true && request.revokes ? [claim(revoke, '/*', 'update')] : []),
  ]
}

/** Drops the claims that a wildcard among them includes. */
function withoutCovered(claims: readonly Claim[]): readonly Claim[] {
  const keys = new Set(claims.map(({ pattern, capability }) => `${capability} ${pattern}`))
  return claims.filter(({ pattern, capability }) => !wildcardsOver(pattern).some((wider) => keys.has(`${capability} ${wider}`)))
}

/** A folder is listed at its own path. KV version 2 reads its secrets below `data/`, every other engine at the path of the list. */
function folderClaims(
  folder: NonNullable<RequestNeed['folder']>,
  { mount, path, below }: Target,
  claim: (path: OpenText, ending: string, capability: Capability) => Claim,
): readonly Claim[] {
  const inMount = below.join('/')
  const isVersion2 = mount ? mount.version === 2 : inMount.includes('metadata/')
  const read = isVersion2
    ? path.replace(mount ? `${mount.path}metadata/` : /(?<=.\/)metadata\//, mount ? `${mount.path}data/` : 'data/')
    : path
  if (folder === 'one level') return [claim(path, '', 'list'), claim(read, '+', 'read')]
  return [claim(path, '', 'list'), claim(path, '*', 'list'), claim(read, '*', 'read')]
}

/** Returns a path relative to a namespace; undefined if it is not in it. */
function relative(full: OpenText, namespace: OpenText): OpenText | undefined {
  if (namespace === '') return full
  return full.startsWith(`${namespace}/`) ? full.slice(namespace.length + 1) : undefined
}

function whyOpen(full: OpenText, below: OpenText | undefined, { namespace }: RoleNeed): string | undefined {
  const expressions = expressionsIn(full)
  if (expressions.length > 0) return `Replace ${expressions.join(', ')} by each value that it can have`
  if (below === undefined) return `A token of the namespace ${namespace} has no rights here: log in to a parent of both (authNamespace)`
  if (/\{\{|\}\}/.test(below)) return 'Vault reads {{ and }} as a template: write + for this segment, which also allows every other one'
  if (/\*$/.test(below)) return 'Vault reads the * as a wildcard: this line would also allow every longer path'
  if (/(?:^|\/)\+(?:\/|$)/.test(below))
    return 'Vault reads the + as a wildcard: this line would also allow every other segment in its place'
  return undefined
}

/** Returns the rights of rules, each with the claims that it serves: those in its place, and those that it shares with a wildcard. */
function rightsFor(rules: Rules, claims: readonly Claim[]): readonly Right[] {
  const byPattern = grouped(claims)
  const inside = new Map<string, Claim[]>([...rules.keys()].map((path) => [path, []]))
  for (const claim of claims) for (const wider of wildcardsOver(claim.pattern)) inside.get(wider)?.push(claim)
  return [...rules].map(([path, capabilities]) => {
    const around = [path, ...wildcardsOver(path)].flatMap((pattern) => byPattern.get(pattern) ?? [])
    const why = [...around, ...(inside.get(path) ?? [])].filter(({ capability }) => capabilities.has(capability))
    return {
      path,
      capabilities: [...capabilities].sort(),
      places: sortedPlaces(why.flatMap(({ places }) => places)),
      open: why[0]?.open,
      notes: [...new Set(why.flatMap(({ notes }) => notes))].sort(),
    }
  })
}

function grouped(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const groups = new Map<string, Claim[]>(claims.map(({ pattern }) => [pattern, []]))
  for (const claim of claims) groups.get(claim.pattern)?.push(claim)
  return groups
}
