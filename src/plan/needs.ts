import type { JobNeed, Place, RequestNeed, RoleNeed } from '../policy/need.ts'
import type { JobOfUsage, RequestOfUsage, Usage } from '../workflows/usage.ts'

/**
 * Returns what the roles of these usages need, one for each address, namespace, method, mount and role, in the order of the usages. Names of
 * roles that differ only in case are one: Vault stores those of JWT roles and of policies in lower case.
 */
export function needsOf(usages: readonly Usage[]): readonly RoleNeed[] {
  const byRole = Map.groupBy(usages, ({ url, authNamespace, method, mount, role }) =>
    JSON.stringify([url, authNamespace, method, mount, role.toLowerCase()]),
  )
  return [...byRole.values()].flatMap((group) => {
    const [first] = group
    return first ? [needOf(first, group)] : []
  })
}

function needOf({ url, authNamespace, method, mount }: Usage, usages: readonly Usage[]): RoleNeed {
  return {
    url,
    namespace: authNamespace,
    method,
    // the claims of another token in the same role are not known
    oidc: usages.every(({ oidc }) => oidc),
    mount,
    role: usages.map(({ role }) => role).sort()[0] ?? '',
    audiences: unique(usages.flatMap(({ audience }) => audience ?? [])),
    requests: requestsOf(usages),
    openEntries: unique(usages.flatMap(({ openEntries }) => openEntries)),
    jobs: unique(usages.flatMap((usage) => (usage.job ? [jobNeed(usage, usage.job)] : []))),
  }
}

/** Joins equal requests of several usages. */
function requestsOf(usages: readonly Usage[]): readonly RequestNeed[] {
  const requests = new Map<string, RequestNeed>()
  for (const usage of usages) {
    for (const request of usage.requests) {
      const need = requestNeed(usage, request)
      const key = JSON.stringify([need.method, need.path, need.folder, need.namespace])
      const same = requests.get(key)
      requests.set(key, same ? joined(same, need) : need)
    }
  }
  return [...requests.values()]
}

function requestNeed({ namespace, revoke }: Usage, { method, path, folder, keys, places }: RequestOfUsage): RequestNeed {
  return { method, path, ...(folder && { folder }), namespace, keys, revokes: revoke !== 'false', places }
}

function joined(one: RequestNeed, other: RequestNeed): RequestNeed {
  return {
    ...one,
    keys: unique([...one.keys, ...other.keys]),
    revokes: one.revokes || other.revokes,
    places: unique<Place>([...one.places, ...other.places]),
  }
}

function jobNeed({ exportsToken, place }: Usage, job: JobOfUsage): JobNeed {
  const { repository, repositoryId, defaultBranch, triggers, environment, reusable, timeoutMinutes } = job
  const minutes = Number(timeoutMinutes)
  return {
    repository,
    repositoryId,
    defaultBranch,
    triggers,
    environment,
    reusable,
    timeoutMinutes: timeoutMinutes === undefined || Number.isNaN(minutes) ? timeoutMinutes : minutes,
    exportsToken,
    place,
    jobPlace: job.place,
  }
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
