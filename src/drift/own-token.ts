import { isObject, own, type Json, type JsonObject } from '../core/json.ts'
import type { KnownMount } from '../policy/mounts.ts'
import type { RoleNeed } from '../policy/need.ts'
import { expressionsIn } from '../policy/open-text.ts'
import type { Acl } from './acl.ts'
import { partial, type FoundDrift } from './finding.ts'
import { missingRight } from './missing.ts'
import { examplesOf, parsePattern } from './path-pattern.ts'
import { allRights, placeOfRole, roleText } from './role-needs.ts'
import type { Server } from './server.ts'

/** A name that no secret has; it stands for any name of a folder. */
const anyName = 'vault-exchange-any-name'

/**
 * Returns the rights that the role's own token lacks, as `sys/capabilities-self` returns them. It returns no limits on parameters, and the
 * secrets of a folder are asked about by an example, so a rule for a single secret is not seen.
 */
export async function missingForToken(need: RoleNeed, mounts: readonly KnownMount[], server: Server): Promise<readonly FoundDrift[]> {
  const rights = allRights(need, mounts)
  const asked = rights.filter(({ open }) => open === undefined).map((right) => ({ right, paths: pathsOf(right.path) }))
  const granted = await server.capabilities([...new Set(asked.flatMap(({ paths }) => paths))])
  const has = (path: string, capability: string) => granted.get(path)?.has(capability) === true || granted.get(path)?.has('root') === true
  const missing = asked.flatMap(({ right, paths }) => {
    const refused = right.capabilities.filter((capability) => !paths.every((path) => has(path, capability)))
    return refused.length === 0 ? [] : [missingRight(need, right, refused, 'sys/capabilities-self does not return it', [])]
  })
  const open = rights.flatMap(({ path, places, open: why }) => {
    if (why === undefined) return []
    const expressions = expressionsIn(path)
    const text = expressions.length > 0 ? `only a run knows ${expressions.join(', ')}` : 'not compared'
    return [partial(['missing'], places[0] ?? placeOfRole(need), `${roleText(need)}, ${path}: ${text}`, why)]
  })
  return [...missing, ...open]
}

const pathsOf = (path: string): readonly string[] => examplesOf(parsePattern(path)).map((example) => example.replaceAll('\u0000', anyName))

/**
 * Returns the rules of the role's own token from `sys/internal/ui/resultant-acl`; undefined if it may not read them. Vault returns rules with
 * `+` as they are written, among those whose final `*` it removed; OpenBao leaves them out. Source: vault/logical_system.go,
 * `pathInternalUIResultantACL`.
 */
export async function aclOfToken(namespace: string, server: Server): Promise<Acl | undefined> {
  const reading = await server.read(namespace, 'sys/internal/ui/resultant-acl')
  if (reading.state !== 'found') return undefined
  const rulesIn = (key: string, patternOf: (path: string) => string): Acl => {
    const paths = own(reading.data, key)
    return isObject(paths) ? Object.entries(paths).map(([path, rule]) => ruleOf(patternOf(relative(path, namespace)), rule)) : []
  }
  const hasSegmentWildcard = (path: string) => path.split('/').includes('+')
  return [...rulesIn('exact_paths', (path) => path), ...rulesIn('glob_paths', (path) => (hasSegmentWildcard(path) ? path : `${path}*`))]
}

function ruleOf(path: string, rule: Json): Acl[number] {
  const { capabilities, ...limits }: JsonObject = isObject(rule) ? rule : {}
  const granted = Array.isArray(capabilities) ? capabilities.filter((one) => typeof one === 'string') : []
  return {
    pattern: parsePattern(path),
    capabilities: new Set(granted.includes('deny') ? [] : granted),
    policies: ['the token'],
    limits: Object.keys(limits).length > 0 ? [limits] : [],
  }
}

/** The server returns paths with the namespace of the token in front. */
const relative = (path: string, namespace: string): string =>
  namespace !== '' && path.startsWith(`${namespace}/`) ? path.slice(namespace.length + 1) : path
