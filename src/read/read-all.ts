import { asFailure, Failure } from '../core/failure.ts'
import type { Plan, PlannedRequest } from '../mapping/plan.ts'
import type { Reading } from '../select/select.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import type { Auth } from '../vault/reply.ts'
import { withUsesHint, type RequestCounts } from '../vault/token.ts'
import { createReader, type ReadListener } from './reader.ts'

/** The results of all requests of a plan. */
export interface Readings {
  readonly readings: readonly Reading[]
  /** True if revoking the token now would invalidate what was read. */
  readonly needsToken: boolean
  /** Paths whose response was lost once. If Vault created a lease for it, only the revocation of the token revokes it. */
  readonly lostPaths: readonly string[]
  /** Input, line and path of each folder that was read as KV version 2 although Vault did not return its mount. */
  readonly guessed: readonly string[]
}

/**
 * Sends all requests of a plan at once, and saves each lease as soon as its response arrives. Waits for every response, even after a
 * failure, because each may bring a lease. Throws one Failure for all that failed.
 */
export async function readAll(
  plan: Plan,
  auth: Auth,
  vault: TokenVault,
  session: Session,
  onRead: ReadListener = () => undefined,
): Promise<Readings> {
  const reader = createReader(plan, auth, vault, session, onRead)
  const uses: RequestCounts = { requests: plan.filter((request) => !request.folder).length, lists: 0 }
  const guessed: string[] = []
  const readSecret = (request: PlannedRequest) => settle(request, () => reader.read(request))

  async function readFolder(folder: PlannedRequest): Promise<Result[]> {
    const { secretsIn } = await import('./folder.ts')
    try {
      const requests = await secretsIn(folder, vault, uses, (path) => guessed.push(`${folder.input} line ${folder.line}: ${path}`))
      uses.requests += requests.length
      // assume that each request costs a use, in case main is killed before they are counted
      if (auth.uses > 0) session.updateToken({ spent: uses.requests + uses.lists })
      return await Promise.all(requests.map(readSecret))
    } catch (error) {
      return [await settle(folder, () => Promise.reject(asFailure(error)))]
    }
  }

  const results = (await Promise.all(plan.map((request) => (request.folder ? readFolder(request) : readSecret(request))))).flat()
  const { needsToken, lostPaths } = await reader.finish()
  const spent = vault.spent(auth.token)
  if (auth.uses > 0) session.updateToken({ spent })
  const failures = results.filter((result) => result instanceof Failure).map((failure) => withUsesHint(failure, auth, uses, spent))
  if (failures.length > 0) throw combineFailures(failures)
  return { readings: results.filter((result): result is Reading => !(result instanceof Failure)), needsToken, lostPaths, guessed }
}

type Result = Reading | Failure

/** Returns what was read, nothing for an optional path that does not exist, or the Failure with input and line. Never throws. */
async function settle(request: PlannedRequest, read: () => Promise<Reading>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    const failure = asFailure(error)
    const isMissing = failure.code === 'ERR_NOT_FOUND'
    const isOptional = request.entries.length > 0 && request.entries.every((entry) => entry.optional)
    if (isMissing && isOptional) return { request, values: undefined, missing: failure.message.replace(/^(?:GET|POST) \S+: (?:404 )?/, '') }
    // a stop or a bug does not belong to this request
    const isOfRequest = [`${request.method} ${request.path}`, `${request.path}: `].some((start) => failure.message.startsWith(start))
    if (!isOfRequest) return failure
    const line = request.entries.find((entry) => !entry.optional || !isMissing)?.line ?? request.line
    return failure.with({ message: `${request.input} line ${line}: ${failure.message}` })
  }
}

/** The most failures in one message. More of them, as a folder may have, have the same cause. */
const maxFailures = 50

/** Joins failures to one, with each message and each line of the hints once. */
function combineFailures(failures: readonly Failure[]): Failure {
  const first = failures.find((failure) => failure.code === 'ERR_CANCELLED') ?? failures[0]
  if (!first || failures.length === 1) return first ?? asFailure(undefined)
  const messages = [...new Set(failures.map(({ message }) => message))]
  const shown = messages.slice(0, maxFailures)
  const more = messages.length - shown.length
  const hints = failures.flatMap(({ message, hint }) => (shown.includes(message) && hint ? hint.split('\n') : []))
  const hint = [...new Set(hints)].join('\n') || undefined
  return new Failure(first.code, [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), { hint, cause: first })
}
