import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { startGithub, type GithubOptions, type GithubServer } from '../../testing/github/server.ts'
import { endsWithTest } from './ends-with-test.ts'
import { action, look, type Scenario } from './scenario.ts'

/** The App of these tests. Its private key is in transit, as `github-app`. */
export const app = { id: 424242, clientId: 'Iv23liExampleOfApp01', slug: 'octo-deployer' } as const

/** Its installation at octo-org. */
export const installation = {
  id: 7654321,
  app: app.slug,
  account: 'octo-org',
  repositories: ['shop', 'infra', 'docs'],
  permissions: { metadata: 'read', contents: 'write', issues: 'read' },
} as const

/** Returns the public key of each version of `github-app`, as the server has it. */
export async function publicKeys(): Promise<readonly string[]> {
  const { data } = await look.root('GET', 'transit/keys/github-app')
  return Object.values(data['keys'] as Record<string, { public_key: string }>).map(({ public_key }) => public_key)
}

/** Starts a GitHub that knows the App and its installation. */
export async function startGithubOfApp(otherwise: Partial<GithubOptions> = {}): Promise<GithubServer> {
  const apps = [{ ...app, publicKeys: await publicKeys() }]
  return endsWithTest(startGithub({ apps, installations: [installation], ...otherwise }))
}

/** Returns a job with one step of github-token that signs with transit. */
export const tokenScenario = ({ url }: { readonly url: string }, inputs: Readonly<Record<string, string>> = {}): Scenario => ({
  action: join(action, 'github-token'),
  apiUrl: url,
  role: 'github-app',
  id: 'app',
  with: { clientId: app.clientId, key: 'transit/sign/github-app', permissions: 'contents: read', repositories: 'infra', ...inputs },
})

/** Returns a new RSA key in PKCS#1, the form in which GitHub provides the keys of Apps, and its public key. */
export function appKey(bits = 2048): { readonly privateKey: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: bits })
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  }
}
