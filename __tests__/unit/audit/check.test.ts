import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'audit-'))
const write = (name: string, lines: readonly string[]) => {
  const path = join(folder, name)
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''))
  return path
}
const leaseId = 'db/creds/a/hvs1234abcd'
const grant = (more: object) => ({
  ...{ kind: 'lease', path: 'db/creds/a', namespace: '', accessor: null, leaseId: 'db/creds/a/…abcd', requestId: 'r-1', granted: null },
  end: { how: 'by path', confirmed: true, at: null, validUntil: null, reason: null },
  ...more,
})
const receipt = JSON.stringify({ schema: 'vault-exchange/receipt/v1', correlationId: 'run-1', grants: [grant({})], unknown: [] })
const headers = { 'X-Correlation-Id': ['run-1'] }
const entry = (more: object) => JSON.stringify({ type: 'response', auth: { accessor: 'hmac' }, ...more })
const log = write('audit.log', [
  entry({ request: { id: 'r-1', path: 'db/creds/a', headers }, response: { secret: { lease_id: leaseId } } }),
  entry({ request: { id: 'r-2', path: `sys/leases/revoke/${leaseId}`, headers } }),
  entry({ type: 'request', request: { id: 'r-3', path: 'db/creds/a', headers }, response: { secret: { lease_id: 'x/y' } } }),
  '[]',
  '{"type":"resp',
])

/** Runs the check as `npm run audit` does. */
function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, '../../../audit/check.ts'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout: stdout.split('\n').slice(0, -1), stderr }
}

it('reads receipts from files and from the logs of jobs', () => {
  const jobLog = write('job.log', [
    '2026-07-01T12:00:00Z ##[group]Receipt',
    `2026-07-01T12:00:00Z ${receipt}`,
    '2026-07-01T12:00:00Z ##[endgroup]',
  ])
  expect(check(log, jobLog, write('receipts.jsonl', [receipt]))).toEqual({
    status: 0,
    stdout: [
      'run-1: 1 grant, every grant is accounted for',
      '2 lines of the audit log are not JSON',
      '1 receipt, all of them agree with the audit log',
    ],
    stderr: '',
  })
})

it('prints what is not accounted for, without control characters', () => {
  const hostile = receipt.replace('"path":"db/creds/a"', '"path":"\\u001b[31m"').replace('"leaseId":"db/creds/a/…abcd"', '"leaseId":null')
  const { status, stdout } = check(log, write('hostile.jsonl', [hostile]))
  expect([status, stdout.slice(0, 2)]).toEqual([
    1,
    ['run-1: 1 grant, NOT every grant is accounted for', '  problem: lease  [31m: the audit log has another credential for request r-1'],
  ])
})

test.each<[string, () => string[], string]>([
  ['two receipts of one step', () => [log, write('two.log', [receipt, receipt.replace('true', 'false')])], 'two receipts of run-1 differ'],
  ['no arguments', () => [], 'Usage: npm run audit'],
  ['no receipt', () => [log, write('empty.log', ['nothing'])], 'no receipt in'],
  [
    'a receipt of another version',
    () => [log, write('v2.log', [receipt.replace('/v1', '/v2')])],
    'v2.log line 1: the receipt is not of the form vault-exchange/receipt/v1',
  ],
  ['a truncated receipt', () => [log, write('cut.log', ['', receipt.slice(0, 90)])], 'cut.log line 2: the receipt is truncated'],
  [
    'a receipt with a mask',
    () => [log, write('mask.log', [receipt.replace('true', '***')])],
    'mask.log line 1: the runner masked a part of the receipt',
  ],
  [
    'a receipt without grants',
    () => [log, write('bad.log', [receipt.replace('"grants":[', '"grants":[1,')])],
    'bad.log line 1: the receipt lacks a property',
  ],
  ['no audit log', () => [join(folder, 'missing'), write('one.jsonl', [receipt])], 'ENOENT'],
])('compares nothing with %s', (_, args, text) => {
  const { status, stderr } = check(...args())
  expect([status, stderr]).toEqual([2, expect.stringContaining(text)])
})
