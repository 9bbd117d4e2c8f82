import { createInputReader } from '../../../src/core/input-reader.ts'
import { readExtraHeaders } from '../../../src/http/extra-headers.ts'
import { fixedParts, readHeaderLines } from '../../../src/http/extra-headers.ts'

test.each<[string, string, readonly (readonly [string, string])[]]>([
  ['one', 'X-Api: k', [['x-api', 'k']]],
  [
    'several, with spaces and empty lines',
    '\n  X-Api :  k  \r\n\r\nCF-Access-Client-Id: a:b=c\n',
    [
      ['x-api', 'k'],
      ['cf-access-client-id', 'a:b=c'],
    ],
  ],
  ['one that is repeated, as a list', 'A: 1\na: 2', [['a', '1, 2']]],
  [
    'a placeholder for an OIDC token',
    'Authorization: Bearer {oidc:https://iap.example}',
    [['authorization', 'Bearer {oidc:https://iap.example}']],
  ],
  ['one for a proxy in front', 'Proxy-Authorization: x', [['proxy-authorization', 'x']]],
  [
    'a header of Vault that the action does not set',
    'X-Vault-Inconsistent: forward-active-node',
    [['x-vault-inconsistent', 'forward-active-node']],
  ],
])('accepts %s', (_, text, expected) => {
  const { headers, problems } = readHeaderLines(text)
  expect(problems).toEqual([])
  expect(headers.map(({ name, value }) => [name, value])).toEqual(expected)
})

test.each([
  ['s3cr3t', 'has no colon'],
  [': s3cr3t', 'has no valid header name before the colon'],
  ['my header: s3cr3t', 'has no valid header name before the colon'],
  ['Näme: s3cr3t', 'has no valid header name before the colon'],
  ['X-Api:', 'the header x-api has no value'],
  ['X-Api: s3cr3t\u2028x', 'the value of x-api contains invalid characters'],
  ['X-Api: s3cr3t\u0000x', 'the value of x-api contains invalid characters'],
  ['X-Api: {oidc: }', 'the value of x-api has no audience in {oidc:…}'],
  ['X-Vault-Token: s3cr3t', 'the header x-vault-token is reserved: the login sets it'],
  ['x-vault-namespace: s3cr3t', 'the header x-vault-namespace is set by the input `namespace`'],
  ['X-Vault-Request: s3cr3t', 'the header x-vault-request is always sent'],
  ['X-Vault-Wrap-TTL: s3cr3t', 'the header x-vault-wrap-ttl would wrap every response'],
  ['User-Agent: s3cr3t', 'the header user-agent is reserved: Vault writes it to its audit log'],
  ['Host: s3cr3t', 'the header host is reserved: the HTTP client sets it'],
  ['Content-Length: 1', 'the header content-length is reserved: the HTTP client sets it'],
  ['Transfer-Encoding: s3cr3t', 'the header transfer-encoding is reserved: the HTTP client sets it'],
])('rejects %j without quoting its value', (line, problem) => {
  const { headers, problems } = readHeaderLines(`A: 1\n${line}`)
  expect(headers).toEqual([{ name: 'a', value: '1' }])
  expect(problems).toEqual([{ line: 2, text: problem, instead: expect.any(String) as string }])
  expect(JSON.stringify(problems)).not.toContain('s3cr3t')
})

test.each<[string, readonly string[]]>([
  ['k3y-s', ['k3y-s']],
  ['ok', []],
  ['Bearer {oidc:a}', []],
  ['Bearer', ['Bearer']],
  ['Bearer t0ken', ['Bearer t0ken', 't0ken']],
  ['k3y-s {oidc:a};{oidc:b} more', ['k3y-s', 'more']],
])('masks of %j: %j', (value, parts) => {
  expect(fixedParts(value)).toEqual(parts)
})

describe('the input', () => {
  const read = (text: string | undefined) => {
    const masks: string[] = []
    const problems: string[] = []
    const result = readExtraHeaders(
      createInputReader(
        () => text,
        (where, what) => problems.push(`${where}: ${what}`),
      ),
      (secret) => masks.push(secret),
    )
    return { result, masks, problems }
  }

  it('is returned unchanged; each value is masked, also in an invalid line', () => {
    const text = 'X-Api: k3y-s\nAuthorization: Bearer {oidc:a}\nHost: h0st\nl0ne'
    expect(read(text)).toEqual({
      result: { extraHeaders: text },
      masks: ['k3y-s', 'h0st', 'l0ne'],
      problems: ['extraHeaders line 3: the header host is reserved: the HTTP client sets it', 'extraHeaders line 4: has no colon'],
    })
  })

  it('is optional', () => {
    expect(read(undefined)).toEqual({ result: {}, masks: [], problems: [] })
  })
})
