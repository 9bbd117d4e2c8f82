import { pause } from '../core/deadlines.ts'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import type { Transport } from '../http/transport.ts'
import { signCallerIdentity, type AwsCredentials } from './caller-identity.ts'
import { regionIn, stsEndpoint, type StsEndpoint } from './regions.ts'

/** The result of a wait for the keys of one path. */
export interface Readiness {
  readonly path: string
  /** How long the wait took, in seconds. */
  readonly seconds: number
  /** Why the keys may not work yet; undefined if they do. */
  readonly problem: string | undefined
}

/** Where and how long to ask. */
export interface ReadinessOptions {
  /** Of the input `awsRegion`. */
  readonly region: string | undefined
  readonly maxSeconds: number
  readonly env: Env
  readonly transport: Transport
  /** Ends the wait. */
  readonly signal: AbortSignal
}

/** Good responses in a row: one server of AWS can know a key before another. */
const neededInRow = 3
/** Failures in a row without a response, after which STS counts as unreachable. */
const maxUnreachable = 3
/** Delays in milliseconds: after a good response, and after the first refusals; the last one repeats. */
const afterGoodMs = 500
const afterRefusalMs = [500, 1_000, 2_000]
/** Timeout of one request in milliseconds. */
const replyMs = 5_000

/**
 * Asks STS who owns new keys until it knows them: AWS distributes an IAM user to its servers within seconds. Throws only the reason
 * of the signal. Source: Vault's documentation of the AWS engine; IAM's user guide, "Changes that I make are not always immediately visible".
 */
export async function waitUntilReady(path: string, credentials: AwsCredentials, options: ReadinessOptions): Promise<Readiness> {
  const { signal } = options
  const maxMs = options.maxSeconds * 1_000
  const start = performance.now()
  const elapsed = () => performance.now() - start
  const result = (problem: string | undefined): Readiness => ({ path, seconds: elapsed() / 1_000, problem })
  const sts = endpointOf(options)
  if (!sts) return result('AWS_ENDPOINT_URL_STS is not a valid URL')
  for (let good = 0, refused = 0, unreachable = 0; ;) {
    const problem = await ask(sts, credentials, options, maxMs - elapsed())
    good = problem === undefined ? good + 1 : 0
    unreachable = problem?.isUnreachable ? unreachable + 1 : 0
    if (good === neededInRow) return result(undefined)
    const wait = good > 0 ? afterGoodMs : (afterRefusalMs[refused++] ?? afterRefusalMs.at(-1) ?? 0)
    if (unreachable === maxUnreachable || elapsed() + wait >= maxMs) {
      return result(problem?.text ?? `${sts.url.host} did not accept them ${neededInRow} times in a row`)
    }
    await pause(wait, signal)
  }
}

/** Returns the endpoint in the environment, as AWS's tools do, or AWS's own. Undefined if the one in the environment is invalid. */
function endpointOf({ env, region }: ReadinessOptions): StsEndpoint | undefined {
  const own = stsEndpoint(region ?? regionIn(env))
  const given = env['AWS_ENDPOINT_URL_STS']
  if (given === undefined || given === '') return own
  const url = URL.parse(given)
  return url && /^https?:$/.test(url.protocol) ? { ...own, url } : undefined
}

/** Why a request failed. */
interface Problem {
  readonly text: string
  readonly isUnreachable: boolean
}

/** Sends one request on a connection of its own, which can reach another server of AWS. Returns undefined if STS knows the keys. */
async function ask(
  sts: StsEndpoint,
  credentials: AwsCredentials,
  { transport, signal }: ReadinessOptions,
  leftMs: number,
): Promise<Problem | undefined> {
  try {
    const request = signCallerIdentity(sts, credentials)
    const reply = await transport.send({
      ...request,
      method: 'POST',
      tls: {},
      replyMs: Math.ceil(Math.min(replyMs, Math.max(leftMs, 1))),
      signal,
    })
    if (reply.status === 200 && reply.body.includes('<GetCallerIdentityResult>')) return undefined
    const said = reply.status === 200 ? 'but not as STS' : errorCodeIn(reply.body)
    return { text: `${sts.url.host} responds ${[reply.status, said].filter(Boolean).join(' ')}`, isUnreachable: false }
  } catch (error) {
    if (signal.aborted || !(error instanceof Failure)) throw error
    return { text: error.message, isUnreachable: true }
  }
}

/** Returns the code of an error response, such as InvalidClientTokenId. Its message can quote the request. */
const errorCodeIn = (body: string): string => /<Code>(\w{1,64})<\/Code>/.exec(body)?.[1] ?? ''
