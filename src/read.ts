import { asFailure, Failure } from './failure.ts'
import type { Entry, Plan, PlannedRead } from './mapping/plan.ts'
import { nearestKeys, select, type Selected } from './select/select.ts'
import type { Session } from './session.ts'
import type { Vault } from './vault/client.ts'
import { askGrants, type Lease } from './vault/leases.ts'
import { toSecret, type Auth, type Secret } from './vault/reply.ts'
import { foreignRead, ownRead } from './vault/retry.ts'

/** One planned read with what it gave; undefined where nothing is stored there and all its entries are optional. */
export interface Readout {
  readonly read: PlannedRead
  readonly secret: Secret | undefined
}

/** What all reads gave together. */
export interface Readouts {
  readonly readouts: readonly Readout[]
  /** The token has to live on until the job ends: ending it now would end what was read. */
  readonly hangsOnToken: boolean
  /** Paths whose reply was lost once: a lease that Vault made for it is known to nobody, and ends with the token. */
  readonly lost: readonly string[]
}

/**
 * Reads everything at once. Each lease is written down the moment its reply is there. With the first lease the grants
 * are asked for, while other replies are still on their way. All replies are awaited, even after one has failed, since
 * each may bring a lease. Throws one Failure for all that failed.
 */
export async function readAll(plan: Plan, auth: Auth, vault: Vault, session: Session): Promise<Readouts> {
  let hangsOnToken = false
  const lostReplies: string[] = []
  let asking: Promise<void> | undefined

  async function readOne(read: PlannedRead): Promise<Readout> {
    const { reply, lost } = await vault.call({
      method: read.method,
      path: read.path,
      token: auth.token,
      repeatable: auth.kind === 'service' ? ownRead : foreignRead,
    })
    const secret = toSecret(reply)
    if (secret.lease) {
      const lease: Lease = { id: secret.lease.id, path: read.path, expires: Date.now() + secret.lease.seconds * 1_000, sts: secret.sts }
      session.addLease(lease)
      if (!lease.sts && !asking) {
        asking = ask()
        // awaited only when all replies are there: a failure before that must not count as unhandled
        asking.catch(() => undefined)
      }
    }
    if (lost) lostReplies.push(read.path)
    hangsOnToken ||= lost || secret.carriesAuth || (secret.lease !== undefined && !secret.sts)
    return { read, secret }
  }

  // a failed question is asked again when things are given back
  async function ask(): Promise<void> {
    try {
      session.setGrants(
        await askGrants(
          vault,
          auth.token,
          plan.map((read) => read.path),
        ),
      )
    } catch (error) {
      if (error instanceof Failure && error.code === 'ERR_STATE') throw error
    }
  }

  const results = await Promise.allSettled(plan.map((read) => readOne(read).catch((error: unknown) => passOver(read, error))))
  await asking
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [asFailure(result.reason)] : []))
  if (failures.length > 0) throw together(failures)
  return { readouts: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), hangsOnToken, lost: lostReplies }
}

/** A path where nothing is stored is passed over if all that is selected from it is optional. A 403 never is. */
function passOver(read: PlannedRead, error: unknown): Readout {
  const failure = asFailure(error)
  const isMissing = failure.code === 'ERR_NOT_FOUND'
  if (isMissing && read.entries.every((entry) => entry.optional)) return { read, secret: undefined }
  if (failure.status === undefined) throw failure
  const line = read.entries.find((entry) => !entry.optional || !isMissing)?.line ?? 0
  throw new Failure(failure.code, `secrets line ${line}: ${failure.message}`, {
    hint: failure.hint,
    cause: failure,
    status: failure.status,
  })
}

/** Several failures as one, without what is said twice: each path's own, and one hint where it fits all. */
function together(failures: readonly Failure[]): Failure {
  const first = failures.find((failure) => failure.code === 'ERR_CANCELLED') ?? failures[0]
  if (!first || failures.length === 1) return first ?? asFailure(undefined)
  const said = new Set(
    failures.map(({ message, hint }) => (hint === undefined ? message : `${message}\n  ${hint.replaceAll('\n', '\n  ')}`)),
  )
  return new Failure(first.code, [...said].join('\n'), { cause: first })
}

/**
 * Selects every entry's values, in the order of the mapping.
 * @param onMissing told of each optional entry that is not there
 * Throws ERR_KEY with all keys that are missing.
 */
export function selectAll(
  readouts: readonly Readout[],
  onMissing: (path: string, entry: Entry, what: string) => void,
): readonly Selected[] {
  const missing: string[] = []
  const selected: Selected[] = []
  for (const { read, secret } of readouts) {
    for (const entry of read.entries) {
      const found = secret && select(secret.values, entry)
      if (found) selected.push(...found)
      else if (entry.optional) onMissing(read.path, entry, secret ? `has no ${nameOf(entry)}` : 'nothing is stored there')
      else missing.push(`secrets line ${entry.line}: ${read.path} has no ${nameOf(entry)}${secret ? thereIs(secret, entry) : ''}`)
    }
  }
  if (missing.length > 0) throw new Failure('ERR_KEY', missing.join('\n'), { hint: 'Nothing was exported.' })
  return selected.toSorted((a, b) => a.entry.order - b.entry.order)
}

const nameOf = (entry: Entry): string => (entry.kind === 'key' ? `key "${entry.selector}"` : 'keys')

function thereIs(secret: Secret, entry: Entry): string {
  const near = entry.kind === 'key' ? nearestKeys(secret.values, entry.selector) : []
  return near.length > 0 ? `; there is ${near.map((key) => `"${key}"`).join(', ')}` : '; it has no keys at all'
}
