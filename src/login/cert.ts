import type { LoginMethod } from './method.ts'
import { readPayload } from './payload.ts'
import { adviceFrom, type Explanation } from './refusals.ts'

/** Logs in with the TLS client certificate of the connection. Source: Vault's API page "auth/cert". */
export const cert: LoginMethod = {
  name: 'cert',
  mount: 'cert',
  read(inputs) {
    if (inputs.text('authPayload') !== undefined) return readPayload(inputs)
    const role = inputs.text('role')
    return {
      as: role === undefined ? 'the owner of the client certificate' : `role ${role}`,
      role,
      // if `name` is missing, Vault tries every role
      supply: () => Promise.resolve({ body: { ...(role !== undefined && { name: role }) } }),
    }
  },
  explain: (refusal) => adviceFrom(explanations, refusal),
}

const explanations: readonly Explanation[] = [
  [
    /no client certificate found|client certificate must be supplied|missing client token/,
    () =>
      'No client certificate reached Vault: set `clientCertificate` and `clientKey`. A load balancer that terminates TLS before Vault does not pass it on.',
  ],
  [
    /tls connection (required|not found)/,
    () =>
      'The server received the login without TLS, so it saw no client certificate: write `url` with https:// and the port of a TLS listener. A load balancer that terminates TLS before Vault has the same effect.',
  ],
  [
    /invalid certificate|failed to match all constraints|no chain matching|no certificate was matched|failed to verify client's certificate|certificate mismatch of a trusted leaf/,
    ({ mount, role }) =>
      `No role accepts this certificate. Compare it with auth/${mount}/certs/${role ?? 'NAME'} (certificate, allowed_common_names, allowed_dns_sans, …).`,
  ],
]
