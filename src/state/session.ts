import { truncateSync } from 'node:fs'
import { uptime } from 'node:os'
import { Failure } from '../core/failure.ts'
import type { Env } from '../core/env.ts'
import { withReferences } from './secret-references.ts'
import { appendValues } from '../runner/command-files.ts'
import { createStateSize } from './size-limit.ts'
import { split } from './chunked-value.ts'
import { tokenNamespace, type Connection } from '../vault/connection.ts'
import { now } from '../core/clock.ts'
import type { Grants } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'
import type { Auth } from '../vault/reply.ts'

/** The token that was exchanged for the job's identity, or that the user supplied. */
export interface RevocableToken {
  readonly value: string
  readonly kind: Auth['kind']
  /** In milliseconds since 1970. */
  readonly expires: number
  /** When the machine was started, by the clock that `expires` is of. */
  readonly booted: number
  readonly renewable: boolean
  /** Requests that it is good for altogether; 0 for any number. */
  readonly uses: number
  /** Requests that it was used for so far, where their number is limited. */
  readonly spent: number
}

/** What is owed to Vault: plain data, as the post step finds it. */
export interface Revocable {
  readonly connection: Connection
  readonly token: RevocableToken
  /** The end of everything has to be confirmed: what can be renewed to its end is, and the step fails for what is left. */
  readonly required: boolean
  readonly leases: readonly Lease[]
  /** What may be revoked, where that was asked already. */
  readonly grants: Grants | undefined
  /** In the post step: inputs that are needed to give back and no longer have the value that main saw. */
  readonly missing?: readonly string[]
}

/**
 * Whether a lease ends with the token. Only with a service token of ours, and only in its own namespace: OpenBao 2.7 lets a
 * lease in another one live on, whether the token is revoked or runs out.
 */
export const isRevokedWithToken = (lease: Lease, { token, connection }: Pick<Revocable, 'token' | 'connection'>): boolean =>
  token.kind === 'service' && lease.namespace === tokenNamespace(connection)

/** Tells when this machine was started, in milliseconds since 1970 as its wall clock has it now. */
export const bootMoment = (): number => now() - Math.round(uptime() * 1_000)

/** Whether a token has run out; also after the wall clock was set between main and post. */
export const hasRunOut = ({ expires, booted }: Pick<RevocableToken, 'expires' | 'booted'>): boolean =>
  now() - Math.max(0, bootMoment() - booted) > expires

/** When Vault ends a lease by itself, in milliseconds since 1970. */
export const leaseExpiry = (lease: Lease, revocable: Pick<Revocable, 'token' | 'connection'>): number =>
  isRevokedWithToken(lease, revocable) ? Math.min(lease.expires, revocable.token.expires) : lease.expires

/** Characters of grants that are written down. */
const maxGrants = 64 * 1024

/** What is known from the login on. */
export type LoginRecord = Pick<Revocable, 'connection' | 'token' | 'required'>

/** What post finds of what main wrote down. */
export interface StateRecord {
  readonly revocable: Revocable | undefined
  /** Absolute paths of the files that hold secrets: to be removed when the job ends, whether or not anything is owed to Vault. */
  readonly files: readonly string[]
}

/**
 * The account of what is owed back. Each part writes itself down in the runner's state the moment it exists, so that the
 * post step finds it even if main is killed in the next instant. Every method throws ERR_STATE where that fails; the
 * debt is in memory all the same, so that main can still give it back.
 */
export interface Session {
  begin(login: LoginRecord): void
  /** The token lives shorter than was thought, or has fewer uses left. */
  updateToken(token: Partial<RevocableToken>): void
  addLease(lease: Lease): void
  /** A lease of this session lives until another time than was thought. */
  updateLease(lease: Lease, change: Pick<Lease, 'expires'>): void
  setGrants(grants: Grants): void
  /** Notes whether requests for secrets are in flight. Never throws: without the note post only does not wait for them. */
  setReading(isReading: boolean): void
  /** Before the file is created, so that none is ever unknown to post. */
  addFile(path: string): void
  /** The file is removed, or was never made: crosses it out. Never throws. */
  dropFile(path: string): void
  /** Undefined before `begin`, and once it is settled. */
  revocable(): Revocable | undefined
  files(): readonly string[]
  /** False once something could not be written: post does not know of it, or not of all. */
  isWrittenDown(): boolean
  /**
   * Nothing is owed to Vault any more: empties the state file, so that no token lies on the disk. Files are for later steps
   * and outlive the token: they stay written down. Never throws.
   */
  clear(): void
}

