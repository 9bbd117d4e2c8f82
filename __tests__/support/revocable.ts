import { bootTime, type RevocableToken } from '../../src/state/revocable.ts'
import type { History, LoginGrant } from '../../src/state/history.ts'
import type { Connection } from '../../src/vault/connection.ts'
import { leasePaths, type Grants } from '../../src/vault/grants.ts'
import type { Lease } from '../../src/vault/leases.ts'

/** The history of a session without a login. */
export const noHistory: History = { logins: [], dependents: [], ended: [], wasReading: false }

/** A login with the default method. */
export const loginGrant: LoginGrant = {
  method: 'jwt',
  mount: 'jwt',
  role: 'deploy',
  checkRunId: '27',
  kind: 'service',
  accessor: 'accessor-1',
  requestId: 'request-1',
  granted: Date.UTC(2026, 6, 1, 11),
  lost: false,
}

/** Returns a connection to https://vault.test. */
export const connectionOf = (more: Partial<Connection> = {}): Connection => ({
  urls: ['https://vault.test'],
  redirectHosts: [],
  correlationId: 'x',
  ...more,
})

/** Returns a service token with a TTL of one hour. */
export const tokenOf = (more: Partial<RevocableToken> = {}): RevocableToken => ({
  value: 't',
  kind: 'service',
  seconds: 3_600,
  expires: Date.now() + 3_600_000,
  booted: bootTime(),
  renewable: true,
  uses: 0,
  spent: 0,
  ...more,
})

/** Returns a lease of db/creds/NAME with a TTL of one hour. */
export const leaseOn = (name: string, more: Partial<Lease> = {}): Lease => ({
  id: `db/creds/${name}/id`,
  prefix: `db/creds/${name}`,
  path: `db/creds/${name}`,
  namespace: '',
  seconds: 3_600,
  expires: Date.now() + 3_600_000,
  renewable: true,
  sts: false,
  requestId: `request-${name}`,
  granted: Date.UTC(2026, 6, 1, 11),
  ...more,
})

/** Returns the permissions for all ways to revoke these leases; only the given ways are granted. */
export function grantsOf(leases: readonly Lease[], granted: readonly ('byPath' | 'byBody' | 'byRenewal')[]): Grants {
  const answers = leases.flatMap((lease) =>
    Object.entries<string>({ ...leasePaths('', lease) }).map(
      ([way, path]) => [path, (granted as readonly string[]).includes(way)] as const,
    ),
  )
  return Object.fromEntries(answers)
}
