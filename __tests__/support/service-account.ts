import { generateKeyPairSync } from 'node:crypto'

/** A new key of a Google service account, in the form of Google's JSON files. */
export interface ServiceAccount {
  /** PEM, also within `key`. */
  readonly privateKey: string
  readonly key: Readonly<Record<string, string>>
  /** The key as a file, indented. */
  readonly file: string
}

/** Creates a service account with a private key of its own. */
export function createServiceAccount(): ServiceAccount {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const key = {
    type: 'service_account',
    project_id: 'acme-production',
    private_key_id: '3f1c0a7be2d94586a1d2c3b4e5f60718293a4b5c',
    private_key: privateKey,
    client_email: 'deployer@acme-production.iam.gserviceaccount.com',
    client_id: '104512345678901234567',
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
    auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
    client_x509_cert_url: 'https://www.googleapis.com/robot/v1/metadata/x509/deployer%40acme-production.iam.gserviceaccount.com',
    universe_domain: 'googleapis.com',
  }
  return { privateKey, key, file: `${JSON.stringify(key, null, 2)}\n` }
}
