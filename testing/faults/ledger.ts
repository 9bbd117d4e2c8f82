import { setTimeout as sleep } from 'node:timers/promises'
import type { StackInfo } from '../stack/info.ts'
import { inspect } from '../stack/inspect.ts'
import { AuditTail } from './audit-tail.ts'

/** What the server, the database and AWS hold that a run made. */
export interface Holdings {
  readonly leases: readonly string[]
  /** Accessors of service tokens; batch tokens are in no list. */
  readonly tokens: readonly string[]
  readonly databaseUsers: readonly string[]
  readonly iamUsers: readonly string[]
}

interface Snapshot extends Holdings {
  /** Who made each, as far as that is known. */
  readonly runOf: (holding: string) => string | undefined
}

const pollMs = 250

/** Asks the servers themselves what they hold, for many runs with one question. */
export class Ledger {
  readonly #look: ReturnType<typeof inspect>
  readonly #audit: AuditTail
  /** Runs by lease id and by token accessor. */
  readonly #makers = new Map<string, string>()
  #taking: Promise<Snapshot> | undefined
  #next: Promise<Snapshot> | undefined

  constructor(stack: StackInfo) {
    this.#look = inspect(stack)
    this.#audit = new AuditTail(stack.server.auditLog)
  }

  /** Calls the server as root. */
  get root(): ReturnType<typeof inspect>['root'] {
    return this.#look.root
  }

  /** What a run has left, as soon as `isExpected` holds; what there is when the seconds have passed, where it does not. */
  async settled(run: string, isExpected: (left: Holdings) => boolean, seconds: number): Promise<Holdings> {
    const end = Date.now() + seconds * 1_000
    for (;;) {
      // a busy machine may not answer in time; what is asked is asked again, until the end
      const snapshot = await this.#snapshot().catch((error: unknown) => {
        if (Date.now() > end) throw error
      })
      const left = snapshot && holdingsOf(run, snapshot)
      if (left && (isExpected(left) || Date.now() > end)) return left
      await sleep(pollMs)
    }
  }

  /** A snapshot that begins now or later: runs that ask meanwhile share the next one. */
  #snapshot(): Promise<Snapshot> {
    this.#next ??= (async () => {
      await this.#taking?.catch(() => undefined)
      this.#taking = this.#next
      this.#next = undefined
      return this.#take()
    })()
    return this.#next
  }

  async #take(): Promise<Snapshot> {
    const look = this.#look
    const [leases, tokens, databaseUsers, iamUsers] = await Promise.all([
      look.leases(),
      look.tokenAccessors(),
      look.databaseUsers(),
      look.iamUsers(),
    ])
    for (const { request, response } of this.#audit.read()) {
      const lease = response?.secret?.lease_id
      const run = /^\d+(?=-)/.exec(request.headers?.['x-correlation-id']?.[0] ?? '')?.[0]
      if (lease !== undefined && run !== undefined) this.#makers.set(lease, run)
    }
    await Promise.all(tokens.filter((accessor) => !this.#makers.has(accessor)).map((accessor) => this.#learnOwner(accessor)))
    const runOf = (holding: string) => this.#makers.get(holding) ?? runIn(holding)
    return { leases, tokens, databaseUsers, iamUsers, runOf }
  }

  async #learnOwner(accessor: string): Promise<void> {
    // one that ended since it was listed belongs to nobody
    const reply = await this.#look.root('POST', 'auth/token/lookup-accessor', { accessor }).catch(() => undefined)
    if (reply) this.#makers.set(accessor, runIn(String(reply.data['display_name'])) ?? '')
  }
}

/** Tokens and the users of engines are named after the login's claim `repository`. */
const runIn = (name: string): string | undefined => /(?<![a-z])run-(\d+)/.exec(name)?.[1]

function holdingsOf(run: string, { runOf, ...all }: Snapshot): Holdings {
  const mine = (holdings: readonly string[]) => holdings.filter((holding) => runOf(holding) === run)
  return {
    leases: mine(all.leases),
    tokens: mine(all.tokens),
    databaseUsers: mine(all.databaseUsers),
    iamUsers: mine(all.iamUsers),
  }
}
