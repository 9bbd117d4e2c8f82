import { asFailure, Failure } from '../core/failure.ts'
import type { Plan, PlannedRequest } from '../mapping/plan.ts'
import { withUses, type Uses } from '../vault/token.ts'
import type { Reading } from '../select/select.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import { now } from '../core/clock.ts'
import { askGrants, pathsToAsk } from '../vault/grants.ts'
import { leaseOf, leasePlace } from '../vault/leases.ts'
import { toSecret, type Auth } from '../vault/reply.ts'
import { foreignRead, never, ownRead, write } from '../vault/retry.ts'

/** What all requests gave together. */
export interface Readings {
  readonly readings: readonly Reading[]
  /** The token has to live on until the job ends: ending it now would end what was read. */
  readonly needsToken: boolean
  /** Paths whose reply was lost once: a lease that Vault made for it is known to nobody, and ends with the token. */
  readonly lost: readonly string[]
}

/**
 * Sends all requests at once. Each lease is written down the moment its reply is there. With the first lease the grants
 * are asked for, while other replies are still on their way. All replies are awaited, even after one has failed, since
 * each may bring a lease. Throws one Failure for all that failed.
 */
export async function readAll(plan: Plan, auth: Auth, vault: TokenVault, session: Session): Promise<Readings> {
  let needsToken = false
  const lostReplies: string[] = []
  let asking: Promise<void> | undefined
  const namespace = vault.connection().namespace ?? ''
  const uses: Uses = { requests: plan.filter((request) => !request.folder).length, lists: 0 }
  // a lease whose reply was lost ends with our token, if it is in the same namespace
  const read = auth.kind === 'service' && namespace === vault.tokenNamespace ? ownRead : foreignRead

  async function askOne(request: PlannedRequest): Promise<Reading> {
    const { method, path, body } = request
    const repeatable = method === 'POST' ? write : read
    const { reply, lost } = await vault.call({ method, path, ...(body && { body }), repeatable }).catch((error: unknown) => {
      throw repeatable.afterLoss ? error : withRisk(error, auth)
    })
    const secret = toSecret(reply)
    if (secret.lease) {
      const lease = leaseOf(secret.lease, request.path, namespace, secret.sts, now())
      session.addLease(lease)
      // a token of limited use is kept for what was asked for, and for its own end
      if (!lease.sts && !asking && auth.uses === 0) {
        asking = ask()
        // awaited only when all replies are there: a failure before that must not count as unhandled
        asking.catch(() => undefined)
      }
    }
    if (lost) lostReplies.push(request.path)
    needsToken ||= lost || secret.carriesAuth || (secret.lease !== undefined && !secret.sts)
    return { request, values: secret.values }
  }

  // what is read does not wait for this: a question without an answer is asked again when things are given back
  async function ask(): Promise<void> {
    const places = [...plan.map((request) => leasePlace(request.path, namespace)), ...(session.revocable()?.leases ?? [])]
    try {
      session.setGrants(await askGrants(vault, pathsToAsk(vault.tokenNamespace, places), { repeatable: never, replyMs: 2_000 }))
    } catch (error) {
      if (error instanceof Failure && error.code === 'ERR_STATE') throw error
    }
  }

  const settled = (request: PlannedRequest) => Promise.allSettled([askOne(request).catch((error: unknown) => passOver(request, error))])

  /** What is in a folder is known once it is listed; nothing else waits for that. */
  async function askFolder(folder: PlannedRequest): Promise<PromiseSettledResult<Reading>[]> {
    const { secretsIn } = await import('./folder.ts')
    try {
      const requests = await secretsIn(folder, vault, uses)
      uses.requests += requests.length
      // until it is known better, every request of the plan has taken a use off the token
      if (auth.uses > 0) session.updateToken({ spent: uses.requests + uses.lists })
      return (await Promise.all(requests.map(settled))).flat()
    } catch (error) {
      return Promise.allSettled([Promise.reject(asFailure(error)).catch((reason: unknown) => passOver(folder, reason))])
    }
  }

  const results = (await Promise.all(plan.map((request) => (request.folder ? askFolder(request) : settled(request))))).flat()
  await asking
  const spent = vault.spent(auth.token)
  if (auth.uses > 0) session.updateToken({ spent })
  const failures = results
    .flatMap((result) => (result.status === 'rejected' ? [asFailure(result.reason)] : []))
    .map((failure) => withUses(failure, auth, uses, spent))
  if (failures.length > 0) throw combineFailures(failures)
  return {
    readings: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    needsToken: needsToken,
    lost: lostReplies,
  }
}

/** A request that is not sent again, and whose reply did not come: nobody knows what Vault did. */
function withRisk(error: unknown, auth: Auth): unknown {
  if (!(error instanceof Failure) || !error.lost) return error
  const end = auth.kind === 'service' ? 'ends with the token' : 'lives until its time, and nobody can end it earlier'
  const risk = `It was not sent again, since Vault may have acted: a lease that it made ${end}.`
  return error.with({ hint: [error.hint, risk].filter(Boolean).join('\n') })
}

/** A path where nothing is stored is passed over if all that is selected from it is optional. A 403 never is. */
function passOver(request: PlannedRequest, error: unknown): Reading {
  const failure = asFailure(error)
  const isMissing = failure.code === 'ERR_NOT_FOUND'
  const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional)
  if (isMissing && isOptional) return { request, values: undefined, missing: failure.message.replace(/^(?:GET|POST) \S+: (?:404 )?/, '') }
  // a stop or a defect is no matter of this one request
  if (!failure.message.startsWith(`${request.method} ${request.path}`)) throw failure
  const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line
  throw failure.with({ message: `${request.input} line ${line}: ${failure.message}` })
}

/** With so many failures, as a folder may have, one cause is behind them; more of them nobody reads. */
const maxTold = 50

/** Joins several failures to one that says nothing twice: each message once, and the lines of all its hints once below it. */
function combineFailures(failures: readonly Failure[]): Failure {
  const first = failures.find((failure) => failure.code === 'ERR_CANCELLED') ?? failures[0]
  if (!first || failures.length === 1) return first ?? asFailure(undefined)
  const hints = new Map<string, Set<string>>()
  for (const { message, hint } of failures) {
    hints.set(message, new Set([...(hints.get(message) ?? []), ...(hint?.split('\n') ?? [])]))
  }
  const said = [...hints].map(([message, lines]) => [message, ...lines].join('\n  '))
  const more = said.length > maxTold ? [`and ${said.length - maxTold} more`] : []
  return new Failure(first.code, [...said.slice(0, maxTold), ...more].join('\n'), { cause: first })
}
