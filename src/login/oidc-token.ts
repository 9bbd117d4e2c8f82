import { Failure } from '../core/failure.ts'
import { waitOut } from '../core/deadlines.ts'
import { isObject, parseJson } from '../core/json.ts'
import { secondsOf } from '../vault/errors.ts'
import { clean } from '../core/clean.ts'
import { harmless, retryDelay, type Repeatable } from '../vault/retry.ts'
import { claimsOf, claimText, type Claims } from './claims.ts'
import type { Surroundings } from './method.ts'

/** Milliseconds for one attempt at the OIDC endpoint. */
const replyMs = 10_000

/** No cluster stands behind the endpoint that would need time to find a leader. */
const asking: Repeatable = { ...harmless, attempts: { other: 4, busy: 4, quota: 4 } }

/** Who the job is, signed: by its platform, unless the inputs name another token. */
export interface SignedJwt {
  readonly jwt: string
  readonly claims: Claims
}

/** Supplies an identity, fresh at each call. */
export type JwtSource = (surroundings: Surroundings) => Promise<SignedJwt>

/**
 * Asks the runner for an OIDC token, masks it and checks that it is this job's.
 * Source of the exchange: GitHub's OIDC reference (GET, bearer token, `{"value": "<jwt>"}`).
 * Throws ERR_IDENTITY (no permission, or another job's token), ERR_OIDC (the endpoint failed) and network codes.
 */
export async function requestOidcToken(audience: string | undefined, surroundings: Omit<Surroundings, 'vault'>): Promise<SignedJwt> {
  const { env, mask, stop } = surroundings
  const { requestUrl, requestToken } = endpointOf(env)
  mask(requestToken)
  for (let failed = 1; ; failed++) {
    try {
      const jwt = await ask(requestUrl, requestToken, audience, surroundings)
      mask(jwt)
      const claims = claimsOf(jwt)
      checkJob(claims, env)
      return { jwt, claims }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const wait = retryDelay(error, asking, failed, Math.random())
      if (wait === undefined) throw error
      await waitOut(error, wait, stop.asked)
    }
  }
}

function endpointOf(env: Surroundings['env']): { requestUrl: URL; requestToken: string } {
  const requestUrl = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''
  if (requestUrl !== '' && requestToken !== '') {
    const url = URL.parse(requestUrl)
    if (url) return { requestUrl: url, requestToken }
    throw new Failure('ERR_IDENTITY', 'ACTIONS_ID_TOKEN_REQUEST_URL is not a valid URL', {
      hint: 'The runner sets this variable, and an earlier step has overwritten it. Find that step.',
    })
  }
  throw new Failure('ERR_IDENTITY', 'this job has no permission to request an OIDC token', {
    hint: [
      'Add these lines to the job and, for a reusable workflow, to the job that calls it:',
      '  permissions:',
      '    id-token: write',
      '    contents: read',
      'Runs for pull requests from forks never get an OIDC token. Runs of Dependabot get one only with these lines.',
    ].join('\n'),
  })
}

async function ask(
  endpoint: URL,
  requestToken: string,
  audience: string | undefined,
  { transport, stop }: Omit<Surroundings, 'vault'>,
): Promise<string> {
  const url = new URL(endpoint)
  if (audience !== undefined) url.searchParams.set('audience', audience)
  const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' }
  const reply = await transport.send({ method: 'GET', url, headers, replyMs, signal: stop.now })
  if (reply.status !== 200) throw oidcRefusal(reply.status, messageOf(reply.body), secondsOf(reply.header('retry-after')))
  const value = fieldOf(reply.body, 'value')
  if (value !== undefined && value !== '') return value
  throw new Failure('ERR_OIDC', 'the response of the OIDC endpoint has no token')
}

/**
 * A refusal of the endpoint. "Can't issue ID_TOKEN for job in 'Pending' state" is a race of the platform with the start
 * of the job and passes within seconds; it is given the status of a busy server so that it is tried again.
 */
function oidcRefusal(status: number, message: string, retryAfter: number | undefined): Failure {
  const passing = status === 403 && /Can't issue ID_TOKEN/i.test(message)
  const code = passing || status === 429 || status >= 500 ? 'ERR_UNAVAILABLE' : 'ERR_OIDC'
  return new Failure(code, `the OIDC endpoint refused the token request: ${status}${message && ` ${message}`}`, {
    status: passing ? 503 : status,
    retryAfter,
  })
}

/** Without the permission a job's earlier step can plant an endpoint of its own and so another identity. */
function checkJob(claims: Claims, env: Surroundings['env']): void {
  const expected = { run_id: env['GITHUB_RUN_ID'], repository_id: env['GITHUB_REPOSITORY_ID'] }
  for (const [name, value] of Object.entries(expected)) {
    if (value === undefined || value === '' || claimText(claims[name] ?? '') === value) continue
    throw new Failure(
      'ERR_IDENTITY',
      `the OIDC token was not issued for this job: ${name} is "${clean(claimText(claims[name] ?? ''))}", expected "${value}"`,
      {
        hint: 'An earlier step may have changed ACTIONS_ID_TOKEN_REQUEST_URL. Add `permissions: id-token: write` to the job: then the runner sets it again.',
      },
    )
  }
}

function messageOf(body: string): string {
  return clean(fieldOf(body, 'message') ?? '')
}

function fieldOf(body: string, name: string): string | undefined {
  try {
    const reply = parseJson(body)
    const value = isObject(reply) ? reply[name] : undefined
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
