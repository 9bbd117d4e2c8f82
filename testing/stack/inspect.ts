import { readFileSync } from 'node:fs'
import type { StackInfo } from './info.ts'
import { query } from './query.ts'
import { asRoot, type Call, Refused } from './root.ts'

/** An entry of the server's audit log, as far as tests look at it; secret values are HMACs in it. */
export type AuditEntry = {
  time: string
  type: 'request' | 'response'
  error?: string
  auth?: { accessor?: string; display_name?: string; policies?: string[]; token_type?: string }
  request: { id: string; operation: string; path: string; namespace?: { id: string; path?: string }; headers?: Record<string, string[]> }
  response?: { secret?: { lease_id: string } }
}

/** Looks at what a running stack really holds. */
export type Inspect = {
  /** Calls the server's API as root; see Call. */
  root: Call
  /** Names of the Postgres users that can log in, but for the superuser. */
  databaseUsers: () => Promise<string[]>
  /** Names of the IAM users. */
  iamUsers: () => Promise<string[]>
  /** Access keys of the IAM users, all of them. */
  accessKeys: () => Promise<string[]>
  /** Ids of all leases on secrets; tokens, which the server lists as leases below `auth/`, are not among them. */
  leases: (namespace?: string) => Promise<string[]>
  /** Whether the server still knows the lease. */
  leaseAlive: (id: string, namespace?: string) => Promise<boolean>
  /** Accessors of all service tokens, the root token's among them; batch tokens have none. */
  tokenAccessors: (namespace?: string) => Promise<string[]>
  /** Where the audit log ends now: for `audit`. */
  auditMark: () => number
  /** The audit log's entries since the mark, by default all. */
  audit: (since?: number) => AuditEntry[]
}

/** Looks into the stack that is described. */
export const inspect = (info: StackInfo): Inspect => {
  const root = asRoot(info.server)

  /** Keys below a path; a 404 means there are none. */
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

  const askIam = async (query: Record<string, string>): Promise<string> => {
    const answer = await fetch(info.moto, {
      method: 'POST',
      // moto sees by the credential's scope which service is meant, and checks no signature.
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=' },
      body: new URLSearchParams({ Version: '2010-05-08', MaxItems: '1000', ...query }),
    })
    return answer.text()
  }
  const iamUsers = async (): Promise<string[]> =>
    [...(await askIam({ Action: 'ListUsers' })).matchAll(/<UserName>([^<]*)<\/UserName>/g)].map(([, name]) => name ?? '')

  return {
    root,
    databaseUsers: async () => {
      const rows = await query(info.postgres, 'SELECT rolname FROM pg_roles WHERE rolcanlogin ORDER BY 1')
      return rows.map(({ rolname }) => String(rolname)).filter((name) => name !== info.postgres.user)
    },
    iamUsers,
    accessKeys: async () => {
      // a user may go in between
      const answers = await Promise.all((await iamUsers()).map((UserName) => askIam({ Action: 'ListAccessKeys', UserName })))
      return answers.flatMap((answer) => [...answer.matchAll(/<AccessKeyId>([^<]*)<\/AccessKeyId>/g)].map(([, key]) => key ?? ''))
    },
    leases: (namespace) => leasesBelow('', namespace),
    leaseAlive: async (id, namespace) => {
      try {
        await root('PUT', 'sys/leases/lookup', { lease_id: id }, namespace)
        return true
      } catch (error) {
        // "invalid lease"
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

/** What ends with a line break: the server may be in the middle of a line. */
const complete = (log: Buffer): Buffer => log.subarray(0, log.lastIndexOf('\n') + 1)
