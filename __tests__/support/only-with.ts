import { stack } from './scenario.ts'

const isOpenBao = stack.server.product === 'openbao'

/** Features that only one of the servers has, and why the other cannot run these tests. */
const features = {
  namespaces: { isThere: stack.namespaces, why: 'the community edition of Vault has no namespaces' },
  'BAO_ variables': { isThere: isOpenBao, why: 'the client of Vault reads no BAO_ variables' },
  'ldap and github': { isThere: !isOpenBao, why: 'OpenBao has no auth methods ldap and github built in' },
} as const

/**
 * Registers tests that need a feature of the server. If the server lacks it, the tests are skipped; the reporter prints their names with
 * the reason.
 */
export function onlyWith(feature: keyof typeof features, define: () => void): void {
  const { isThere, why } = features[feature]
  if (isThere) define()
  else describe.skip(`skipped, because ${why}:`, define)
}
