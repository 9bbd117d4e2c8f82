import fc from 'fast-check'
import { createSession } from '../../../src/state/session.ts'
import { checkStateSize } from '../../../src/state/size-limit.ts'
import type { Connection } from '../../../src/vault/connection.ts'
import { connectionOf, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

const inComposite = { GITHUB_ACTION_PATH: '/actions/wrapper' }
const kib = (count: number, text = 'x') => text.repeat((count * 1024) / text.length)
const address = (length: number) => [`https://vault.test/${kib(length)}`] as const

function problemsOf(connection: Partial<Connection>, token?: string, env: Readonly<Record<string, string>> = {}) {
  const problems: string[] = []
  checkStateSize(connectionOf(connection), token, env, (where, text, instead) => problems.push(`${where}: ${text}. Write: ${instead}`))
  return problems
}
const is = (where: string, total: number, sizeList: string, instead: RegExp | string = 'a shorter text') => [
  expect.stringMatching(
    new RegExp(
      `^${where}: these inputs take ${total} KiB of the state saved for the post step \\(${sizeList}\\), and the limit is 400 KiB\\. Write: ${typeof instead === 'string' ? instead : instead.source}$`,
    ),
  ) as string,
]

describe('inputs that are too large together', () => {
  test.each<[string, () => readonly string[], readonly string[]]>([
    [
      'two certificates, each of which would fit',
      () => problemsOf({ tls: { ca: kib(300), certificate: kib(301), key: 'k' } }),
      is(
        'clientCertificate, caCertificate',
        602,
        'clientCertificate 302 KiB, caCertificate 301 KiB',
        /only the client certificate .*; only the CA certificates .*/,
      ),
    ],
    [
      'one alone',
      () => problemsOf({ tls: { ca: kib(401) } }),
      is('caCertificate', 402, 'caCertificate 402 KiB', /only the CA certificates .*/),
    ],
    [
      'line breaks, which are longer in JSON',
      () => problemsOf({ tls: { ca: kib(300, 'x\n') } }),
      is('caCertificate', 451, 'caCertificate 451 KiB', /only the CA certificates .*/),
    ],
    ['characters of several bytes', () => problemsOf({ namespace: kib(210, 'ä') }), is('namespace', 421, 'namespace 421 KiB')],
    [
      'addresses, hosts and namespaces',
      () => problemsOf({ urls: address(110), redirectHosts: [kib(110)], namespace: kib(110), authNamespace: kib(110) }),
      is(
        'url, redirectHosts, namespace, authNamespace',
        441,
        'url 111 KiB, redirectHosts 111 KiB, namespace 111 KiB, authNamespace 111 KiB',
        /only the addresses .*; only the hosts .*; a shorter text/,
      ),
    ],
    [
      'secrets inside a composite action, where the state contains the secrets themselves',
      () =>
        problemsOf({ tls: { key: kib(120, 'k'), certificate: 'c' }, extraHeaders: kib(120, 'h'), namespace: kib(120) }, kib(120, 't'), {
          ...inComposite,
          INPUT_TOKEN: kib(120, 't'),
          INPUT_CLIENTKEY: kib(120, 'k'),
          INPUT_EXTRAHEADERS: kib(120, 'h'),
        }),
      is('extraHeaders, clientKey, token, namespace', 481, 'extraHeaders 121 KiB, clientKey 121 KiB, token 121 KiB, namespace 121 KiB'),
    ],
  ])('%s', (_, problems, expected) => {
    expect(problems()).toEqual(expected)
  })
})

test.each<[string, () => readonly string[]]>([
  ['little', () => problemsOf({})],
  [
    'certificates of 390 KiB',
    () => problemsOf({ tls: { ca: kib(195, `${'x'.repeat(63)}\n`), certificate: kib(195, `${'x'.repeat(63)}\n`) } }),
  ],
  [
    'secrets that are saved as references',
    () =>
      problemsOf({ tls: { key: kib(300, 'k'), certificate: 'c' }, extraHeaders: kib(300, 'h') }, kib(300, 't'), {
        INPUT_TOKEN: kib(300, 't'),
        INPUT_CLIENTKEY: kib(300, 'k'),
        INPUT_EXTRAHEADERS: kib(300, 'h'),
      }),
  ],
])('%s fit', (_, problems) => {
  expect(problems()).toEqual([])
})

describe('inputs that pass the check', () => {
  let files: RunnerFiles
  beforeEach(() => {
    files = createRunnerFiles()
  })
  afterEach(() => {
    files.remove()
  })

  it('can be saved after the login, with a token of 64 KiB', () => {
    const text = (max: number) =>
      fc
        .tuple(fc.constantFrom('x', '\n', 'ä', '😀', '"', '\u0001'), fc.integer({ min: 1, max }))
        .map(([unit, length]) => unit.repeat(length))
    const connections = fc.record({ ca: text(300_000), certificate: text(300_000), namespace: text(60_000), extraHeaders: text(60_000) })
    const seen = { passed: 0, refused: 0 }
    fc.assert(
      fc.property(connections, ({ ca, certificate, namespace, extraHeaders }) => {
        const connection = connectionOf({ tls: { ca, certificate }, namespace, extraHeaders })
        if (problemsOf(connection).length > 0) {
          seen.refused++
          return
        }
        seen.passed++
        createSession({ GITHUB_STATE: files.statePath }).begin({ connection, token: tokenOf({ value: kib(64) }), required: false })
      }),
      { numRuns: 60 },
    )
    expect(Math.min(seen.passed, seen.refused)).toBeGreaterThan(3)
  })
})
