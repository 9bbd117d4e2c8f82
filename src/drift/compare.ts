import type { JsonObject } from '../core/json.ts'
import { own } from '../core/json.ts'
import type { KnownMount } from '../policy/mounts.ts'
import type { RoleNeed } from '../policy/need.ts'
import { isOpen } from '../policy/open-text.ts'
import { aclOf, type NamedPolicy } from './acl.ts'
import { keyOf } from './baseline.ts'
import type { CurrentObject } from './changes.ts'
import { excessRights } from './excess.ts'
import { drift, driftKinds, partial, unchecked, type DriftKind, type FoundDrift } from './finding.ts'
import { PolicySyntaxError } from './hcl.ts'
import { policiesOf } from './jwt-role-fields.ts'
import { missingRights } from './missing.ts'
import { aclOfToken, missingForToken } from './own-token.ts'
import { refusedLogins } from './refused-logins.ts'
import { placeOfRole, roleText } from './role-needs.ts'
import type { Reading, Server } from './server.ts'
import { parsePolicy } from './server-policy.ts'
import { approvedKey, approvedPolicy, approvedRole } from './snapshot.ts'
import { transitKeys } from './transit-keys.ts'
import { weakBindings } from './weak-binding.ts'

/** The result of a comparison for one role. */
export interface RoleComparison {
  readonly findings: readonly FoundDrift[]
  /** The objects that were read. */
  readonly objects: readonly CurrentObject[]
  /** Keys of the objects that the token may not read. */
  readonly unread: readonly string[]
}

/** The context that all comparisons of a run share. */
export interface ComparisonContext {
  readonly server: Server
  readonly mounts: readonly KnownMount[]
  /** Whether the token of the comparison is one that the jobs of a need get. */
  readonly isOwnToken: (need: RoleNeed) => boolean
  /** The kinds to compare: `changed` only with a baseline. */
  readonly kinds: readonly DriftKind[]
  /** Milliseconds since 1970, for rules that expire. */
  readonly time: number
}

/** Compares the needs of the jobs of a role with the server. Throws the Failure of a request. */
export async function compareRole(need: RoleNeed, context: ComparisonContext): Promise<RoleComparison> {
  const { server, mounts, time } = context
  const place = placeOfRole(need)
  const name = await roleNameOf(need, server)
  if (typeof name !== 'string') {
    return { findings: await comparedWithToken(need, name, driftKinds, context), objects: [], unread: [] }
  }
  const path = `auth/${need.mount}/role/${name}`
  const role = await server.read(need.namespace, path)
  if (role.state === 'absent') {
    const action = `Write the role, for example as plan generates it, or correct the inputs role and path of the step`
    return { findings: [drift('missing', place, `${roleText(need)} does not exist at ${path}`, action)], objects: [], unread: [] }
  }
  if (role.state === 'denied') {
    const rights = await comparedWithToken(need, { why: `the token may not read ${path}`, action: allow }, driftKinds, context)
    return { findings: rights, objects: [], unread: [keyOf({ namespace: need.namespace, path })] }
  }
  const policies = await policiesFrom(need, role.data, server)
  const keys = await keysFrom(need, context)
  const acl = aclOf(policies.parsed, time)
  const rights =
    policies.problem === undefined
      ? [...missingRights(need, acl, mounts), ...excessRights(need, acl, mounts)]
      : await comparedWithToken(
          need,
          policies.problem,
          ['missing', 'excess', ...(policies.unread.length > 0 ? ['changed' as const] : [])],
          context,
        )
  return {
    findings: [...weakBindings(need, role.data), ...refusedLogins(need, role.data), ...policies.findings, ...keys.findings, ...rights],
    objects: [
      { object: { namespace: need.namespace, path, fields: approvedRole(role.data) }, place },
      ...policies.objects,
      ...keys.objects,
    ],
    unread: [...policies.unread, ...keys.unread],
  }
}

/** Why a role or its policies cannot be read, and what to do. */
interface Unread {
  readonly why: string
  readonly action: string
}

const allow = 'Log in with a role that may read auth/*/role/* and sys/policies/acl/* (docs/drift.md)'

/** Returns the name of the role; the mount's default role if the workflow names none. */
async function roleNameOf({ role, mount, method, namespace }: RoleNeed, server: Server): Promise<string | Unread> {
  const open = [namespace, mount, role].find(isOpen)
  if (open !== undefined)
    return { why: `only a run knows ${open}`, action: 'Give its value in the input vars, or write it in the workflow' }
  if (role !== '') return role
  if (method !== 'jwt') return { why: `the workflow names no role of the method ${method}`, action: 'Compare it by hand' }
  const config = await server.read(namespace, `auth/${mount}/config`)
  if (config.state === 'denied') return { why: `the token may not read auth/${mount}/config, which has the default role`, action: allow }
  const name = config.state === 'found' ? own(config.data, 'default_role') : undefined
  return typeof name === 'string' && name !== ''
    ? name
    : { why: `auth/${mount} has no default_role`, action: 'Set default_role, or the input role of the step' }
}

