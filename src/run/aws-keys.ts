import type { AwsCredentials } from '../aws/caller-identity.ts'
import { iamUserKeys } from '../aws/iam-user-keys.ts'
import type { Readiness } from '../aws/readiness.ts'
import { asFailure, Failure } from '../core/failure.ts'
import type { Settings } from '../inputs/settings.ts'
import type { PlannedRequest } from '../mapping/plan.ts'
import { mask } from '../masks/register.ts'
import type { ReadListener } from '../read/reader.ts'
import type { MainRuntime } from './revoke-and-report.ts'

/** Waits until AWS knows the keys of new IAM users, while the run goes on. Its disposal ends the wait. */
export interface AwsKeysWait extends Disposable {
  /** Starts a wait if a response contains such keys and the mapping reads them. */
  readonly onRead: ReadListener
  /** Waits for all of them, and logs the result. Never throws. */
  finish(): Promise<void>
}

/** Creates the wait of a run. The code that asks AWS is loaded on demand. */
export function createAwsKeysWait({ aws }: Settings, { env, transport, report, stop }: MainRuntime): AwsKeysWait {
  const end = new AbortController()
  const signal = AbortSignal.any([stop.stopRequested, end.signal])
  const waits: Promise<Readiness | undefined>[] = []

  const wait = async ({ path, entries }: PlannedRequest, keys: AwsCredentials): Promise<Readiness | undefined> => {
    try {
      // the masks of all values follow; only those respect the flag nomask
      if (entries.every(({ masking }) => masking !== 'none')) [keys.accessKeyId, keys.secretAccessKey].forEach(mask)
      const { waitUntilReady } = await import('../aws/readiness.ts')
      return await waitUntilReady(path, keys, { ...aws, env, transport, signal })
    } catch (error) {
      return signal.aborted ? undefined : { path, seconds: 0, problem: asFailure(error).message }
    }
  }

  return {
    onRead(request, secret) {
      const keys = aws.maxSeconds > 0 ? iamUserKeys(request, secret) : undefined
      if (keys) waits.push(wait(request, keys))
    },
    async finish() {
      report.awsKeys((await Promise.all(waits)).filter((result) => result !== undefined))
    },
    [Symbol.dispose]() {
      end.abort(new Failure('ERR_CANCELLED', 'the keys are not needed any more'))
    },
  }
}
