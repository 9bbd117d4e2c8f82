/**
 * How a server decides about requests, written from the text of Vault's docs ("policies", policy syntax) and of both servers' acl.go, for
 * rules whose wildcards are whole segments. `policy-rules` compares it with the server.
 */

/** Capabilities by path, as in a policy. */
export type Policy = Readonly<Record<string, readonly string[]>>

/** Returns the capabilities on a path, for a list. For a path without a final `/`, they apply to every request. */
export function capabilitiesOn(path: string, policy: Policy, product: 'openbao' | 'vault'): readonly string[] {
  const bare = path.replace(/\/$/, '')
  const exact = policy[path] ?? policy[bare]
  if (exact) return exact
  const order = product === 'vault' ? [bare, path] : [path, bare]
  const found = order.map((name) => bestMatch(name, Object.keys(policy))).find((rule) => rule !== undefined)
  return (found !== undefined && policy[found]) || []
}

/** The match whose first wildcard is furthest to the right wins; with equal positions `+` wins over `*`. */
function bestMatch(path: string, rules: readonly string[]): string | undefined {
  const matches = rules.filter((rule) => /[*+]$/.test(rule) && toPattern(rule).test(path))
  const value = (rule: string) => rule.search(/[*+]/) * 2 + (rule.endsWith('+') ? 1 : 0)
  return matches.sort((one, other) => value(other) - value(one))[0]
}

const toPattern = (rule: string): RegExp => new RegExp(`^${rule.replace(/\*$/, '.*').replace(/\+$/, '[^/]*')}$`)
