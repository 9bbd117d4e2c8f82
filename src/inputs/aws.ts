import { isRegion } from '../aws/regions.ts'
import type { InputReader } from '../core/input-reader.ts'

/** How the step waits until AWS knows the keys of a new IAM user. */
export interface AwsSettings {
  /** Of the input `awsRegion`. */
  readonly region: string | undefined
  /** 0 for no wait. */
  readonly maxSeconds: number
}

/** The longest wait that the input `awsWait` can set, in seconds. */
const longestWait = 600

/** Reads `awsRegion` and `awsWait`. */
export function readAwsInputs({ text, problem }: InputReader, defaults: AwsSettings): AwsSettings {
  const region = text('awsRegion')
  if (region !== undefined && !isRegion(region)) problem('awsRegion', `"${region}" is not a region of AWS`, 'eu-central-1')
  const wait = text('awsWait') ?? String(defaults.maxSeconds)
  if (/^\d{1,3}$/.test(wait) && Number(wait) <= longestWait) return { region, maxSeconds: Number(wait) }
  problem('awsWait', `"${wait}" is not a whole number from 0 to ${longestWait}`, String(defaults.maxSeconds))
  return defaults
}
