import { truncateSync } from 'node:fs'
import { saveState } from '@actions/core'
import { Failure } from './failure.ts'
import type { Connection } from './vault/connection.ts'
import type { Grants, Lease } from './vault/leases.ts'

/** The longest state value in characters: an environment string of 128 KiB would keep the post step from starting. */
const maxValue = 32 * 1024

/** The token that was exchanged for the job's identity. */
export interface OwedToken {
  readonly value: string
  /** Service tokens can be revoked; batch tokens only run out. */
  readonly kind: 'service' | 'batch'
  /** In milliseconds since 1970. */
  readonly expires: number
}

/** Everything that is owed back: plain data, as the post step finds it. */
export interface Owed {
  readonly connection: Connection
  readonly token: OwedToken
  readonly leases: readonly Lease[]
  /** What may be revoked, where that was asked already. */
  readonly grants: Grants | undefined
}

/**
 * The account of what is owed back. Each part writes itself down in the runner's state the moment it exists, so that the
 * post step finds it even if main is killed in the next instant. Every method throws ERR_STATE where that fails; the
 * debt is in memory all the same, so that main can still give it back.
 */
export interface Session {
  begin(connection: Connection, token: OwedToken): void
  addLease(lease: Lease): void
  setGrants(grants: Grants): void
  /** Undefined before `begin`. */
  owed(): Owed | undefined
  /** Nothing is owed any more: empties the state file, so that no token lies on the disk and post has nothing to do. */
  settle(): void
}

/**
 * @param stateFile GITHUB_STATE, the file that the runner reads back into STATE_ variables for the post step
 * @param loaded what main has written down, in the post step
 */
export function createSession(stateFile: string | undefined, loaded?: Owed): Session {
  let begun: Pick<Owed, 'connection' | 'token'> | undefined = loaded
  let grants = loaded?.grants
  const leases: Lease[] = [...(loaded?.leases ?? [])]

  function write(key: string, value: unknown): void {
    const text = JSON.stringify(value)
    if (text.length > maxValue) throw new Failure('ERR_STATE', `what has to be written down for the post step (${key}) is over 32 KiB`)
    // without the file @actions/core would print the value as a workflow command
    if (!stateFile) throw new Failure('ERR_STATE', 'the runner gave no state file (GITHUB_STATE)')
    try {
      saveState(key, text)
    } catch (error) {
      throw new Failure('ERR_STATE', "the runner's state file cannot be written, so the post step would not know what to give back", {
        hint: 'Is the disk of the runner full?',
        cause: error,
      })
    }
  }

  return {
    begin(connection, token) {
      begun = { connection, token }
      write('session', begun)
    },
    addLease(lease) {
      leases.push(lease)
      write(`lease_${leases.length}`, lease)
    },
    setGrants(asked) {
      grants = asked
      // written to save post a question; one that is too long for that is asked again
      if (JSON.stringify(asked).length <= maxValue) write('grants', asked)
    },
    owed: () => begun && { connection: begun.connection, token: begun.token, leases, grants },
    settle() {
      begun = undefined
      try {
        if (stateFile) truncateSync(stateFile)
      } catch {
        // a dead token on the disk does no harm, and post finds it gone
      }
    },
  }
}

/**
 * What main wrote down, from the STATE_ variables of the post step; undefined where nothing is owed. Inputs are not
 * read: inside nested composites the runner evaluates them in the wrong place.
 */
export function loadOwed(env: Readonly<Record<string, string | undefined>>): Owed | undefined {
  const read = (key: string): unknown => (env[`STATE_${key}`] ? JSON.parse(env[`STATE_${key}`] ?? '') : undefined)
  const begun = read('session') as Pick<Owed, 'connection' | 'token'> | undefined
  if (!begun) return undefined
  const leases: Lease[] = []
  for (let lease = read('lease_1'); lease; lease = read(`lease_${leases.length + 1}`)) leases.push(lease as Lease)
  return { ...begun, leases, grants: read('grants') as Grants | undefined }
}
