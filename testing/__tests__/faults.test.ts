import { expected, type Expected } from '../faults/expected.ts'
import { faults } from '../faults/faults.ts'
import { tokenExpected, tokenMatrix, type TokenExpected, type TokenRow } from '../faults/github-token/expected.ts'
import { tokenKillPoints } from '../faults/github-token/kill-points.ts'
import type { TokenRequestName } from '../faults/github-token/requests.ts'
import { killPoints } from '../faults/kill-points.ts'
import { matrix, omissions, type Row } from '../faults/matrix.ts'
import { inPool } from '../faults/pool.ts'
import { targets, type RequestName } from '../faults/requests.ts'
import { tally } from '../faults/tally.ts'

const rowOf = (request: RequestName, fault: string, times: Row['times']): Row =>
  matrix.find((row) => row.target.name === request && row.fault.name === fault && row.times === times)!

test('the matrix has every request with every fault, once and always, except the omissions', () => {
  for (const target of targets) {
    for (const fault of faults) {
      const rows = matrix.filter((row) => row.target === target && row.fault === fault).map(({ times }) => times)
      const reasons = omissions.filter(({ requests, faults: names }) => requests.includes(target.name) && names.includes(fault.name))
      const isOthers = fault.only !== undefined && fault.only !== target.name
      expect(rows).toEqual(reasons.length > 0 || isOthers ? [] : ['once', 'always'])
    }
  }
})

test('omissions name existing requests and faults', () => {
  for (const { requests, faults: names } of omissions) {
    expect(requests.filter((name) => !targets.some((target) => target.name === name))).toEqual([])
    expect(names.filter((name) => !faults.some((fault) => fault.name === name))).toEqual([])
  }
})

// written by hand from the rules for failures, to check the computed expectations
test.each<[RequestName, string, Row['times'], Partial<Expected>]>([
  ['OIDC', '400', 'once', { exitCode: 1, left: 'nothing', sent: 1 }],
  ['OIDC', '403, job pending', 'once', { exitCode: 0, sent: 2 }],
  ['OIDC', 'redirect in a loop', 'once', { exitCode: 1, sent: 1 }],
  ['login', 'reset after it acted', 'once', { exitCode: 0, left: 'tokens of lost logins', sent: 2 }],
  ['login', '503 sealed', 'always', { exitCode: 1, sent: 4 }],
  ['login', '503 plain', 'always', { exitCode: 1, sent: 16 }],
  ['KV read', '404', 'once', { exitCode: 1, left: 'nothing', sent: 1, names: [] }],
  ['KV read', '500', 'always', { exitCode: 1, sent: 3 }],
  ['KV read', 'redirect to a standby', 'always', { exitCode: 0, sent: 1 }],
  ['database read', 'reset after it acted', 'once', { exitCode: 0, left: 'nothing', sent: 2 }],
  ['database read, batch token', 'reset after it acted', 'once', { exitCode: 1, left: 'leases of lost replies', sent: 1 }],
  ['database read', 'refused', 'always', { exitCode: 1, left: 'token', names: ['token'] }],
  ['write', '502', 'once', { exitCode: 1, sent: 1 }],
  ['write', '429', 'once', { exitCode: 0, sent: 2 }],
  ['capabilities', '404', 'always', { exitCode: 0, postExitCode: 0, left: 'nothing', names: [], sent: 2 }],
  ['token renewal', '500', 'always', { exitCode: 0, tooLong: true, left: 'nothing', sent: 4 }],
  ['lease revocation', '400', 'always', { postExitCode: 0, left: 'nothing', names: ['lease'], sent: 2 }],
  ['lease revocation', 'not JSON', 'once', { names: [], sent: 2 }],
  ['lease revocation', 'refused', 'always', { left: 'lease and token', names: ['lease', 'token'] }],
  ['lease revocation, required', '403', 'once', { postExitCode: 1, left: 'nothing', names: ['lease'] }],
  ['token revocation', '403', 'once', { postExitCode: 0, left: 'token', names: ['token'], sent: 1 }],
  ['token revocation, required', 'hang', 'always', { postExitCode: 1, left: 'token', names: ['token'] }],
  ['lease renewal, required', 'reset after it acted', 'always', { postExitCode: 0, names: [] }],
  ['token renewal, command', '500', 'once', { exitCode: 0, ends: false, renewed: true, left: 'nothing' }],
  ['token renewal, command', 'refused', 'always', { exitCode: 0, ends: true, renewed: false, left: 'nothing', names: [] }],
  ['lease renewal, command', '403', 'once', { exitCode: 0, ends: true, renewed: false, left: 'nothing' }],
  ['lease renewal, command', 'hang', 'once', { ends: true, renewed: true }],
  ['lease renewal, command', 'refused', 'always', { left: 'token', names: ['token'] }],
])('%s: %s, %s', (request, fault, times, part) => {
  expect(expected(rowOf(request, fault, times))).toMatchObject(part)
})

