import { joined, targetOf, type KnownMount, type Target } from './mounts.ts'
import type { OpenText, Place, RequestNeed, RoleNeed } from './need.ts'
import { expressionsIn } from './open-text.ts'
import { operationOf, type Capability } from './operations.ts'
import { sortedPlaces } from './places.ts'
import { covers, rulesFor, type Demand } from './wildcards.ts'

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
  /** What a person may have to add, sorted. */
  readonly notes: readonly string[]
}

/**
 * Returns the exact rights that the requests of a role need, sorted by path. What the action itself needs is in `ownRights`.
 * @param mounts the engines of the server, as far as they are known; all others are recognised by the shape of the path
 */
export function rightsOf(need: RoleNeed, mounts: readonly KnownMount[] = []): readonly Right[] {
  const claims = need.requests.flatMap((request) => claimsOf(request, need, mounts))
  const usable = claims.filter(({ open }) => open === undefined)
  const rights = [...rulesFor(usable)].map(([path, capabilities]) => rightFor(path, capabilities, usable))
  const unusable = claims.filter((claim) => claim.open !== undefined && !claims.some((other) => includes(other, claim)))
  const paths = new Set(unusable.map(({ pattern }) => pattern))
  const openRights = [...paths].map((path) => {
    const same = unusable.filter(({ pattern }) => pattern === path)
    return { ...rightFor(path, new Set(same.map(({ capability }) => capability)), same), open: same[0]?.open }
  })
  return [...rights, ...openRights].sort((one, other) => (one.path < other.path ? -1 : 1))
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

const includes = (wider: Claim, { pattern, capability }: Claim): boolean =>
  wider.pattern !== pattern && wider.capability === capability && covers(wider.pattern, pattern)

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

function rightFor(path: string, capabilities: ReadonlySet<Capability>, claims: readonly Claim[]): Right {
  const why = claims.filter(({ pattern, capability }) => capabilities.has(capability) && (covers(path, pattern) || covers(pattern, path)))
  return {
    path,
    capabilities: [...capabilities].sort(),
    places: sortedPlaces(why.flatMap(({ places }) => places)),
    open: undefined,
    notes: [...new Set(why.flatMap(({ notes }) => notes))].sort(),
  }
}
