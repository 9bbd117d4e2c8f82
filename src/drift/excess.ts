import { plural } from '../core/wording.ts'
import { policyString } from '../policy/hcl.ts'
import type { KnownMount } from '../policy/mounts.ts'
import type { RoleNeed } from '../policy/need.ts'
import type { Acl, AclRule } from './acl.ts'
import { isBuiltIn } from './default-policy.ts'
import { drift, partial, unchecked, type FoundDrift } from './finding.ts'
import { commonPaths, covers, parsePattern, widened, type PathPattern } from './path-pattern.ts'
import { allRights, placeOfRole, roleText } from './role-needs.ts'

/** A path with a capability that the jobs use. */
interface Use {
  readonly pattern: PathPattern
  readonly capability: string
}

/** The most paths that a message names. */
const maxNamed = 3

/** Returns a finding for each rule of a role's policies that grants more than its jobs use. */
export function excessRights(need: RoleNeed, acl: Acl, mounts: readonly KnownMount[]): readonly FoundDrift[] {
  const place = placeOfRole(need)
  const exporting = need.jobs.find(({ exportsToken }) => exportsToken)
  if (exporting) {
    const text = `${roleText(need)}: later steps use its token (exportToken or outputToken), and no workflow says for which paths`
    return [unchecked(['excess'], exporting.place, text, 'Read the paths with the mapping, or give these steps a role of their own')]
  }
  if (need.openEntries.length > 0) {
    return need.openEntries.map(({ place, expression }) => {
      const text = `${roleText(need)}: only a run knows the entries of ${expression}, so what they need and what is excess was not compared`
      return partial(['missing', 'excess'], place, text, 'Write the entries in the workflow, or compare them by hand')
    })
  }
  const uses = usesOf(need, mounts)
  return acl.flatMap((rule) => {
    const verdicts = [...rule.capabilities]
      .filter((capability) => !isBuiltIn(rule, capability))
      .sort()
      .map((capability) => ({ capability, used: usedBy(rule, capability, uses) }))
    const never = verdicts.filter(({ used }) => used.length === 0).map(({ capability }) => capability)
    const wide = verdicts.filter(({ used }) => used.length > 0 && used !== 'all')
    return [
      ...(never.length > 0 ? [unusedCapabilities(need, rule, never, place)] : []),
      ...(wide.length > 0 ? [widePattern(need, rule, wide as readonly WideVerdict[], place)] : []),
    ]
  })
}

/** Returns what the jobs use, or may use: only the roles of pki know whether their certificates have leases to revoke. */
function usesOf(need: RoleNeed, mounts: readonly KnownMount[]): readonly Use[] {
  const withLeases = mounts.map((mount) => (mount.type === 'pki' ? { ...mount, leases: true } : mount))
  return [...allRights(need, mounts), ...allRights(need, withLeases)].flatMap(({ path, capabilities, notes }) => [
    ...capabilities.map((capability) => ({ pattern: parsePattern(path), capability })),
    ...(notes.length > 0 ? [{ pattern: parsePattern(`sys/leases/revoke/${path}/*`), capability: 'update' }] : []),
  ])
}

interface WideVerdict {
  readonly capability: string
  readonly used: readonly PathPattern[]
}

/**
 * Returns the used paths below a rule; `all` if the jobs use, or may use, everything that it grants. A path or a rule of which only a run
 * knows the end counts as all that it can be.
 */
function usedBy({ pattern }: AclRule, capability: string, uses: readonly Use[]): 'all' | readonly PathPattern[] {
  const same = uses.filter((use) => use.capability === capability)
  const forms = capability === 'list' ? [pattern, withSlash(pattern)] : [pattern]
  if (same.some((use) => forms.some((form) => covers(widened(use.pattern), form)))) return 'all'
  const used = same
    .filter((use) => forms.some((form) => commonPaths(widened(use.pattern), widened(form)).length > 0))
    .map((use) => use.pattern)
  return pattern.isOpen && used.length > 0 ? 'all' : used
}

/** A rule without a final `/` also decides about the list of the folder. */
const withSlash = (pattern: PathPattern): PathPattern =>
  pattern.isPrefix || pattern.text.endsWith('/') ? pattern : parsePattern(`${pattern.text}/`)

function unusedCapabilities(need: RoleNeed, rule: AclRule, never: readonly string[], place: FoundDrift['place']): FoundDrift {
  const left = [...rule.capabilities].filter((capability) => !never.includes(capability))
  const action = left.length === 0 ? 'Remove the rule' : `Remove ${never.join(', ')} from its capabilities`
  return drift('excess', place, `${roleText(need)}: ${where(rule)} grants ${never.join(', ')}, which no job uses`, action)
}

function widePattern(need: RoleNeed, rule: AclRule, wide: readonly WideVerdict[], place: FoundDrift['place']): FoundDrift {
  const paths = [...new Set(wide.flatMap(({ used }) => used.map(({ text }) => text)))].sort()
  const named = paths.slice(0, maxNamed).join(', ')
  const used = paths.length > maxNamed ? `${named} and ${plural(paths.length - maxNamed, 'more path')}` : named
  const capabilities = wide.map(({ capability }) => capability).join(', ')
  const text = `${roleText(need)}: ${where(rule)} grants ${capabilities} on more paths than the jobs use`
  return drift('excess', place, text, `Replace the rule by the paths that are used: ${used}`)
}

const where = ({ pattern, policies }: AclRule): string => `path ${policyString(pattern.text)} of ${policies.join(' and ')}`
