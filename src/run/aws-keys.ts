import type { AwsCredentials } from '../aws/caller-identity.ts'
import { iamUserKeys } from '../aws/iam-user-keys.ts'
import type { Readiness } from '../aws/readiness.ts'
import { asFailure, Failure } from '../core/failure.ts'
import type { Settings } from '../inputs/settings.ts'
import type { PlannedRequest } from '../mapping/plan.ts'
import type { ReadListener } from '../read/reader.ts'
import type { MainRuntime } from './revoke-and-report.ts'

/** Waits until AWS knows the keys of new IAM users, while the run goes on. Its disposal ends the wait. */
export interface AwsKeysWait extends Disposable {
  /** Starts a wait if a response contains such keys and the mapping reads them. */
  readonly onRead: ReadListener
  /** Waits for all of them, and logs the result. Never throws. */
  finish(): Promise<void>
}

/** Creates the wait of a run, in a chunk of its own. The code that asks AWS is in another one, because most wildcards read no keys. */
export function createAwsKeysWait({ aws }: Settings, { env, transport, stop }: MainRuntime): AwsKeysWait {
  const end = new AbortController()
  const signal = AbortSignal.any([stop.stopRequested, end.signal])
  const waits: Promise<Readiness | undefined>[] = []

  const wait = async (request: PlannedRequest, keys: AwsCredentials): Promise<Readiness | undefined> => {
    try {
      const { waitForKeys } = await import('./wait-for-aws-keys.ts')
      return await waitForKeys(request, keys, { ...aws, env, transport, signal })
    } catch (error) {
      return signal.aborted ? undefined : { path: request.path, seconds: 0, problem: asFailure(error).message }
    }
  }

  return {
    onRead(request, secret) {
      const keys = iamUserKeys(request, secret)
      if (keys) waits.push(wait(request, keys))
    },
    async finish() {
      if (waits.length === 0) return
      const { reportAwsKeys } = await import('../report/aws-keys.ts')
      reportAwsKeys((await Promise.all(waits)).filter((result) => result !== undefined))
    },
    [Symbol.dispose]() {
      end.abort(new Failure('ERR_CANCELLED', 'the keys are not needed any more'))
    },
  }
}
