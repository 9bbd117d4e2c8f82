import type { Json } from '../core/json.ts'
import { bySpecificity, matches, parsePattern, type PathPattern } from './path-pattern.ts'
import type { PolicyRule } from './server-policy.ts'

/** The rights of a token with some policies: their rules, joined where they have the same path. */
export type Acl = readonly AclRule[]

/** The rules of all policies for one path. */
export interface AclRule {
  readonly pattern: PathPattern
  /** Empty if one of the policies denies. */
  readonly capabilities: ReadonlySet<string>
  /** The policies that contain the path, sorted. */
  readonly policies: readonly string[]
  readonly limits: readonly Readonly<Record<string, Json>>[]
}

/** A policy with its rules. */
export interface NamedPolicy {
  readonly name: string
  readonly rules: readonly PolicyRule[]
}

/**
 * Joins policies as a token with all of them has them. A rule that has expired is left out.
 * @param time milliseconds since 1970
 */
export function aclOf(policies: readonly NamedPolicy[], time: number): Acl {
  const byPath = new Map<string, { readonly policy: string; readonly rule: PolicyRule }[]>()
  for (const { name, rules } of policies) {
    for (const rule of rules.filter(({ limits }) => !isExpired(limits['expiration'], time))) {
      byPath.set(rule.path, [...(byPath.get(rule.path) ?? []), { policy: name, rule }])
    }
  }
  return [...byPath].map(([path, same]) => {
    const granted = same.map(({ rule }) => rule.capabilities)
    return {
      pattern: parsePattern(path),
      capabilities: new Set(granted.some((one) => one.includes('deny')) ? [] : granted.flat()),
      policies: [...new Set(same.map(({ policy }) => policy))].sort(),
      limits: same.map(({ rule }) => rule.limits).filter((limits) => Object.keys(limits).length > 0),
    }
  })
}

/**
 * Returns the rules that can decide about a request; none if no rule matches. For a list, Vault and OpenBao try wildcards on the path
 * with and without its final `/` in different orders, so two rules can decide.
 * Source: vault/acl.go and OpenBao's internal/vault/policy/acl.go, `AllowOperation`.
 */
export function decidingRules(acl: Acl, path: string, capability: string): readonly AclRule[] {
  const names = capability === 'list' && path.endsWith('/') ? [path, path.slice(0, -1)] : [path]
  const exact = names.flatMap((name) => acl.filter(({ pattern }) => pattern.text === name && !isWildcard(pattern)))[0]
  if (exact) return [exact]
  const wildcards = acl.filter(({ pattern }) => isWildcard(pattern))
  const first = names.flatMap((name) =>
    wildcards
      .filter(({ pattern }) => matches(pattern, name))
      .sort((one, other) => bySpecificity(one.pattern, other.pattern))
      .slice(0, 1),
  )
  return [...new Set(first)]
}

const isWildcard = ({ segments, isPrefix }: PathPattern): boolean => isPrefix || segments.includes(undefined)

/**
 * Returns why a rule that grants a capability refuses the request anyway; undefined if it does not. `parameters` if those of the
 * request decide. Source: vault/acl.go, `AllowOperation`.
 */
export function limitOn({ limits }: AclRule, capability: string): string | undefined {
  const has = (name: string) => limits.some((one) => name in one)
  const wraps = ['min_wrapping_ttl', 'max_wrapping_ttl'].find(has)
  if (wraps) return `${wraps} requires a wrapped response`
  if (has('control_group')) return 'control_group requires an approval'
  if (has('mfa_methods')) return 'mfa_methods requires a second factor'
  if (capability === 'list') return undefined
  const isRead = capability === 'read'
  if (isRead && has('required_parameters')) return 'required_parameters requires parameters'
  return !isRead && ['required_parameters', 'allowed_parameters', 'denied_parameters'].some(has) ? 'parameters' : undefined
}

/** A time of an unknown form counts as not expired, so that its rights are reported as excess. */
function isExpired(expiration: Json | undefined, time: number): boolean {
  return typeof expiration === 'string' && Date.parse(expiration) < time
}
