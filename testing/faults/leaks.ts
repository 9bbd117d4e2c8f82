import type { Job, StageResult } from '../runner/job.ts'
import { canary } from '../stack/stored.ts'
import type { Proxies } from './faulty-job.ts'

/** Returns a problem for each kind of secret (stored secret, JWT, token) that the log shows or that is not masked; never the secret. */
export function leaks(job: Job, stages: readonly (StageResult | undefined)[], { vault }: Proxies): readonly string[] {
  const log = stages.flatMap((stage) => stage?.log ?? []).join('\n')
  const tokens = vault.requests.flatMap(({ headers }) => String(headers['x-vault-token'] ?? ''))
  const jwts = vault.requests.flatMap(({ body }) => /"jwt":"([^"]+)"/.exec(body)?.[1] ?? '')
  const secrets = { 'a stored secret': [canary], 'the token': tokens, 'the JWT': jwts }
  return Object.entries(secrets).flatMap(([what, texts]) =>
    texts.some((text) => text !== '' && log.includes(text)) || unmasked(job, texts) ? [`${what} is in the log, or not masked`] : [],
  )
}

/** Checks if a token or JWT has no mask; both are masked as soon as they are received. */
const unmasked = (job: Job, texts: readonly string[]): boolean =>
  texts.some((text) => text !== '' && text !== canary && job.mask(text) === text)
