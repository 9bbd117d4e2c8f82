import { readFileSync } from 'node:fs'
import { callAws, textsOf, userNames } from './aws-api.ts'
import type { StackInfo } from './info.ts'
import { query } from './query.ts'
import { asRoot, type Call, Refused } from './root.ts'

/** The fields of an audit log entry that tests use. Secret values are HMACs. */
export type AuditEntry = {
  time: string
  type: 'request' | 'response'
  error?: string
  auth?: { accessor?: string; display_name?: string; policies?: string[]; token_type?: string }
  request: { id: string; operation: string; path: string; namespace?: { id: string; path?: string }; headers?: Record<string, string[]> }
  response?: { secret?: { lease_id: string } }
}

/** Queries for the state of a running stack. */
export type Inspect = {
  /** Calls the server's API as root; see Call. */
  root: Call
  /** Returns the names of the Postgres users that can log in, except the superuser. */
  databaseUsers: () => Promise<string[]>
  /** Returns the names of the IAM users, except those of the stack. */
  iamUsers: () => Promise<string[]>
  /** Returns the access keys of these IAM users. */
  accessKeys: () => Promise<string[]>
  /** Returns the ids of all leases of secrets, without the leases below `auth/`, which are those of tokens. */
  leases: (namespace?: string) => Promise<string[]>
  /** Checks if the lease exists. */
  leaseAlive: (id: string, namespace?: string) => Promise<boolean>
  /** Returns the accessors of all service tokens, including the root token. Batch tokens have no accessor. */
  tokenAccessors: (namespace?: string) => Promise<string[]>
  /** Returns the current end of the audit log, for `audit`. */
  auditMark: () => number
  /** Returns the entries of the audit log since the mark; all if not given. */
  audit: (since?: number) => AuditEntry[]
}

/** Creates the queries for a stack. */
export const inspect = (info: StackInfo): Inspect => {
  const root = asRoot(info.server)

  /** Lists the keys below a path; status 404 means that there are none. */
  const list = async (path: string, namespace?: string): Promise<string[]> => {
    try {
      return (await root('GET', `${path}?list=true`, undefined, namespace)).data['keys'] as string[]
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return []
      throw error
    }
  }
  const leasesBelow = async (prefix: string, namespace?: string): Promise<string[]> => {
    const keys = (await list(`sys/leases/lookup/${prefix}`, namespace)).map((key) => `${prefix}${key}`).filter((key) => key !== 'auth/')
    return (await Promise.all(keys.map(async (key) => (key.endsWith('/') ? leasesBelow(key, namespace) : [key])))).flat()
  }

  const iamUsers = async (): Promise<string[]> => {
    const users = textsOf('UserName', await callAws(info.aws, 'iam', 'ListUsers', { MaxItems: '1000' }))
    return users.filter((name) => !Object.values(userNames).includes(name))
  }
  // the user may have been deleted after the list
  const keysOf = (UserName: string): Promise<string> => callAws(info.aws, 'iam', 'ListAccessKeys', { UserName }).catch(() => '')

  return {
    root,
    databaseUsers: async () => {
      const rows = await query(info.postgres, 'SELECT rolname FROM pg_roles WHERE rolcanlogin ORDER BY 1')
      return rows.map(({ rolname }) => String(rolname)).filter((name) => name !== info.postgres.user)
    },
    iamUsers,
    accessKeys: async () => textsOf('AccessKeyId', (await Promise.all((await iamUsers()).map(keysOf))).join('')),
    leases: (namespace) => leasesBelow('', namespace),
    leaseAlive: async (id, namespace) => {
      try {
        await root('PUT', 'sys/leases/lookup', { lease_id: id }, namespace)
        return true
      } catch (error) {
        // Vault returns 400 "invalid lease" for an unknown lease
        if (error instanceof Refused && error.status === 400) return false
        throw error
      }
    },
    tokenAccessors: (namespace) => list('auth/token/accessors', namespace),
    auditMark: () => complete(readFileSync(info.server.auditLog)).length,
    audit: (since = 0) =>
      complete(readFileSync(info.server.auditLog))
        .subarray(since)
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as AuditEntry),
  }
}

/** Removes an incomplete last line, which the server may still be writing. */
const complete = (log: Buffer): Buffer => log.subarray(0, log.lastIndexOf('\n') + 1)