interface Policies {
  readonly parsed: readonly NamedPolicy[]
  readonly objects: readonly CurrentObject[]
  readonly findings: readonly FoundDrift[]
  readonly unread: readonly string[]
  /** Why the rights cannot be computed; undefined if all policies are known. */
  readonly problem: Unread | undefined
}

async function policiesFrom(need: RoleNeed, role: JsonObject, server: Server): Promise<Policies> {
  const { namespace } = need
  const place = placeOfRole(need)
  const names = policiesOf(role)
  const readings = await Promise.all(names.map((name) => server.read(namespace, `sys/policies/acl/${name}`)))
  const parsed = names.map((name, index) => parsedPolicy(name, readings[index] ?? { state: 'absent' }))
  const absent = names.filter((name, index) => readings[index]?.state === 'absent' && name !== 'default')
  return {
    parsed: parsed.filter((policy) => 'rules' in policy),
    objects: names.flatMap((name, index) => {
      const reading = readings[index]
      if (reading?.state !== 'found') return []
      return [{ object: { namespace, path: `sys/policies/acl/${name}`, fields: approvedPolicy(reading.data) }, place }]
    }),
    findings: absent.map((name) => {
      const text = `${roleText(need)} names the policy ${name}, which does not exist: a policy with this name would apply at once`
      return drift('excess', place, text, `Remove ${name} from token_policies, or write the policy`)
    }),
    unread: names
      .filter((_, index) => readings[index]?.state === 'denied')
      .map((name) => keyOf({ namespace, path: `sys/policies/acl/${name}` })),
    problem: parsed.flatMap((policy) => ('problem' in policy ? [policy.problem] : []))[0],
  }
}

function parsedPolicy(name: string, reading: Reading): NamedPolicy | { readonly problem: Unread } {
  if (reading.state === 'denied') return { problem: { why: `the token may not read sys/policies/acl/${name}`, action: allow } }
  if (reading.state === 'absent') return { name, rules: [] }
  const text = own(reading.data, 'policy')
  try {
    return { name, rules: parsePolicy(typeof text === 'string' ? text : '') }
  } catch (error) {
    if (error instanceof PolicySyntaxError)
      return {
        problem: { why: `the policy ${name} cannot be read: ${error.message}`, action: 'Write it in another form, or compare it by hand' },
      }
    throw error
  }
}

/** Compares rights with those of the token itself, if it is one that the jobs get; otherwise reports that nothing was compared. */
async function comparedWithToken(
  need: RoleNeed,
  { why, action }: Unread,
  kinds: readonly DriftKind[],
  { server, mounts, isOwnToken, kinds: compared }: ComparisonContext,
): Promise<readonly FoundDrift[]> {
  const place = placeOfRole(need)
  const wanted = kinds.filter((kind) => compared.includes(kind))
  if (!isOwnToken(need)) return [unchecked(wanted, place, `${roleText(need)} was not compared: ${why}`, action)]
  const acl = await aclOfToken(need.namespace, server)
  const without = wanted.filter((kind) => kind !== 'missing' && !(acl && kind === 'excess'))
  const how = acl
    ? 'sys/capabilities-self and sys/internal/ui/resultant-acl, which in OpenBao leaves out rules with +'
    : 'sys/capabilities-self'
  return [
    partial(['missing', 'excess'], place, `${roleText(need)}: ${why}. Its rights are those of this token, from ${how}`, action),
    ...(without.length > 0
      ? [unchecked(without, place, `${roleText(need)} was not compared for ${without.join(', ')}: ${why}`, action)]
      : []),
    ...(await missingForToken(need, mounts, server)),
    ...(acl ? excessRights(need, acl, mounts) : []),
  ]
}

async function keysFrom(need: RoleNeed, { server, mounts, kinds }: ComparisonContext): Promise<RoleComparison> {
  const keys = transitKeys(need, mounts).map(({ place = placeOfRole(need), ...key }) => ({ ...key, place }))
  const readings = await Promise.all(keys.map(({ namespace, path }) => server.read(namespace, path)))
  const unread = keys.filter((_, index) => readings[index]?.state === 'denied')
  return {
    objects: keys.flatMap(({ namespace, path, place }, index) => {
      const reading = readings[index]
      return reading?.state === 'found' ? [{ object: { namespace, path, fields: approvedKey(reading.data) }, place }] : []
    }),
    findings: unread
      .filter(() => kinds.includes('changed'))
      .map(({ path, place }) =>
        unchecked(['changed'], place, `the token may not read ${path}`, `Allow it: path "${path}" { capabilities = ["read"] }`),
      ),
    unread: unread.map(keyOf),
  }
}
