import { plural } from '../core/wording.ts'
import type { KnownMount } from '../policy/mounts.ts'
import type { Place, RoleNeed } from '../policy/need.ts'
import { isOpen } from '../policy/open-text.ts'
import { keyOf } from './baseline.ts'
import { changesSince, isRoleOrPolicy, type CurrentObject } from './changes.ts'
import { compareRole, type ComparisonContext } from './compare.ts'
import { driftKinds, finished, partial, unchecked, type DriftFinding, type DriftKind, type FoundDrift } from './finding.ts'
import { needsOfServer, placeOfRole } from './role-needs.ts'
import type { Server } from './server.ts'
import { approvedPolicy, approvedRole, type ApprovedObject } from './snapshot.ts'

/** An approved state of the server. */
export interface Baseline {
  /** Undefined if this run writes it. */
  readonly objects: readonly ApprovedObject[] | undefined
  /** The file, for findings about objects that no workflow uses. */
  readonly place: Place
}

/** The options of a comparison. */
export interface CheckOptions extends Pick<ComparisonContext, 'isOwnToken' | 'time'> {
  /** Addresses of the server that is compared. */
  readonly urls: readonly [string, ...string[]]
  readonly baseline?: Baseline | undefined
  readonly failOn: readonly DriftKind[]
}

/** The result of a comparison. */
export interface DriftReport {
  /** Sorted by place. */
  readonly findings: readonly DriftFinding[]
  /** How many roles of this server the workflows use. */
  readonly roles: number
  /** The roles, policies and transit keys that were read: the content of a new baseline. */
  readonly objects: readonly ApprovedObject[]
  /** The secrets engines of the server that the token sees. */
  readonly mounts: readonly KnownMount[]
}

/** Compares the needs of workflows with a server. Throws the Failure of a request. */
export async function checkDrift(needs: readonly RoleNeed[], server: Server, options: CheckOptions): Promise<DriftReport> {
  const { urls, baseline, failOn, isOwnToken, time } = options
  const ours = needsOfServer(needs, urls)
  const mounts = await mountsFor(ours, server)
  const kinds = driftKinds.filter((kind) => kind !== 'changed' || baseline)
  const roles = await Promise.all(ours.map((need) => compareRole(need, { server, mounts, isOwnToken, kinds, time })))
  const used = uniqueObjects(roles.flatMap(({ objects }) => objects))
  const changes = baseline?.objects
    ? await changesOf(
        baseline.objects,
        baseline.place,
        used,
        roles.flatMap(({ unread }) => unread),
        server,
      )
    : []
  const findings = [...otherServers(needs, ours, urls[0]), ...roles.flatMap((role) => role.findings), ...changes]
  return { findings: finished(findings, failOn), roles: ours.length, objects: used.map(({ object }) => object), mounts }
}

async function mountsFor(needs: readonly RoleNeed[], server: Server): Promise<readonly KnownMount[]> {
  const named = needs.flatMap(({ namespace, requests }) => [namespace, ...requests.map((request) => request.namespace)])
  const namespaces = [...new Set(named.filter((namespace) => !isOpen(namespace)))]
  return (await Promise.all(namespaces.map((namespace) => server.mounts(namespace)))).flat()
}

/** Also reads the roles and policies of the baseline that no workflow uses any more. */
async function changesOf(
  objects: readonly ApprovedObject[],
  place: Place,
  used: readonly CurrentObject[],
  unread: readonly string[],
  server: Server,
): Promise<readonly FoundDrift[]> {
  const known = new Set([...used.map(({ object }) => keyOf(object)), ...unread])
  const others = objects.filter((object) => !known.has(keyOf(object)) && isRoleOrPolicy(object.path))
  const readings = await Promise.all(
    others.map(async ({ namespace, path }) => ({ namespace, path, reading: await server.read(namespace, path) })),
  )
  const found = readings.flatMap(({ namespace, path, reading }) => {
    if (reading.state !== 'found') return []
    const fields = path.startsWith('sys/') ? approvedPolicy(reading.data) : approvedRole(reading.data)
    return [{ object: { namespace, path, fields }, place }]
  })
  const denied = readings.filter(({ reading }) => reading.state === 'denied').map(keyOf)
  return [
    ...denied.map((key) => unchecked(['changed'], place, `the token may not read ${key}`, 'Log in with a role that may (docs/drift.md)')),
    ...changesSince(objects, [...used, ...found], new Set([...unread, ...denied]), place),
  ]
}

const uniqueObjects = (objects: readonly CurrentObject[]): readonly CurrentObject[] => [
  ...new Map([...objects].reverse().map((one) => [keyOf(one.object), one])).values(),
]

function otherServers(needs: readonly RoleNeed[], ours: readonly RoleNeed[], url: string): readonly FoundDrift[] {
  const compared = new Set(ours.flatMap(({ jobs }) => jobs))
  const others = needs.filter(({ jobs }) => !jobs.some((job) => compared.has(job)))
  return [...new Set(others.map((need) => need.url))].map((address) => {
    const there = others.filter((need) => need.url === address)
    const text = `${plural(there.length, 'role')} at ${address} not compared: this run compares ${url}`
    return partial(
      driftKinds,
      there.map(placeOfRole)[0] ?? { repository: '', file: '', line: 1 },
      text,
      'Run plan with this address as url too',
    )
  })
}
