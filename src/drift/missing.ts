import { plural } from '../core/wording.ts'
import { policyString } from '../policy/hcl.ts'
import type { KnownMount } from '../policy/mounts.ts'
import { policyName } from '../policy/names.ts'
import type { RoleNeed } from '../policy/need.ts'
import { expressionsIn } from '../policy/open-text.ts'
import type { Right } from '../policy/rights.ts'
import { decidingRules, limitOn, type Acl } from './acl.ts'
import { drift, partial, type FoundDrift } from './finding.ts'
import { commonPaths, covers, examplesOf, parsePattern, widened, type PathPattern } from './path-pattern.ts'
import { allRights, placeOfRole, roleText } from './role-needs.ts'

/** Returns a finding for each right that the jobs of a role need and its policies do not grant. */
export function missingRights(need: RoleNeed, acl: Acl, mounts: readonly KnownMount[]): readonly FoundDrift[] {
  return allRights(need, mounts).flatMap((right) => {
    const pattern = parsePattern(right.path)
    if (right.open !== undefined) return openRight(need, right, pattern, acl)
    const answers = right.capabilities.map((capability) => ({ capability, answer: answerFor(pattern, capability, acl) }))
    const refused = answers.filter(({ answer }) => answer.kind === 'refused')
    const unknown = answers.find(({ answer }) => answer.kind === 'unknown')
    if (refused.length > 0)
      return [
        missingRight(
          need,
          right,
          refused.map(({ capability }) => capability),
          refused[0]?.answer.why ?? '',
          acl,
        ),
      ]
    return unknown ? [unknownRight(need, right, unknown.answer.why)] : []
  })
}

/** Creates the finding for a right that is not granted. */
export function missingRight(need: RoleNeed, right: Right, refused: readonly string[], why: string, acl: Acl): FoundDrift {
  const [place = placeOfRole(need), ...others] = right.places
  const also = others.length > 0 ? ` (and ${plural(others.length, 'more line')})` : ''
  const policies = [...new Set(acl.flatMap(({ policies }) => policies))]
  const name = policyName(need)
  const policy = policies.includes(name) ? name : (policies.find((one) => one !== 'default') ?? name)
  const line = `path ${policyString(right.path)} { capabilities = [${right.capabilities.map(policyString).join(', ')}] }`
  return drift(
    'missing',
    place,
    `${roleText(need)} does not grant ${refused.join(' and ')} on ${right.path}${also}: ${why}`,
    `Write to the policy ${policy}: ${line}`,
  )
}

function unknownRight(need: RoleNeed, { places, path }: Right, why: string): FoundDrift {
  return partial(
    ['missing'],
    places[0] ?? placeOfRole(need),
    `${roleText(need)}, ${path}: ${why}`,
    'Compare it by hand, or write an exact rule',
  )
}

type Answer = { readonly kind: 'granted' | 'refused' | 'unknown'; readonly why: string }

const granted: Answer = { kind: 'granted', why: '' }

/** Asks the rules about each path that they can tell apart among those of a right. The first refusal counts. */
function answerFor(pattern: PathPattern, capability: string, acl: Acl): Answer {
  const narrower = acl.filter((rule) => !rule.pattern.isOpen && !covers(rule.pattern, pattern))
  const paths = [...examplesOf(pattern), ...narrower.flatMap((rule) => commonPaths(pattern, rule.pattern))]
  const answers = [...new Set(paths)].map((path) => answerForPath(requestPath(path, pattern, capability), capability, acl))
  const refused = answers.find(({ kind }) => kind === 'refused')
  const templates = acl.filter((rule) => rule.pattern.isOpen && commonPaths(widened(rule.pattern), pattern).length > 0)
  if (templates.some((rule) => rule.capabilities.has(capability) === (refused !== undefined)))
    return { kind: 'unknown', why: 'a rule with a template ({{ }}) can decide, and its value is not known' }
  return refused ?? answers.find(({ kind }) => kind === 'unknown') ?? granted
}

/** A folder below a wildcard is listed at its path with a final `/`; a secret has no such path. */
function requestPath(path: string, { isPrefix }: PathPattern, capability: string): string {
  if (!isPrefix) return path
  return capability === 'list' ? path.replace(/\/?$/, '/') : path.replace(/(?<=.)\/$/, '')
}

function answerForPath(path: string, capability: string, acl: Acl): Answer {
  const rules = decidingRules(acl, path, capability)
  if (rules.length === 0) return { kind: 'refused', why: 'no rule of its policies matches' }
  for (const rule of rules) {
    const where = `path ${policyString(rule.pattern.text)} of ${rule.policies.join(' and ')}`
    if (!rule.capabilities.has(capability)) {
      return {
        kind: 'refused',
        why: `${where} decides, with ${rule.capabilities.size === 0 ? 'deny' : [...rule.capabilities].sort().join(', ')}`,
      }
    }
    const limit = limitOn(rule, capability)
    if (limit === 'parameters') return { kind: 'unknown', why: `${where} limits the parameters` }
    if (limit !== undefined) return { kind: 'refused', why: `${where}: ${limit}` }
  }
  return granted
}

/** A right whose path is not known: missing only if no rule can grant it, granted only if rules grant all that it can be. */
function openRight(need: RoleNeed, right: Right, pattern: PathPattern, acl: Acl): readonly FoundDrift[] {
  const place = right.places[0] ?? placeOfRole(need)
  if (expressionsIn(right.path).length === 0)
    return [partial(['missing', 'excess'], place, `${roleText(need)}, ${right.path}: not compared`, right.open ?? '')]
  const wide = widened(pattern)
  const isPossible = (capability: string) =>
    acl.some((rule) => rule.capabilities.has(capability) && commonPaths(widened(rule.pattern), wide).length > 0)
  const impossible = right.capabilities.filter((capability) => !isPossible(capability))
  if (impossible.length > 0) return [missingRight(need, right, impossible, 'no rule of its policies can match', acl)]
  if (right.capabilities.every((capability) => answerFor(wide, capability, acl).kind === 'granted')) return []
  const text = `${roleText(need)}, ${right.path}: only a run knows ${expressionsIn(right.path).join(', ')}`
  return [partial(['missing'], place, text, right.open ?? '')]
}
