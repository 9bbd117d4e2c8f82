import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { baselineText } from '../../../src/drift/baseline.ts'
import { readPlanSettings } from '../../../src/plan/settings.ts'
import { failureOf } from '../../support/rejection.ts'

let workspace: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'check-'))
})
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true })
})

const masked: string[] = []
const read = (inputs: Readonly<Record<string, string>>) => {
  const named = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
  return readPlanSettings({ GITHUB_WORKSPACE: workspace, ...named }, (secret) => masked.push(secret))
}
const server = { check: 'true', url: 'https://vault.example', role: 'audit' }
const objects = [{ namespace: '', path: 'auth/jwt/role/deploy', fields: { token_ttl: 900 } }]

test('without check, no login is read', async () => {
  expect((await read({})).check).toBeUndefined()
  // the default that action.yml has
  expect((await read({ check: 'false', approve: 'false', tlsSkipVerify: 'false', timeout: '120' })).check).toBeUndefined()
})

test('with check, the connection and the login are those of the main action', async () => {
  const { check, sarif } = await read({ ...server, sarif: 'a.sarif' })
  expect(check).toMatchObject({
    connection: { urls: ['https://vault.example'] },
    login: { mount: 'jwt', access: { role: 'audit' } },
    timeout: 120,
    failOn: [],
    baseline: undefined,
  })
  expect(sarif).toBe(join(workspace, 'a.sarif'))
})

test('a token is masked before anything else', async () => {
  await read({ ...server, role: '', token: 'hvs.secret' })
  expect(masked).toContain('hvs.secret')
})

test.each([
  ['missing', ['missing']],
  ['changed | weak|missing', ['missing', 'weak', 'changed']],
  ['excess, weak\nexcess', ['excess', 'weak']],
])('failOn: %j', async (failOn, kinds) => {
  writeFileSync(join(workspace, 'b.json'), baselineText(objects))
  expect((await read({ ...server, failOn, baseline: 'b.json' })).check?.failOn).toEqual(kinds)
})

test('a baseline is read, and with approve is not', async () => {
  const baseline = { name: 'b.json', path: join(workspace, 'b.json') }
  expect((await read({ ...server, baseline: 'b.json', approve: 'true' })).check?.baseline).toEqual({ ...baseline, objects: undefined })
  writeFileSync(baseline.path, baselineText(objects))
  expect((await read({ ...server, baseline: 'b.json' })).check?.baseline).toEqual({ ...baseline, objects })
})

test.each<[Readonly<Record<string, string>>, string]>([
  [{ url: 'https://vault.example' }, 'check: is required with `url`. Write: true'],
  [{ failOn: 'weak' }, 'check: is required with `failOn`. Write: true'],
  [{ check: 'yes' }, 'check: "yes" is neither true nor false. Write: true or false'],
  [{ check: 'true' }, 'url: is required. Write: https://vault.example.com'],
  [{ ...server, failOn: 'missing, other' }, 'failOn: "other" is not a kind of difference. Write: missing | excess | weak | changed'],
  [{ ...server, failOn: 'changed' }, 'baseline: is required with `failOn: changed`. Write: the path of a file that `approve` wrote'],
  [
    { ...server, approve: 'true' },
    'baseline: is required with `approve`. Write: the path of the file to write, for example vault-baseline.json',
  ],
  [
    { ...server, baseline: 'none.json' },
    'baseline: none.json cannot be read. Write: the path of a file that plan wrote with `approve: true`',
  ],
  [{ ...server, role: '${{ vars.ROLE }}' }, 'role: "${{ vars.ROLE }}" is an expression'],
])('%j is a problem', async (inputs, message) => {
  const failure = await failureOf(read(inputs))
  expect([failure.code, failure.message.slice(0, message.length)]).toEqual(['ERR_INPUT', message])
})