/**
 * @param env with GITHUB_STATE, the file that the runner reads back into STATE_ variables for the post step, and with the
 *   inputs whose secrets do not get into that file
 * @param loaded what main has written down, in the post step
 */
export function createSession(env: Env, loaded?: StateRecord): Session {
  const stateFile = env['GITHUB_STATE']
  let begun: (LoginRecord & Pick<Revocable, 'missing'>) | undefined = loaded?.revocable
  let grants = loaded?.revocable?.grants
  const leases: Lease[] = [...(loaded?.revocable?.leases ?? [])]
  /** By their numbers; '' for one that is crossed out. */
  let files: string[] = [...(loaded?.files ?? [])]
  let isWrittenDown = true
  const room = createStateSize()

  function write(key: string, value: unknown): void {
    const before = isWrittenDown
    isWrittenDown = false
    const entries = split(key, withReferences(value, env))
    if (!room.take(entries)) {
      throw new Failure('ERR_STATE', `what has to be written down for the post step is over 512 KiB with \`${key}\``, {
        hint: 'Split the step: each step of the action has a state of its own.',
      })
    }
    if (!stateFile) throw new Failure('ERR_STATE', 'the runner gave no state file (GITHUB_STATE)')
    try {
      appendValues(stateFile, entries)
    } catch (error) {
      throw new Failure('ERR_STATE', "the runner's state file cannot be written, so the post step would not know what to give back", {
        hint: "Check whether the runner's disk is full.",
        cause: error,
      })
    }
    isWrittenDown = before
  }

  return {
    begin(login) {
      begun = login
      write('session', begun)
    },
    updateToken(token) {
      if (!begun) return
      begun = { ...begun, token: { ...begun.token, ...token } }
      write('session', begun)
    },
    addLease(lease) {
      leases.push(lease)
      write(`lease_${leases.length}`, lease)
    },
    updateLease(lease, change) {
      const index = leases.findIndex(({ id, namespace }) => id === lease.id && namespace === lease.namespace)
      if (index < 0) return
      const changed = { ...lease, ...change }
      leases[index] = changed
      write(`lease_${index + 1}`, changed)
    },
    setGrants(asked) {
      grants = asked
      // post asks again for what is not there: with very many paths they would leave no room for leases
      if (JSON.stringify(asked).length <= maxGrants) write('grants', asked)
    },
    setReading(isReading) {
      try {
        appendValues(stateFile, [['reading', JSON.stringify(isReading)]])
      } catch {
        // whatever needs the state file more than this says so
      }
    },
    addFile(path) {
      files.push(path)
      write(`file_${files.length}`, path)
    },
    dropFile(path) {
      const index = files.indexOf(path)
      if (index < 0) return
      files[index] = ''
      try {
        write(`file_${index + 1}`, '')
      } catch {
        // post looks for it and finds nothing
      }
    },
    files: () => files.filter((path) => path !== ''),
    isWrittenDown: () => isWrittenDown,
    revocable: () =>
      begun && {
        connection: begun.connection,
        token: begun.token,
        required: begun.required,
        leases,
        grants,
        ...(begun.missing && { missing: begun.missing }),
      },
    clear() {
      begun = undefined
      files = files.filter((path) => path !== '')
      try {
        room.clear()
        if (stateFile) truncateSync(stateFile)
        files.forEach((path, index) => {
          write(`file_${index + 1}`, path)
        })
      } catch {
        // a dead token on the disk does no harm, and post finds it gone
      }
    },
  }
}
