import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'

/** A certificate and its private key, in PEM. */
export type Identity = { certificate: string; key: string }

/** A CA: a root or an intermediate. */
export type Ca = Identity & {
  /** Issues a server or client certificate. */
  issue: (wanted: Wanted) => Promise<Identity>
  /** Creates an intermediate CA that this one signs. */
  below: (name: string) => Promise<Ca>
}

/** Properties of a certificate; valid from yesterday to tomorrow if not given. */
export type Wanted = {
  name: string
  /** Host names and addresses of a server; none for a client certificate. */
  hosts?: string[]
  from?: Date
  to?: Date
}

type Issuer = { name: string; keys: webcrypto.CryptoKeyPair; certificate: x509.X509Certificate }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 24 * 3_600_000

/** Returns the time `count` days from now. */
export const days = (count: number): Date => new Date(Date.now() + count * day)

const newKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

const pemOf = async (certificate: x509.X509Certificate, { privateKey }: webcrypto.CryptoKeyPair): Promise<Identity> => ({
  certificate: `${certificate.toString('pem')}\n`,
  key: `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')}\n`,
})

const ca = async (name: string, issuer?: Issuer): Promise<Ca> => {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: `CN=${name}`,
      issuer: `CN=${issuer?.name ?? name}`,
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      signingAlgorithm: algorithm,
      notBefore: days(-2),
      notAfter: days(2),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  )
  const self: Issuer = { name, keys, certificate }
  return {
    ...(await pemOf(certificate, keys)),
    issue: (wanted) => issue(wanted, self),
    below: (below) => ca(below, self),
  }
}

const issue = async ({ name, hosts = [], from = days(-1), to = days(1) }: Wanted, issuer?: Issuer): Promise<Identity> => {
  const keys = await newKeys()
  const usage = hosts.length > 0 ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth
  const names = hosts.map((host) => ({ type: isIP(host) > 0 ? ('ip' as const) : ('dns' as const), value: host }))
  const certificate = await x509.X509CertificateGenerator.create(
    {
      subject: `CN=${name}`,
      issuer: `CN=${issuer?.name ?? name}`,
      publicKey: keys.publicKey,
      signingKey: (issuer?.keys ?? keys).privateKey,
      signingAlgorithm: algorithm,
      notBefore: from,
      notAfter: to,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      ],
    },
    webcrypto,
  )
  return pemOf(certificate, keys)
}

/** Creates a root CA. */
export const createCa = (name: string): Promise<Ca> => ca(name)

/** Creates a self-signed certificate. */
export const selfSigned = (wanted: Wanted): Promise<Identity> => issue(wanted)
