import type { Env } from '../core/env.ts'

/** An endpoint of AWS STS, and the region for its signatures. */
export interface StsEndpoint {
  readonly url: URL
  readonly region: string
}

/** Matches the regions of the partitions aws, aws-cn and aws-us-gov, such as eu-central-1. */
const regionForm = /^(us-gov|[a-z]{2})-[a-z]+-\d$/

/** Returns whether a text has the form of a region. */
export const isRegion = (text: string): boolean => regionForm.test(text)

/** The region of the global endpoint. */
const globalRegion = 'us-east-1'

/** Returns AWS's own endpoint of STS in a region. Source: AWS General Reference, "AWS Security Token Service endpoints". */
export function stsEndpoint(region = globalRegion): StsEndpoint {
  const host = region === globalRegion ? 'sts.amazonaws.com' : `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
  return { url: new URL(`https://${host}/`), region }
}

/** Returns the region that the environment sets for AWS's tools; undefined if it sets none. */
export const regionIn = (env: Env): string | undefined =>
  [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find((region) => region !== undefined && isRegion(region))
