import type { Capability } from './operations.ts'

/** What a policy must allow: one capability on one path, or on all paths that match a pattern with `/*` or `/+` at its end. */
export interface Demand {
  readonly pattern: string
  readonly capability: Capability
}

/** Capabilities by pattern. */
export type Rules = ReadonlyMap<string, ReadonlySet<Capability>>

/**
 * Returns the smallest set of rules that allows exactly these demands. Vault uses only the most specific rule for a request, so a path
 * that a wildcard covers needs a rule of its own only for further capabilities, and that rule repeats those of the wildcard.
 */
export function rulesFor(demands: readonly Demand[]): Rules {
  const rules = new Map<string, Set<Capability>>(demands.map(({ pattern }) => [pattern, new Set()]))
  const decidedBy = new Map<string, Request[]>()
  for (const request of requestsOf(demands)) {
    for (const pattern of decidingRules(rules, request)) {
      rules.get(pattern)?.add(request.capability)
      decidedBy.set(pattern, [...(decidedBy.get(pattern) ?? []), request])
    }
  }
  const covered = bySpecificity(
    [...rules.keys()].filter((pattern, _, all) => all.some((other) => other !== pattern && covers(other, pattern))),
  )
  for (const pattern of covered) {
    const others = new Map([...rules].filter(([other]) => other !== pattern))
    const requests = decidedBy.get(pattern) ?? []
    if (!requests.every((request) => allows(others, request))) continue
    rules.delete(pattern)
    for (const request of requests) for (const other of decidingRules(others, request)) decidedBy.get(other)?.push(request)
  }
  return rules
}

/** Returns whether the first pattern matches every path that the second one matches. */
export function covers(pattern: string, other: string): boolean {
  if (pattern === other) return true
  const parent = pattern.slice(0, -1)
  if (!isWildcard(pattern) || !other.startsWith(parent)) return false
  return pattern.endsWith('*') || !/[/*]/.test(other.slice(parent.length))
}

interface Request {
  readonly path: string
  readonly capability: Capability
}

/** Returns requests that stand for all that the demands allow: each path of a demand, and a new name in place of each wildcard. */
function requestsOf(demands: readonly Demand[]): readonly Request[] {
  const paths = [...new Set(demands.flatMap(({ pattern }) => examplesOf(pattern)))]
  return demands.flatMap(({ pattern, capability }) => {
    if (!isWildcard(pattern)) return [{ path: pattern, capability }]
    const matching = paths.filter((path) => covers(pattern, path))
    // a folder is listed at its path with a final /, and no secret has such a path
    const folders = [...new Set(matching.map((path) => path.replace(/\/?$/, '/')))]
    return (capability === 'list' ? folders : matching.filter((path) => !path.endsWith('/'))).map((path) => ({ path, capability }))
  })
}

const isWildcard = (pattern: string): boolean => /\/[*+]$/.test(pattern)

/** A name that no path of a mapping contains. */
const example = '\u0000'

function examplesOf(pattern: string): readonly string[] {
  if (!isWildcard(pattern)) return [pattern]
  const folder = pattern.slice(0, -1)
  return pattern.endsWith('+') ? [`${folder}${example}`] : [`${folder}${example}`, `${folder}${example}/${example}`]
}

function allows(rules: Rules, request: Request): boolean {
  const deciding = decidingRules(rules, request)
  return deciding.length > 0 && deciding.every((pattern) => rules.get(pattern)?.has(request.capability))
}

/**
 * Returns the rules that can decide about a request. For a list, Vault first tries wildcards on the path without its final `/`, and
 * OpenBao on the path with it, so a policy for both servers must satisfy both.
 * Source: vault/acl.go and OpenBao's internal/vault/policy/acl.go, `AllowOperation`.
 */
function decidingRules(rules: Rules, { path, capability }: Request): readonly string[] {
  const names = capability === 'list' && path.endsWith('/') ? [path, path.slice(0, -1)] : [path]
  const exact = names.find((name) => rules.has(name))
  if (exact !== undefined) return [exact]
  const wildcards = [...rules.keys()].filter(isWildcard)
  return [...new Set(names.flatMap((name) => bySpecificity(wildcards.filter((pattern) => covers(pattern, name))).slice(0, 1)))]
}

/** Sorts the most specific pattern first: a path before a wildcard, a longer one before a shorter one, `+` before `*`. */
function bySpecificity(patterns: Iterable<string>): readonly string[] {
  const rank = (pattern: string) => (isWildcard(pattern) ? 1 : 0)
  return [...patterns].sort((one, other) => rank(one) - rank(other) || other.length - one.length || (one < other ? 1 : -1))
}
