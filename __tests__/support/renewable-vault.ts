import { Failure } from '../../src/core/failure.ts'
import { now } from '../../src/core/clock.ts'
import type { Transport, WireReply, WireRequest } from '../../src/http/transport.ts'

/** A token or a lease of the server. Times are in milliseconds since 1970. */
export interface Renewable {
  expires: number
  /** No renewal ends later. */
  readonly end?: number
  /** The token that the lease ends with. */
  readonly token?: string
}

/** A request as a test sees it. */
export interface SentRequest {
  readonly path: string
  readonly token: string
  readonly namespace: string
  readonly lease: string
  readonly increment: number
  readonly at: number
  readonly replyMs: number
}

/** What a request gets instead of the server's response: a status with errors, or a Failure of the network. */
export type Answer = { readonly status: number; readonly errors: readonly string[] } | Failure | Promise<undefined> | undefined

/** A server that renews tokens and leases by the rules of Vault, on the clock of the code under test. */
export interface RenewableVault {
  readonly transport: Transport
  readonly requests: SentRequest[]
  readonly tokens: Map<string, Renewable>
  readonly leases: Map<string, Renewable>
  /** The number of requests in flight, and the highest so far. */
  readonly load: { current: number; highest: number }
  /** Replaced by a test: decides which requests get another response. */
  answer: (request: SentRequest) => Answer
  /** Returns whether a lease is valid now. */
  hasLease(id: string): boolean
}

const dead = { status: 403, errors: ['permission denied'] } as const

/**
 * Creates a server.
 * @param delayMs how long each response takes
 */
export function createRenewableVault(delayMs = 5): RenewableVault {
  const tokens = new Map<string, Renewable>()
  const leases = new Map<string, Renewable>()
  const isValid = (one: Renewable | undefined): one is Renewable => one !== undefined && one.expires > now()
  const hasLease = (id: string) => {
    const lease = leases.get(id)
    return isValid(lease) && (lease.token === undefined || isValid(tokens.get(lease.token)))
  }

  function renew(one: Renewable, increment: number): { lease_duration: number; warnings: string[] | null } {
    const left = one.end === undefined ? Infinity : Math.floor((one.end - now()) / 1_000)
    const granted = Math.min(increment, left)
    one.expires = now() + granted * 1_000
    return { lease_duration: granted, warnings: granted < increment ? [`TTL of "${increment}s" exceeded`] : null }
  }

  function respond({ path, token, lease, increment }: SentRequest): { status: number; body: object } {
    const mine = tokens.get(token)
    if (!isValid(mine)) return { status: 403, body: { errors: dead.errors } }
    if (path === 'auth/token/lookup-self') return { status: 200, body: { data: {} } }
    if (path === 'auth/token/renew-self') return { status: 200, body: { auth: renew(mine, increment) } }
    const found = leases.get(lease)
    if (!found || !hasLease(lease)) return { status: 400, body: { errors: ['lease not found'] } }
    return { status: 200, body: renew(found, increment) }
  }

  const server: RenewableVault = {
    requests: [],
    tokens,
    leases,
    load: { current: 0, highest: 0 },
    answer: () => undefined,
    hasLease,
    transport: {
      async send(wire) {
        const request = seen(wire)
        server.requests.push(request)
        server.load.highest = Math.max(server.load.highest, ++server.load.current)
        try {
          const answer = await Promise.race([server.answer(request), interrupted(wire)])
          if (answer instanceof Failure) throw answer
          const { status, body } = answer ? { status: answer.status, body: { errors: answer.errors } } : respond(request)
          await new Promise((resolve) => setTimeout(resolve, delayMs))
          return toReply(status, body)
        } finally {
          server.load.current--
        }
      },
      prepare: () => undefined,
      close: () => undefined,
    },
  }
  return server
}

function seen({ url, headers, body, replyMs }: WireRequest): SentRequest {
  const { lease_id = '', increment = 0 } = JSON.parse(body ?? '{}') as { lease_id?: string; increment?: number }
  return {
    path: url.pathname.replace('/v1/', ''),
    token: headers['x-vault-token'] ?? '',
    namespace: headers['x-vault-namespace'] ?? '',
    lease: lease_id,
    increment,
    at: now(),
    replyMs,
  }
}

/** Rejects with the reason of the signal, or after the timeout of the request. */
const interrupted = ({ signal, replyMs }: WireRequest): Promise<never> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Failure)
    })
    setTimeout(() => {
      reject(new Failure('ERR_TIMEOUT', `no response within ${replyMs} ms`))
    }, replyMs)
  })

const toReply = (status: number, body: object): WireReply => ({ status, header: () => undefined, body: JSON.stringify(body) })
