import type { FaultProxy } from './fault-proxy.ts'
import type { RequestSeen } from './request-seen.ts'

/** The response of AWS to a key that it does not know. Source: AWS's API reference of STS, common errors. */
const unknownKey = {
  kind: 'status',
  status: 403,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error>
  <RequestId>00000000-0000-0000-0000-000000000000</RequestId>
</ErrorResponse>
`,
} as const

/** Makes a proxy in front of STS refuse each access key for `forMs` milliseconds after its first request, as AWS does with new keys. */
export function refuseNewKeys(proxy: FaultProxy, forMs: number): void {
  const firstSeen = new Map<string, number>()
  const isNew = (request: RequestSeen): boolean => {
    const [, key = ''] = /Credential=(\w+)/.exec(request.headers.authorization ?? '') ?? []
    const first = firstSeen.get(key) ?? request.when
    firstSeen.set(key, first)
    return request.when - first < forMs
  }
  proxy.fault(isNew, unknownKey, { times: Number.POSITIVE_INFINITY })
}
