import type { Capability } from './operations.ts'

/** A demand on a policy: one capability on one path, or on all paths that match a pattern with `/*` or `/+` at its end. */
export interface Demand {
  readonly pattern: string
  readonly capability: Capability
}

/** Capabilities by pattern. */
export type Rules = ReadonlyMap<string, ReadonlySet<Capability>>

/**
 * Returns the smallest set of rules that allows exactly these demands. A server uses only the most specific rule for a request, so a
 * path that a wildcard covers needs a rule of its own only for further capabilities, and that rule repeats those of the wildcard.
 */
export function rulesFor(demands: readonly Demand[]): Rules {
  const rules = new Map<string, Set<Capability>>(demands.map(({ pattern }) => [pattern, new Set()]))
  const decidedBy = new Map<string, Request[]>([...rules.keys()].map((pattern) => [pattern, []]))
  for (const request of requestsOf(demands)) {
    for (const pattern of decidingRules(rules, request)) {
      rules.get(pattern)?.add(request.capability)
      decidedBy.get(pattern)?.push(request)
    }
  }
  const covered = [...rules.keys()].filter((pattern) => wildcardsOver(pattern).some((wider) => rules.has(wider)))
  // a rule that is dropped can make another one unnecessary
  while (covered.sort().filter((pattern) => drop(pattern, rules, decidedBy)).length > 0);
  return rules
}

/** Drops a rule if the others allow the requests that it decides about. Returns whether it did. */
function drop(pattern: string, rules: Map<string, Set<Capability>>, decidedBy: ReadonlyMap<string, Request[]>): boolean {
  const capabilities = rules.get(pattern)
  const requests = decidedBy.get(pattern) ?? []
  if (!capabilities) return false
  rules.delete(pattern)
  if (!requests.every((request) => allows(rules, request))) {
    rules.set(pattern, capabilities)
    return false
  }
  for (const request of requests) for (const wider of decidingRules(rules, request)) decidedBy.get(wider)?.push(request)
  return true
}

/** Returns the patterns that match everything that a path or a pattern matches, except itself, the most specific first. */
export function wildcardsOver(pattern: string): readonly string[] {
  const slashes = [...pattern.matchAll(/\//g)].map(({ index }) => index).reverse()
  const [nearest, ...parents] = slashes.map((slash) => pattern.slice(0, slash + 1))
  if (nearest === undefined) return []
  const all = [`${nearest}+`, ...[nearest, ...parents].map((parent) => `${parent}*`)]
  return all.filter((wider) => wider !== pattern && !(pattern === `${nearest}*` && wider === `${nearest}+`))
}

interface Request {
  readonly path: string
  readonly capability: Capability
}

/** Returns requests that stand for all that the demands allow: each path of a demand, and a new name in place of each wildcard. */
function requestsOf(demands: readonly Demand[]): readonly Request[] {
  const wanted = new Map<string, Set<Capability>>()
  for (const { pattern, capability } of demands) wanted.set(pattern, (wanted.get(pattern) ?? new Set()).add(capability))
  const exact = [...wanted].flatMap(([path, some]) => (isWildcard(path) ? [] : [...some].map((capability) => ({ path, capability }))))
  const paths = new Set([...wanted.keys()].flatMap(examplesOf))
  const covered = [...paths].flatMap((path) =>
    wildcardsOver(path).flatMap((pattern) => [...(wanted.get(pattern) ?? [])].flatMap((capability) => requestsOn(path, capability))),
  )
  return [...exact, ...covered]
}

/** A folder is listed at its path with a final `/`. No secret has such a path. */
function requestsOn(path: string, capability: Capability): readonly Request[] {
  if (capability === 'list') return [{ path: path.replace(/\/?$/, '/'), capability }]
  return path.endsWith('/') ? [] : [{ path, capability }]
}

const isWildcard = (pattern: string): boolean => /\/[*+]$/.test(pattern)

/** A name that no path of a mapping contains. */
const example = '\u0000'

function examplesOf(pattern: string): readonly string[] {
  if (!isWildcard(pattern)) return [pattern]
  const folder = pattern.slice(0, -1)
  return pattern.endsWith('+') ? [`${folder}${example}`] : [folder, `${folder}${example}`, `${folder}${example}/${example}`]
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
  return [...new Set(names.flatMap((name) => wildcardsOver(name).find((pattern) => rules.has(pattern)) ?? []))]
}
