import type { Surroundings } from '../../src/login/method.ts'
import { createVault } from '../../src/vault/client.ts'
import type { Transport } from '../../src/http/transport.ts'
import { connectionOf } from './revocable.ts'
import { endless } from './endless.ts'

/** Matching claims and environment of one job. */
export const jobClaims = { run_id: '77', repository_id: '42', sub: 'repo:o/r:ref:refs/heads/main', aud: 'https://github.com/o' }
export const jobEnv = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.test/token?api-version=2',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's3cr3t-request-token',
  GITHUB_RUN_ID: '77',
  GITHUB_REPOSITORY_ID: '42',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_JOB: 'deploy',
}

/** Creates the dependencies of a login method, and records the masks that it registers. */
export function createSurroundings(
  transport: Transport,
  more: Partial<Surroundings> = {},
): Surroundings & { readonly masks: readonly string[] } {
  const masks: string[] = []
  const vault = createVault(connectionOf(), transport, endless)
  return { env: jobEnv, vault, transport, stop: endless, mask: (secret) => masks.push(secret), masks, ...more }
}
