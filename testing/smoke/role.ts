/** The audience that the role requires; smoke.yml requests it. */
export const audience = 'https://vault-exchange.example/smoke'

/** The policy of the role: read a secret, issue a certificate with a lease, revoke this lease. */
export const policy = {
  'secret/data/smoke': { capabilities: ['read'] },
  'pki/issue/smoke': { capabilities: ['update'] },
  'sys/leases/revoke/pki/issue/smoke/*': { capabilities: ['update'] },
}
