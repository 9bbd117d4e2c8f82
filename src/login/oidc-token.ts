import { Failure, type FailureCode } from '../core/failure.ts'
import { waitOut } from '../core/deadlines.ts'
import { parseObject } from '../core/json.ts'
import { secondsOf } from '../http/retry-after.ts'
import { clean } from '../core/clean.ts'
import { idempotent, retryDelay, type Repeatable } from '../vault/retry.ts'
import { claimsOf, claimText, type Claims } from './claims.ts'
import type { LoginContext } from './method.ts'

/** Limit in milliseconds for one attempt at the OIDC endpoint. */
const replyMs = 10_000

/** Fewer attempts than for Vault: the endpoint has no leader election to wait for. */
const oidcRetries: Repeatable = { ...idempotent, attempts: { other: 4, busy: 4, quota: 4 } }

/** A signed JWT and its unverified claims. */
export interface SignedJwt {
  readonly jwt: string
  readonly claims: Claims
}

/** Returns a new JWT at each call. */
export type JwtSource = (context: LoginContext) => Promise<SignedJwt>

/**
 * Requests an OIDC token from the runner's endpoint, masks it and checks that it was issued for this job.
 * Source of the protocol: GitHub's OIDC reference (GET, bearer token, `{"value": "<jwt>"}`).
 * Throws ERR_IDENTITY (no permission, or the token of another job), ERR_OIDC (the endpoint refused), ERR_UNAVAILABLE (it is
 * busy) and network codes.
 */
export async function requestOidcToken(audience: string | undefined, context: Omit<LoginContext, 'vault'>): Promise<SignedJwt> {
  const { env, mask, stop } = context
  const { requestUrl, requestToken } = endpointOf(env)
  mask(requestToken)
  for (let failed = 1; ; failed++) {
    try {
      const jwt = await requestOnce(requestUrl, requestToken, audience, context)
      mask(jwt)
      const claims = claimsOf(jwt)
      checkJob(claims, env)
      return { jwt, claims }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const wait = retryDelay(error, oidcRetries, failed, Math.random())
      if (wait === undefined) throw error
      await waitOut(error, wait, stop.stopRequested)
    }
  }
}

function endpointOf(env: LoginContext['env']): { requestUrl: URL; requestToken: string } {
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

async function requestOnce(
  endpoint: URL,
  requestToken: string,
  audience: string | undefined,
  { transport, stop }: Omit<LoginContext, 'vault'>,
): Promise<string> {
  const url = new URL(endpoint)
  if (audience !== undefined) url.searchParams.set('audience', audience)
  const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' }
  const reply = await transport.send({ method: 'GET', url, headers, replyMs, signal: stop.abortRequested }).catch(withHint)
  if (reply.status !== 200) throw oidcRefusal(reply.status, messageOf(reply.body), secondsOf(reply.header('retry-after')))
  const value = fieldOf(reply.body, 'value')
  if (value !== undefined && value !== '') return value
  throw new Failure('ERR_OIDC', 'the response of the OIDC endpoint has no token')
}

/** Hints for network failures. They replace the hints of `http`, which are about Vault. */
const hints: Readonly<Partial<Record<FailureCode, string>>> = {
  ERR_CONNECT: 'This is the OIDC endpoint of the CI platform. The runner has to reach it, directly or through the proxy of HTTPS_PROXY.',
  ERR_TLS:
    'This is the OIDC endpoint of the CI platform, to which caCertificate does not apply. The system store of the runner, or of the image of the job container, has to contain the CA. Or set NODE_EXTRA_CA_CERTS to the path of its certificate, in `env` of the job.',
}

function withHint(error: unknown): never {
  const hint = error instanceof Failure ? hints[error.code] : undefined
  throw error instanceof Failure && hint !== undefined ? error.with({ hint, cause: error.cause }) : error
}

/**
 * Returns the failure for a refusal. "Can't issue ID_TOKEN for job in 'Pending' state" is a race with the start of the job and
 * disappears within seconds, so it gets the status of a busy server and is retried.
 */
function oidcRefusal(status: number, message: string, retryAfter: number | undefined): Failure {
  const transient = status === 403 && /Can't issue ID_TOKEN/i.test(message)
  const code = transient || status === 429 || status >= 500 ? 'ERR_UNAVAILABLE' : 'ERR_OIDC'
  return new Failure(code, `the OIDC endpoint refused the token request: ${status}${message && ` ${message}`}`, {
    status: transient ? 503 : status,
    retryAfter,
  })
}

/** Without the permission, an earlier step can set its own endpoint, and with it another identity. */
function checkJob(claims: Claims, env: LoginContext['env']): void {
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
  const value = parseObject(body)?.[name]
  return typeof value === 'string' ? value : undefined
}
