import type { PlannedRequest } from '../mapping/plan.ts'
import { own } from '../core/json.ts'
import type { ReadResult } from '../vault/reply.ts'
import type { AwsCredentials } from './caller-identity.ts'

/** The parts of an access key in Vault's response. */
const parts = ['access_key', 'secret_key'] as const

/** Long-term keys of IAM users start with this. Source: IAM's user guide, "IAM identifiers", unique identifiers. */
const userKey = /^AKIA/

/**
 * Returns the keys of a new IAM user if a response contains them and the mapping reads both. Returns undefined for STS credentials,
 * which work at once, for stored secrets, and for engines of other clouds.
 */
export function iamUserKeys({ entries }: PlannedRequest, { values, lease, sts }: ReadResult): AwsCredentials | undefined {
  const [accessKeyId, secretAccessKey] = parts.map((part) => own(values, part))
  if (!lease || sts || typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || !userKey.test(accessKeyId))
    return undefined
  // an expression, such as a JSON object of both, contains the names
  const isRead = (part: string) => entries.some((entry) => entry.kind === 'wildcard' || entry.selector.includes(part))
  return parts.every(isRead) ? { accessKeyId, secretAccessKey } : undefined
}
