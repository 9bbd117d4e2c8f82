import aws4 from 'aws4'
import type { StsEndpoint } from './regions.ts'

/** AWS credentials. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Only temporary credentials have one. */
  readonly sessionToken?: string
}

/** A signed request to STS, for POST. */
export interface SignedRequest {
  readonly url: URL
  readonly body: string
  /** By lower-case name, without `host`, which is the host of `url`. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Signs a GetCallerIdentity request, to which STS responds with the owner of the credentials. It needs no permission in AWS.
 * Source: AWS's API reference of STS.
 * @param signedHeaders further headers that the signature covers
 */
export function signCallerIdentity(
  { url, region }: StsEndpoint,
  credentials: AwsCredentials,
  signedHeaders: Readonly<Record<string, string>> = {},
): SignedRequest {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15'
  const signed = aws4.sign(
    { service: 'sts', region, method: 'POST', host: url.host, path: url.pathname, body, headers: { ...signedHeaders } },
    { ...credentials },
  )
  const headers = Object.entries(signed.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return { url, body, headers: Object.fromEntries(headers.filter(([name]) => name !== 'host')) }
}
