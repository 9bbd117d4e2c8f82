import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCa } from '../tls/certificates.ts'
import { freePort } from './free-port.ts'
import type { TlsInfo } from './info.ts'

/** Returns the configuration of two TLS listeners, one of which requires a client certificate. Writes their files to the folder. */
export const tlsListeners = async (folder: string): Promise<{ listeners: object[]; tls: TlsInfo }> => {
  const root = await createCa('Test TLS Root')
  const intermediate = await root.below('Test TLS Issuer')
  const server = await intermediate.issue({ name: 'vault.test', hosts: ['127.0.0.1', 'localhost', 'vault.test'] })
  const client = await root.issue({ name: 'ci-job' })
  const paths = { ca: join(folder, 'tls-ca.pem'), cert: join(folder, 'tls-cert.pem'), key: join(folder, 'tls-key.pem') }
  await Promise.all([
    writeFile(paths.ca, root.certificate),
    writeFile(paths.cert, server.certificate + intermediate.certificate),
    writeFile(paths.key, server.key, { mode: 0o600 }),
  ])
  const [port, mutualPort] = [await freePort(), await freePort()]
  const listener = (at: number, more: object) => ({
    tcp: { address: `127.0.0.1:${at}`, tls_cert_file: paths.cert, tls_key_file: paths.key, ...more },
  })
  return {
    listeners: [listener(port, {}), listener(mutualPort, { tls_require_and_verify_client_cert: true, tls_client_ca_file: paths.ca })],
    tls: { url: `https://127.0.0.1:${port}`, mutualUrl: `https://127.0.0.1:${mutualPort}`, ca: root.certificate, client },
  }
}
