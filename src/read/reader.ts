import { after, noExpiry, now } from '../core/clock.ts'
import { Failure } from '../core/failure.ts'
import type { Plan, PlannedRequest } from '../mapping/plan.ts'
import type { Reading } from '../select/select.ts'
import type { Dependent } from '../state/history.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import { askGrants, pathsToAsk } from '../vault/grants.ts'
import { leaseOf, leaseScope } from '../vault/leases.ts'
import { toSecret, type Auth, type ReadResult, type ResponseToken } from '../vault/reply.ts'
import { otherTokenRead, noRetry, ownRead, write } from '../vault/retry.ts'

/** Sends single requests of a plan, and records whether anything depends on the token. */
export interface Reader {
  /**
   * Sends a request and saves the lease of its response at once. Throws the Failure of the request, or ERR_STATE if the lease
   * cannot be saved.
   */
  read(request: PlannedRequest): Promise<Reading>
  /**
   * Waits until the grants are saved. Returns whether anything depends on the token, and the paths whose response was lost. Throws
   * ERR_STATE if the grants cannot be saved.
   */
  finish(): Promise<{ readonly needsToken: boolean; readonly lostPaths: readonly string[] }>
}

/** Called with each response, after its lease is saved and while other reads are still in flight. */
export type ReadListener = (request: PlannedRequest, secret: ReadResult) => void

/** Creates a Reader. With the first lease it requests the grants, while other responses are still pending. */
export function createReader(plan: Plan, auth: Auth, vault: TokenVault, session: Session, onRead: ReadListener): Reader {
  const namespace = vault.connection().namespace ?? ''
  // a lease whose response was lost is revoked with our token, if it is in the same namespace
  const repeatableRead = auth.kind === 'service' && namespace === vault.tokenNamespace ? ownRead : otherTokenRead
  const lostPaths: string[] = []
  let needsToken = false
  let grantsSaved: Promise<void> | undefined

  return {
    async read(request) {
      const { method, path, body } = request
      const repeatable = method === 'POST' ? write : repeatableRead
      const response = await vault.call({ method, path, ...(body && { body }), repeatable }).catch((error: unknown) => {
        if (error instanceof Failure && error.lost) session.addDependent(lostResponse(path, namespace))
        throw repeatable.afterLoss ? error : withLostLeaseHint(error, auth)
      })
      const secret = toSecret(response.reply)
      if (secret.lease) {
        const lease = leaseOf(secret.lease, secret, path, namespace, now())
        session.addLease(lease)
        // a limited-use token keeps its uses for the plan and its own revocation
        if (!lease.sts && !grantsSaved && auth.uses === 0) {
          grantsSaved = saveGrants(plan, vault, session, namespace)
          // finish() awaits it later; until then a failure must not count as unhandled
          grantsSaved.catch(() => undefined)
        }
      }
      onRead(request, secret)
      if (response.lost) {
        lostPaths.push(path)
        session.addDependent(lostResponse(path, namespace))
      }
      if (secret.token) session.addDependent(tokenOf(secret.token, secret.requestId, path, namespace))
      needsToken ||= response.lost || secret.token !== undefined || (secret.lease !== undefined && !secret.sts)
      return { request, values: secret.values }
    },
    async finish() {
      await grantsSaved
      return { needsToken, lostPaths }
    },
  }
}

/** What Vault created for it, if anything, is unknown: with a lease, that has no id and no known TTL. */
const lostResponse = (path: string, namespace: string): Dependent => ({
  ...{ kind: 'lost', path, namespace, accessor: '', requestId: '', granted: now(), expires: noExpiry, orphan: false },
})

const tokenOf = ({ accessor, seconds, orphan }: ResponseToken, requestId: string, path: string, namespace: string): Dependent => ({
  ...{ kind: 'token', path, namespace, accessor, requestId, granted: now(), orphan },
  expires: seconds > 0 ? after(now(), seconds) : noExpiry,
})

/** Requests and saves the grants. A failed request is ignored, because revocation repeats it. Throws ERR_STATE. */
async function saveGrants(plan: Plan, vault: TokenVault, session: Session, namespace: string): Promise<void> {
  const places = [...plan.map((request) => leaseScope(request.path, namespace)), ...(session.revocable()?.leases ?? [])]
  try {
    session.setGrants(await askGrants(vault, pathsToAsk(vault.tokenNamespace, places), { repeatable: noRetry, replyMs: 2_000 }))
  } catch (error) {
    if (error instanceof Failure && error.code === 'ERR_STATE') throw error
  }
}

/** Adds a hint to the failure of a request that is not retried, if its response was lost. */
function withLostLeaseHint(error: unknown, auth: Auth): unknown {
  if (!(error instanceof Failure) || !error.lost) return error
  const end = auth.kind === 'service' ? 'is revoked with the token' : 'expires after its TTL and cannot be revoked earlier'
  const risk = `It was not sent again, because Vault may have processed it. If Vault created a lease, it ${end}.`
  return error.with({ hint: [error.hint, risk].filter(Boolean).join('\n') })
}
