import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { startGithub, type GithubServer } from '../../github/server.ts'
import { startFaultProxy, type FaultProxy } from '../../proxy/fault-proxy.ts'
import { createJob, type StageResult } from '../../runner/job.ts'
import { requestUrl } from '../../stack/id-token.ts'
import type { StackInfo } from '../../stack/info.ts'
import { audience } from '../../stack/roles.ts'
import { asRoot } from '../../stack/root.ts'
import type { StartedJob } from '../faulty-job.ts'
import { withProxies, type Proxies } from '../faulty-job.ts'
import { leaks } from '../leaks.ts'

/** The servers of one job of github-token, each behind a proxy. */
export interface TokenProxies extends Proxies {
  readonly github: FaultProxy
  /** The server behind `github`. */
  readonly behind: GithubServer
}

const app = { id: 424242, clientId: 'Iv23liExampleOfApp01', slug: 'octo-deployer' }
const installation = {
  id: 7654321,
  app: app.slug,
  account: 'octo-org',
  repositories: ['infra'],
  permissions: { metadata: 'read', contents: 'write' },
}

/** Runs a task with its own proxies and its own GitHub, which knows the key `github-app` in transit, and closes them afterwards. */
export async function withGithub<T>(stack: StackInfo, task: (proxies: TokenProxies) => Promise<T>): Promise<T> {
  const { data } = await asRoot(stack.server)('GET', 'transit/keys/github-app')
  const publicKeys = Object.values(data['keys'] as Record<string, { public_key: string }>).map(({ public_key }) => public_key)
  const behind = await startGithub({ apps: [{ ...app, publicKeys }], installations: [installation] })
  const github = await startFaultProxy({ target: behind.url })
  try {
    return await withProxies(stack, (proxies) => task({ ...proxies, github, behind }))
  } finally {
    await github.close()
    await behind.close()
  }
}

/** Starts a job with one step of github-token; its requests go through the proxies. */
export function startTokenJob(
  stack: StackInfo,
  { vault, issuer, github }: TokenProxies,
  inputs: Readonly<Record<string, string>> = {},
): StartedJob {
  const run = String(randomInt(1e11, 1e12))
  // Vault's tokens are named after the claim `repository`
  const claims = { run_id: run, repository: `octo-org/run-${run}` }
  const job = createJob({
    github: { run_id: run, api_url: github.url },
    idToken: { url: requestUrl({ ...stack.issuer, url: issuer.url }, claims), token: stack.issuer.requestToken },
  })
  const step = job.start({
    action: join(import.meta.dirname, '../../../github-token'),
    id: 'app',
    with: {
      url: vault.url,
      role: 'github-app',
      jwtGithubAudience: audience,
      clientId: app.clientId,
      key: 'transit/sign/github-app',
      permissions: 'contents: read',
      repositories: 'infra',
      ...inputs,
    },
  })
  return { job, step, run }
}

/** Returns the installation tokens that are still valid. */
export const validTokens = ({ behind }: TokenProxies): number => behind.tokens.filter(({ isRevoked }) => !isRevoked).length

/** Returns a problem for each kind of secret that the log shows or that is not masked. */
export function tokenLeaks({ job }: StartedJob, stages: readonly (StageResult | undefined)[], proxies: TokenProxies): readonly string[] {
  const log = stages.flatMap((stage) => stage?.log ?? []).join('\n')
  const sent = proxies.github.requests.map(({ headers }) => (headers.authorization ?? '').replace(/^Bearer /, ''))
  const isShown = sent.some((credential) => log.includes(credential) || job.mask(credential) === credential)
  return [...leaks(job, stages, proxies), ...(isShown ? ['a credential for GitHub is in the log, or not masked'] : [])]
}