test('every kill point is a row, and rows that leave something unrevoked are marked', () => {
  expect(killPoints).toHaveLength((12 + 7) * 3 * 3)
  expect(
    killPoints
      .filter((row) => row.unrevoked !== 'nothing')
      .map((row) => [row.target.name, row.token, row.point, row.signal, row.unrevoked]),
  ).toEqual([
    ['login', 'service', 'after', 'SIGKILL', 'token'],
    ['database read', 'batch', 'after', 'SIGKILL', 'database lease'],
    ['AWS read', 'batch', 'after', 'SIGKILL', 'AWS lease'],
  ])
})

// written by hand from the rules for failures, to check the computed expectations
test.each<[TokenRequestName, string, TokenRow['times'], Partial<TokenExpected>]>([
  ['signature', '403', 'once', { exitCode: 1, left: 'nothing', sent: 1 }],
  ['signature', '503 standby', 'always', { exitCode: 1, sent: 16 }],
  ['signature', 'refused', 'always', { exitCode: 1, left: 'Vault token' }],
  ['installation', '404', 'once', { exitCode: 1, sent: 1, names: undefined }],
  ['installation', '403, secondary rate limit', 'once', { exitCode: 0, sent: 2 }],
  ['installation', '403, secondary rate limit', 'always', { exitCode: 1, sent: 4 }],
  ['token creation', 'reset after it acted', 'once', { exitCode: 0, left: 'lost', sent: 2 }],
  ['token creation', 'cut JSON', 'always', { exitCode: 1, left: 'lost', sent: 1 }],
  ['token revocation', '500', 'once', { exitCode: 0, left: 'nothing', names: undefined, sent: 2 }],
  ['token revocation', 'not JSON', 'always', { exitCode: 0, left: 'installation token', sent: 4 }],
  ['token revocation', 'reset after it acted', 'always', { exitCode: 0, left: 'nothing', sent: 4 }],
])('github-token: %s: %s, %s', (request, fault, times, part) => {
  const row = tokenMatrix.find((one) => one.target.name === request && one.fault.name === fault && one.times === times)!
  expect(tokenExpected(row)).toMatchObject(part)
})

test('every kill point of github-token is a row', () => {
  expect(tokenKillPoints).toHaveLength(6 * 3 * 3)
  expect(
    tokenKillPoints.filter(({ unrevoked }) => unrevoked !== 'nothing').map(({ target, point, signal }) => [target.name, point, signal]),
  ).toEqual([
    ['login', 'after', 'SIGKILL'],
    ['token creation', 'after', 'SIGKILL'],
  ])
})

test('a pool limits parallel tasks and keeps the order of results', async () => {
  let running = 0
  let most = 0
  const results = await inPool([5, 1, 4, 2, 3], 2, async (task) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, task))
    running -= 1
    return task * 10
  })
  expect(results).toEqual([50, 10, 40, 20, 30])
  expect(most).toBe(2)
})

test('the tally counts passed and tried rows per place', () => {
  const tried = [
    { row: '500', column: 'login', passed: true },
    { row: '500', column: 'login', passed: false },
    { row: 'hang', column: 'read', passed: true },
  ]
  expect(tally('Faults', tried).split('\n')).toEqual([
    '',
    'Faults: 2/3 ended as expected',
    '  a = login',
    '  b = read',
    '             a       b     all',
    '  500      1/2       –     1/2',
    '  hang       –     1/1     1/1',
    '  all      1/2     1/1     2/3',
  ])
})
