import type { Env } from '../core/env.ts'
import { waitOut, type Stop } from '../core/deadlines.ts'
import { Failure } from '../core/failure.ts'
import { own, parseObject } from '../core/json.ts'
import type { Transport, WireReply, WireRequest } from '../http/transport.ts'
import { idempotent, retryDelay, type Repeatable } from '../vault/retry.ts'
import type { AwsCredentials } from './caller-identity.ts'

/** The dependencies of a source of credentials. */
export interface AwsContext {
  readonly env: Env
  readonly transport: Transport
  readonly stop: Pick<Stop, 'stopRequested' | 'abortRequested'>
  /** Masks a secret; must be called before any other use of the secret. */
  readonly mask: (secret: string) => void
}

/** A service that returns credentials, for messages. */
export interface CredentialService {
  /** The subject of a sentence. */
  readonly name: string
  /** What to do if it returns none. */
  readonly hint: string
}

/** Few attempts: the services are on this machine, or are AWS's own. */
const retries: Repeatable = { ...idempotent, attempts: { other: 3, busy: 3, quota: 3 } }

/**
 * Sends a request for credentials until the service returns 200, three times at most. Throws ERR_IDENTITY (refused), ERR_UNAVAILABLE
 * (the service is busy), a network code, or the reason of the stop.
 */
export async function requestCredentials(
  service: CredentialService,
  request: Omit<WireRequest, 'signal'>,
  { transport, stop }: AwsContext,
): Promise<string> {
  for (let failed = 1; ; failed++) {
    try {
      const reply = await transport.send({ ...request, signal: stop.abortRequested })
      if (reply.status === 200) return reply.body
      throw refusalBy(service, reply)
    } catch (error) {
      if (!(error instanceof Failure) || error === stop.abortRequested.reason) throw error
      const wait = retryDelay(error, retries, failed, Math.random())
      if (wait === undefined) throw withService(error, service)
      await waitOut(error, wait, stop.stopRequested)
    }
  }
}

/** STS names the reason in a code; its message can quote the request. */
function refusalBy({ name, hint }: CredentialService, { status, body }: WireReply): Failure {
  const code = /<Code>(\w{1,64})<\/Code>/.exec(body)?.[1]
  const isBusy = status >= 500 || status === 429 || code === 'IDPCommunicationError'
  const message = `${name} refused the request for AWS credentials: ${[status, code].filter((part) => part !== undefined).join(' ')}`
  return new Failure(isBusy ? 'ERR_UNAVAILABLE' : 'ERR_IDENTITY', message, { hint, status: isBusy ? 503 : status })
}

/** Replaces the hint of a network failure, which is about Vault. */
const withService = (failure: Failure, { name, hint }: CredentialService): Failure =>
  failure.message.startsWith(name) ? failure : failure.with({ message: `${name} returned no AWS credentials: ${failure.message}`, hint })

/** Returns the credentials in a JSON response. Throws ERR_IDENTITY; the error never quotes the response. */
export function credentialsIn(body: string, service: CredentialService): AwsCredentials {
  const reply = parseObject(body) ?? {}
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'Token'].map((name) => own(reply, name))
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') {
    return { accessKeyId, secretAccessKey, ...(typeof sessionToken === 'string' && { sessionToken }) }
  }
  throw noCredentials(service)
}

/** Returns the failure for a response without credentials. */
export const noCredentials = ({ name, hint }: CredentialService): Failure =>
  new Failure('ERR_IDENTITY', `${name} returned no AWS credentials`, { hint })

/** The addresses of AWS at which only the machine itself can reach its credentials, and loopback. */
const localHosts = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost|169\.254\.169\.254|169\.254\.170\.(2|23)|\[fd00:ec2::(23|254)\])$/

/**
 * Parses the address of a service on this machine. Throws ERR_IDENTITY for any other host: an earlier step can set the variable, and
 * the request would send a secret there.
 */
export function localUrl(text: string, variable: string): URL {
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol) && localHosts.test(url.hostname)) return url
  throw new Failure('ERR_IDENTITY', `the environment variable ${variable} is not an address of this machine`, {
    hint: 'AWS uses loopback and link-local addresses here. An earlier step may have set the variable.',
  })
}
