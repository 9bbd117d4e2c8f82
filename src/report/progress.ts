import { formatExpiry, formatSeconds, plural } from '../core/wording.ts'
import { tokenNamespace } from '../vault/connection.ts'
import type { Lease } from '../vault/leases.ts'
import { isOfRootNamespace } from '../vault/token.ts'
import { say, warningOf } from './lines.ts'
import type { LeaseEnd, Report } from './report.ts'

/** Creates the part of a Report that says what main does. */
export function createProgress(): Pick<Report, 'network' | 'loggedIn' | 'read' | 'exported'> {
  return {
    network({ urls, tls }, proxy) {
      if (proxy !== undefined) say(`Connecting to Vault through the proxy ${proxy}`)
      const risks = [
        tls?.skipVerify ? "tlsSkipVerify: the server's certificate is not verified." : '',
        ...urls.map((url) => (isUnencrypted(new URL(url)) ? `url: ${url} does not use TLS.` : '')),
      ].filter(Boolean)
      if (risks.length > 0) warningOf([...risks, "An attacker between this runner and Vault can read the job's token and all secrets."])
    },
    loggedIn(connection, { method, access }, auth, lost) {
      const namespace = tokenNamespace(connection)
      const where = namespace === '' ? connection.urls[0] : `${connection.urls[0]}, namespace ${namespace}`
      if ('token' in access) {
        say(`Using the token of the input \`token\` at ${where}`)
        return
      }
      const ttl = auth.seconds === 0 ? 'unlimited' : formatSeconds(auth.seconds)
      say(`Logged in to ${where} as ${access.as} (${method.name}); token TTL ${ttl}, policies ${auth.policies.join(', ')}`)
      // the community edition of Vault has no namespaces and ignores the header
      if (namespace !== '' && isOfRootNamespace(auth.token)) {
        warningOf(['The server ignored `namespace`: the token and everything read with it belong to the root namespace.'])
      }
      if (lost) {
        const expiry = auth.seconds === 0 ? 'does not expire' : `expires in ${formatSeconds(auth.seconds)}`
        say(`  Vault may have created a token whose response was lost; it ${expiry}`)
      }
    },
    read(paths, milliseconds, leases, lost, end) {
      say(`Read ${plural(paths, 'path')} in ${Math.round(milliseconds)} ms`)
      for (const lease of leases) say(`  ${lease.path} – ${leaseEnd(lease, end)}`)
      if (lost.length > 0) {
        const fate = end === 'ttl' ? 'is not revoked, and expires after its TTL' : 'is revoked with the token'
        say(`  sent again after a lost response: ${lost.join(', ')}. A lease of the lost response ${fate}`)
      }
    },
    exported({ outputs, variables, files }) {
      if (outputs.length > 0) say(`Set ${plural(outputs.length, 'output')}: ${outputs.join(', ')}`)
      if (variables.length > 0) say(`Set ${plural(variables.length, 'environment variable')}: ${variables.join(', ')}`)
      if (files.length > 0) say(`Wrote ${plural(files.length, 'file')}: ${files.join(', ')}`)
    },
  }
}

/** Returns true for plain HTTP to another machine. */
const isUnencrypted = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)

function leaseEnd(lease: Lease, end: LeaseEnd): string {
  const expiry = formatExpiry(lease.expires)
  if (lease.sts) return `AWS STS, cannot be revoked, ${expiry}`
  return end === 'ttl' ? `not revoked, ${expiry}` : `revoked when ${end === 'job' ? 'this job' : 'the command'} ends`
}
