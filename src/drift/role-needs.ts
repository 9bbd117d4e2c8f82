import type { KnownMount } from '../policy/mounts.ts'
import { sortedNeeds } from '../policy/names.ts'
import { isOpen } from '../policy/open-text.ts'
import { sortedPlaces } from '../policy/places.ts'
import type { Place, RoleNeed } from '../policy/need.ts'
import { ownRights, rightsOf, type Right } from '../policy/rights.ts'

/** Where all jobs of one role are: their logins, for findings that concern the role itself. */
export const placeOfRole = ({ jobs, requests }: RoleNeed): Place =>
  sortedPlaces(jobs.map(({ place }) => place))[0] ?? requests[0]?.places[0] ?? { repository: '', file: '', line: 1 }

/** Returns the role as messages name it. */
export const roleText = ({ role, mount }: RoleNeed): string =>
  role === '' ? `the default role of auth/${mount}` : `role ${role} (auth/${mount})`

/** Returns every right that the jobs of a role need, those of the action itself included. */
export const allRights = (need: RoleNeed, mounts: readonly KnownMount[]): readonly Right[] => [
  ...rightsOf(need, mounts),
  ...ownRights(need, mounts),
]

/**
 * Returns the needs that concern one server, those with the same role joined. An address that only a run knows is taken for this server.
 * @param urls the addresses of the server that is compared
 */
export function needsOfServer(needs: readonly RoleNeed[], urls: readonly string[]): readonly RoleNeed[] {
  const byRole = new Map<string, RoleNeed>()
  for (const need of sortedNeeds(needs.filter(({ url }) => mayBeServer(url, urls)))) {
    // the server stores names of JWT roles in lower case
    const key = JSON.stringify([need.namespace, need.method, need.mount, need.role.toLowerCase()])
    const same = byRole.get(key)
    byRole.set(key, same ? joined(same, need) : need)
  }
  return [...byRole.values()]
}

const joined = (one: RoleNeed, other: RoleNeed): RoleNeed => ({
  ...one,
  oidc: one.oidc && other.oidc,
  audiences: [...new Set([...one.audiences, ...other.audiences])],
  requests: [...one.requests, ...other.requests],
  openEntries: [...one.openEntries, ...other.openEntries],
  jobs: [...one.jobs, ...other.jobs],
})

/** Returns whether an address of a workflow is, or may be, that of a server with these addresses. */
export const mayBeServer = (url: string, urls: readonly string[]): boolean => url === '' || isOpen(url) || sameServer(url, urls)

/** An input `url` can list several addresses of one server. */
function sameServer(addresses: string, urls: readonly string[]): boolean {
  const hosts = urls.map((url) => URL.parse(url)?.host)
  return addresses.split(/[\s,]+/).some((address) => hosts.includes(URL.parse(address)?.host))
}
