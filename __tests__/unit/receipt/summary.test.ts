import fc from 'fast-check'
import { receiptSchema, type End, type Grant, type Receipt } from '../../../src/receipt/receipt.ts'
import { summaryOf } from '../../../src/receipt/summary.ts'

const end: End = { how: 'by path', confirmed: true, at: '2026-07-01T12:00:01.000Z', validUntil: null, reason: null }
const grant = (more: Partial<Grant> = {}): Grant => ({
  kind: 'lease',
  path: 'db/creds/a',
  namespace: '',
  accessor: null,
  leaseId: 'db/creds/a/…abcd',
  requestId: 'r-1',
  granted: '2026-07-01T12:00:00.000Z',
  end,
  ...more,
})
const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  schema: receiptSchema,
  correlationId: '77-1-deploy-0badcafe',
  job: { runId: '77', attempt: '1', job: 'deploy', checkRunId: null, repository: null, workflowRef: null },
  vault: { url: 'https://vault.test', namespace: '' },
  login: null,
  grants: [grant()],
  unknown: [],
  ...more,
})
const rowsOf = (summary: string) =>
  summary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
const none = (reason: End['reason'], validUntil: string | null = '2026-07-01T13:00:00.000Z'): End => ({
  ...{ how: 'none', confirmed: false, at: null, validUntil, reason },
})

it('is a table with a row for each grant', () => {
  expect(summaryOf(receipt())).toBe(`\
### Credentials from Vault

| path | kind | granted (UTC) | ended (UTC) | how | request id |
| --- | --- | --- | --- | --- | --- |
| <code>db/creds/a</code><br>lease <code>db/creds/a/&#8230;abcd</code> | lease | 2026-07-01 12:00:00 | 2026-07-01 12:00:01 | revoked, confirmed | <code>r-1</code> |

Correlation id in Vault's audit log: <code>77-1-deploy-0badcafe</code>
`)
})

test.each<[Partial<Grant>, string]>([
  [{ end: none('sts') }, 'expires by 2026-07-01 13:00:00 | cannot be revoked |'],
  [{ end: none('batch token', null) }, 'does not expire | cannot be revoked |'],
  [{ end: none('denied') }, '| not revoked, no policy allows it |'],
  [{ end: none('failed') }, '| not revoked, the revocation failed |'],
  [{ end: none('revoke: false') }, '| not revoked, because `revoke` is false |'],
  [{ end: { ...none(null), how: 'in background' } }, 'expires by 2026-07-01 13:00:00 | revocation failed, Vault repeats it |'],
  [{ end: { ...end, how: 'with token', confirmed: false } }, '| 2026-07-01 12:00:01 | revoked with the token, not confirmed |'],
  [{ kind: 'service token', leaseId: null }, '| <code>db/creds/a</code> | token |'],
  [{ namespace: 'team' }, '<code>db/creds/a</code><br>namespace <code>team</code><br>lease'],
  [{ requestId: null, granted: null }, '| lease |  | 2026-07-01 12:00:01 | revoked, confirmed |  |'],
])('a row for %j', (more, text) => {
  expect(rowsOf(summaryOf(receipt({ grants: [grant(more)] })))).toEqual([expect.stringContaining(text)])
})

it('says once what Vault may have granted in addition', () => {
  const unknown = [
    { kind: 'login', path: 'auth/jwt/login' },
    { kind: 'read', path: 'db/creds/b' },
    { kind: 'read', path: 'db/creds/b' },
    { kind: 'killed', path: null },
  ] as const
  const notes = summaryOf(receipt({ unknown })).split('\n\n').slice(2, -1)
  expect(notes).toEqual([
    expect.stringContaining('The response of a login was lost'),
    'A response was lost: <code>db/creds/b</code>. Vault may have created a lease that is not in the table.',
    expect.stringContaining('was killed'),
  ])
})

it('stays below the limit of the runner', () => {
  const grants = Array.from({ length: 5_000 }, () => grant({ path: '|'.repeat(200) }))
  const summary = summaryOf(receipt({ grants }))
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
  expect(rowsOf(summary).length).toBeGreaterThan(300)
  expect(summary).toContain(`\n${5_000 - rowsOf(summary).length} more in the log.\n`)
})

it('cuts long texts', () => {
  expect(summaryOf(receipt({ grants: [grant({ path: 'a'.repeat(1_000), leaseId: null })] }))).toContain(
    `<code>${'a'.repeat(200)}&#8230;</code>`,
  )
})

it('contains no Markdown, HTML or line break of a hostile text', () => {
  const parts = [
    'a',
    '|',
    '`',
    '<',
    '>',
    '&',
    '\\',
    '\n',
    '\r',
    '\0',
    '\u0085',
    '*',
    '_',
    '[x](y)',
    'https://evil.test',
    '@octocat',
    '#1',
    '##[',
    '::',
    '\ud800',
  ]
  const hostile = fc.string({ unit: fc.constantFrom(...parts, '<script>', '</code>', '![](x)', '&#96;') })
  const plain = summaryOf(receipt({ unknown: [{ kind: 'read', path: 'a' }] }))
  const shape = (summary: string) => summary.replace(/<code>.*?<\/code>/g, 'CODE')
  fc.assert(
    fc.property(hostile, (text) => {
      const grants = [grant({ path: text, leaseId: text, requestId: text })]
      const summary = summaryOf(receipt({ grants, correlationId: text, unknown: [{ kind: 'read', path: text }] }))
      expect(shape(summary)).toBe(shape(plain))
      const inner = [...summary.matchAll(/<code>(.*?)<\/code>/g)].map(([, one]) => one!)
      expect(inner.length).toBeGreaterThanOrEqual(4)
      // only letters, digits, spaces, / and -, and entities of everything else
      expect(inner.filter((one) => !/^([a-zA-Z0-9 /-]|&#\d+;)*$/.test(one))).toEqual([])
    }),
  )
})
