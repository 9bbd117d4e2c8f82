import { after, noExpiry, now } from '../core/clock.ts'
import { createConcurrencyLimit } from '../core/concurrency.ts'
import type { Stop } from '../core/deadlines.ts'
import { asFailure, Failure } from '../core/failure.ts'
import type { Transport } from '../http/transport.ts'
import type { LoginGrant } from '../state/history.ts'
import { isRevokedWithToken, revocableToken, type Revocable } from '../state/revocable.ts'
import type { Session } from '../state/session.ts'
import { createVault, type Vault } from '../vault/client.ts'
import type { Lease } from '../vault/leases.ts'
import type { Auth } from '../vault/reply.ts'
import { leaseCredential, tokenCredential, type Credential } from './credential.ts'
import { createCurrentToken } from './current-token.ts'
import type { RenewalReport } from './events.ts'
import { keepRenewed, type RenewalContext } from './keep-renewed.ts'
import type { Obstacle } from './obstacles.ts'
import { createRenewalRecord, type RenewalResult } from './record.ts'

/** The dependencies of renewals. */
export interface RenewalOptions {
  readonly session: Session
  /** The token and the leases to renew. The session can have forgotten it, if the token was revoked because no lease depends on it. */
  readonly revocable: Revocable
  readonly transport: Transport
  /** The run's own stop: a signal of the runner. */
  readonly stop: Pick<Stop, 'stopRequested' | 'abortRequested'>
  /** Logs in again, with a client that has no token. Returns also what the receipt reports about it. */
  readonly logIn: (
    vault: Vault,
    stop: Pick<Stop, 'stopRequested' | 'abortRequested'>,
  ) => Promise<{ readonly auth: Auth; readonly grant: LoginGrant }>
  /** Seconds that token and leases live at most, counted from `startedAt`; 0 for no limit. */
  readonly maxTtl: number
  /** When main began, in milliseconds since 1970. */
  readonly startedAt: number
  /** Whether the command has the token in VAULT_TOKEN. */
  readonly exportsToken: boolean
  readonly report: RenewalReport
  /** Returns a number from 0 to 1. */
  readonly random?: () => number
}

/** Running renewals. */
export interface Renewal {
  /** Starts no further request, and waits for those in flight, at most as long as the run's stop allows. Never throws. */
  stop(): Promise<RenewalResult>
}

/** Renewals in flight at the same time. */
const maxConcurrent = 16

/**
 * Renews a token and its leases while a command runs, each in time before it expires, until `stop` is called. Saves new
 * expiries and a new token in the session. Never throws: what cannot be renewed is reported.
 */
export function startRenewal(options: RenewalOptions): Renewal {
  const { session, revocable: first, maxTtl, startedAt, random = Math.random } = options
  const record = createRenewalRecord(reportEnd)
  const stopping = new AbortController()
  const stop = { ...options.stop, stopRequested: AbortSignal.any([options.stop.stopRequested, stopping.signal]) }
  const state = () => session.revocable() ?? first
  const client = createVault(first.connection, options.transport, stop)
  const token = createCurrentToken(client, first.token.value, replaceToken)
  const context: RenewalContext = {
    state,
    token,
    record,
    limit: maxTtl > 0 ? after(startedAt, maxTtl) : noExpiry,
    slots: createConcurrencyLimit(maxConcurrent),
    stopRequested: stop.stopRequested,
    random,
  }
  const active = new Map<Credential, Promise<void>>()
  let tokenInUse = tokenCredential(session, first)
  let isExported = options.exportsToken

  startToken(tokenInUse)
  for (const lease of first.leases.filter(({ seconds }) => seconds > 0)) start(leaseCredential(session, lease))

  function start(credential: Credential): void {
    const renewing = keepRenewed(credential, context)
      .catch((error: unknown) => {
        // without a stop, this is a defect
        if (!stop.stopRequested.aborted) record.ends(credential, { kind: 'failed', failure: asFailure(error) })
      })
      .finally(() => active.delete(credential))
    active.set(credential, renewing)
  }

  function startToken(credential: Credential): void {
    tokenInUse = credential
    if (state().token.kind !== 'supplied' && credential.seconds > 0) start(credential)
  }

  /** Returns the leases that Vault revokes with the token. AWS STS credentials are not affected. */
  const leasesOfToken = (): readonly Lease[] =>
    state().leases.filter((lease) => !lease.sts && lease.expires > now() && endsWithToken(lease))
  // Vault also revokes the leases of a supplied token, if that is a service token
  const endsWithToken = (lease: Lease): boolean =>
    isRevokedWithToken(lease, state()) || (state().token.kind === 'supplied' && lease.namespace === token.vault().tokenNamespace)

  function reportEnd({ lease, expires }: Credential, obstacle: Obstacle): void {
    const isToken = lease === undefined
    // the leases of a batch token are reported themselves
    if (isToken && state().token.kind === 'batch' && !isExported) return
    const renewed = new Set([...active.keys()].map((credential) => credential.lease?.id))
    const leases = isToken ? leasesOfToken().filter(({ id, expires: end }) => renewed.has(id) || end > expires()) : []
    options.report.ends({ lease, expires: expires(), obstacle, leases, isExported: isToken && isExported })
  }

  /** Reports the loss of the token, and logs in again if there are leases that live on. Returns the new token. */
  async function replaceToken(failure: Failure, hasWorked: boolean): Promise<string | undefined> {
    const { kind } = state().token
    const others = [...active.keys()].flatMap(({ lease }) => (lease && !lease.sts && !endsWithToken(lease) ? [lease] : []))
    const loss = { failure, kind, ended: leasesOfToken(), others, isExported, isExpected: record.isReported(tokenInUse) }
    for (const credential of active.keys())
      if (credential.lease && !credential.lease.sts && endsWithToken(credential.lease)) record.setReported(credential)
    isExported = false
    const login = hasWorked && kind !== 'supplied' && others.length > 0 ? await logInAgain() : undefined
    options.report.tokenLost({ ...loss, login: login instanceof Failure || login === undefined ? login : 'done' })
    return typeof login === 'string' ? login : undefined
  }

  /** Returns the new token, or the failure of the login; undefined if the login was stopped. */
  async function logInAgain(): Promise<string | Failure | undefined> {
    try {
      const { auth, grant } = await options.logIn(client, stop)
      record.save(() => {
        session.updateToken(revocableToken(auth, 0))
      })
      session.addLogin(grant)
      startToken(tokenCredential(session, state()))
      return auth.token
    } catch (error) {
      return stop.stopRequested.aborted ? undefined : asFailure(error)
    }
  }

  return {
    async stop() {
      stopping.abort(new Failure('ERR_CANCELLED', 'the command has ended'))
      while (active.size > 0) await Promise.all(active.values())
      return record.result()
    },
  }
}
