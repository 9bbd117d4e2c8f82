import type { RequestNeed } from './need.ts'
import type { Target } from './mounts.ts'

/** Vault's name of a right on a path (docs "policies", capabilities). */
export type Capability = 'create' | 'list' | 'read' | 'update'

/** The effects of a request on which its rights depend. */
export interface Operation {
  readonly capabilities: readonly Capability[]
  /** Whether the response has a lease that can be revoked; `by role` if the role in Vault decides. */
  readonly lease: boolean | 'by role'
}

/**
 * Returns what a request does. Without a known mount, the path shows it: `creds/NAME` at its end makes a lease, `transit/sign/…` is a
 * function of an engine, and any other write stores something.
 */
export function operationOf(request: RequestNeed, target: Target): Operation {
  if (request.method === 'GET') {
    const isList = /[?&]list=true(?:&|$)/i.test(request.path)
    return { capabilities: [isList ? 'list' : 'read'], lease: !isList && leaseOf(target) }
  }
  return { capabilities: isStore(target) ? ['create', 'update'] : ['update'], lease: leaseOf(target) }
}

/** Engines whose responses never have leases. */
const leaseless = ['cubbyhole', 'identity', 'kv', 'ssh', 'system', 'totp', 'transit']

function leaseOf({ mount, path, below }: Target): Operation['lease'] {
  const isOtp = mount?.type === 'ssh' && below[0] === 'creds'
  if (mount && leaseless.includes(mount.type) && !isOtp) return false
  const shape = leaseShape(path, below, mount?.type === 'pki')
  return mount?.leases !== undefined && shape === 'by role' ? mount.leases : shape
}

/**
 * Paths that make leases: `creds/NAME` of most engines; keys of gcp; accounts that ldap lends; certificates of pki if the role has
 * `generate_lease`. The lease of AWS STS credentials (`sts/NAME`) cannot be revoked. Source: the API pages of the engines.
 */
function leaseShape(path: string, below: readonly string[], isPki: boolean): Operation['lease'] {
  if (isBuiltIn(path) || isVersionedKv(below)) return false
  const end = below.join('/')
  if (/(?:^|\/)(?:creds\/[^/]+|(?:roleset|static-account)\/[^/]+\/key|library\/.+\/check-out)$/.test(end)) return true
  // without a known mount, sign/NAME is more likely a function of transit or ssh
  return (isPki ? /(?:^|\/)(?:issue|sign|sign-verbatim)\/[^/]+$/ : /(?:^|\/)issue\/[^/]+$/).test(end) && 'by role'
}

/**
 * Segments that call a function of an engine. Vault checks only `update` for them; on `transit/encrypt`, `create` would also allow
 * creating keys. Source: the API pages of the engines.
 */
const functions = [
  ...['encrypt', 'decrypt', 'rewrap', 'sign', 'verify', 'hmac', 'datakey', 'hash', 'random', 'keys', 'encode', 'decode'],
  ...['issue', 'sign-verbatim', 'sign-intermediate', 'sign-self-issued', 'revoke', 'creds', 'sts', 'code', 'mintjwt'],
  ...['check-out', 'check-in', 'roleset', 'static-account', 'rotate-root', 'rotate-role', 'delete', 'undelete', 'destroy'],
]

/**
 * Returns whether a write stores something at its path. Then Vault asks for `create` if nothing is there, and for `update` otherwise
 * (docs "policies", capabilities).
 */
function isStore({ mount, path, below }: Target): boolean {
  if (mount?.type === 'kv') return mount.version !== 2 || isVersionedKv(below)
  if (path.startsWith('cubbyhole/')) return true
  return !isBuiltIn(path) && (isVersionedKv(below) || !below.some((segment) => functions.includes(segment)))
}

/** Returns whether the path is one of Vault itself, where a write is a request, not a stored value. */
const isBuiltIn = (path: string): boolean => /^(?:auth|cubbyhole|identity|sys)\//.test(path)

/** Returns whether a path below a mount is that of a secret, or its metadata, in KV version 2. */
function isVersionedKv(below: readonly string[]): boolean {
  const kv = below.findIndex((segment) => segment === 'data' || segment === 'metadata')
  return kv >= 0 && kv < below.length - 1 && !below.slice(0, kv).some((segment) => functions.includes(segment))
}
