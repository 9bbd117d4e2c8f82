import type { AwsCredentials } from '../aws/caller-identity.ts'
import { waitUntilReady, type Readiness, type ReadinessOptions } from '../aws/readiness.ts'
import type { PlannedRequest } from '../mapping/plan.ts'
import { mask } from '../masks/register.ts'

/** Masks the keys of a new IAM user, and waits until AWS knows them. In a chunk of its own. Throws only the reason of the signal. */
export function waitForKeys({ path, entries }: PlannedRequest, keys: AwsCredentials, options: ReadinessOptions): Promise<Readiness> {
  // the masks of all values follow; only those respect the flag nomask
  if (entries.every(({ masking }) => masking !== 'none')) [keys.accessKeyId, keys.secretAccessKey].forEach(mask)
  return waitUntilReady(path, keys, options)
}
