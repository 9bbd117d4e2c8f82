import { setTimeout as sleep } from 'node:timers/promises'
import type { StackInfo } from '../stack/info.ts'
import { inspect } from '../stack/inspect.ts'
import { AuditTail } from './audit-tail.ts'

/** Leases, tokens and users on the server, in the database and in AWS that a run created. */
export interface Holdings {
  readonly leases: readonly string[]
  /** Accessors of service tokens; the server does not list batch tokens. */
  readonly tokens: readonly string[]
  readonly databaseUsers: readonly string[]
  readonly iamUsers: readonly string[]
}

interface Snapshot extends Holdings {
  /** Returns the run that created a holding, if known. */
  readonly runOf: (holding: string) => string | undefined
}

const pollMs = 250

/** Queries the servers for leases, tokens and users; one snapshot serves many runs. */
export class Ledger {
  readonly #look: ReturnType<typeof inspect>
  readonly #audit: AuditTail
  /** Run by lease id and by token accessor. */
  readonly #runs = new Map<string, string>()
  #taking: Promise<Snapshot> | undefined
  #next: Promise<Snapshot> | undefined

  constructor(stack: StackInfo) {
    this.#look = inspect(stack)
    this.#audit = new AuditTail(stack.server.auditLog)
  }

  /** Returns the function that calls the server as root. */
  get root(): ReturnType<typeof inspect>['root'] {
    return this.#look.root
  }

  /** Returns what a run has left: as soon as `isExpected` returns true, or after `seconds`. */
  async settled(run: string, isExpected: (left: Holdings) => boolean, seconds: number): Promise<Holdings> {
    const end = Date.now() + seconds * 1_000
    for (;;) {
      // requests may time out on a busy machine; try again until the end
      const snapshot = await this.#snapshot().catch((error: unknown) => {
        if (Date.now() > end) throw error
      })
      const left = snapshot && holdingsOf(run, snapshot)
      if (left && (isExpected(left) || Date.now() > end)) return left
      await sleep(pollMs)
    }
  }

  /** Returns a snapshot that begins now or later. Calls during a snapshot share the next one. */
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
      if (lease !== undefined && run !== undefined) this.#runs.set(lease, run)
    }
    await Promise.all(tokens.filter((accessor) => !this.#runs.has(accessor)).map((accessor) => this.#learnOwner(accessor)))
    const runOf = (holding: string) => this.#runs.get(holding) ?? runIn(holding)
    return { leases, tokens, databaseUsers, iamUsers, runOf }
  }

  async #learnOwner(accessor: string): Promise<void> {
    // the lookup fails if the token expired after it was listed
    const reply = await this.#look.root('POST', 'auth/token/lookup-accessor', { accessor }).catch(() => undefined)
    if (reply) this.#runs.set(accessor, runIn(String(reply.data['display_name'])) ?? '')
  }
}

/** Returns the run in a name: tokens and users of engines are named after the login's claim `repository`. */
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
