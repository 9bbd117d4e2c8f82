import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Defaults } from '../../../src/mapping/parse.ts'
import { readPlan, type PlanInputs } from '../../../src/inputs/secrets.ts'
import { defaults } from '../../support/entry.ts'

let workspace: string
beforeAll(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'plan-input-')))
  writeFileSync(join(workspace, 'request.csr'), 'CSR')
})
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true })
})

/** Returns the plan, and each problem as one text. */
async function read(inputs: Partial<PlanInputs>, options: Partial<Defaults> = {}) {
  const problems: string[] = []
  const plan = await readPlan(
    { secrets: '', pki: '', workspace, exports: { destination: 'job', exportToken: false, outputToken: false }, ...inputs },
    { ...defaults, ...options },
    (where, text, instead) => problems.push(`${where}: ${text}. Write: ${instead}`),
  )
  return { plan, problems }
}

it('returns an empty plan if both inputs are empty', async () => {
  expect(await read({})).toEqual({ plan: [], problems: [] })
})

it('joins both mappings and applies the defaults of the inputs', async () => {
  const { plan, problems } = await read(
    { secrets: 'a k; b {} k', pki: 'pki/issue/web {"common_name": "a.test"};' },
    { toEnvironment: true },
  )
  expect(problems).toEqual([])
  expect(plan.map(({ method, path, body, entries }) => [method, path, body, entries.map(({ toEnvironment }) => toEnvironment)])).toEqual([
    ['GET', 'a', undefined, [true]],
    ['POST', 'b', {}, [true]],
    ['POST', 'pki/issue/web', { common_name: 'a.test' }, [true, true, true, true]],
  ])
})

it('reports the input, line and column of each problem', async () => {
  const { plan, problems } = await read({ secrets: 'a k;\n  b;', pki: '\npki/issue/web' })
  expect(problems).toEqual([
    'secrets line 2, column 3: "b" has no key. Write: b KEY',
    'pki line 2, column 1: "pki/issue/web" is not a path followed by a valid JSON object. Write: pki/issue/web {"common_name": "…"};',
  ])
  expect(plan.map(({ path }) => path)).toEqual(['a'])
})

describe('names', () => {
  test.each<[string, boolean, string[]]>([
    ['a k | secrets', false, ['the output name "secrets" is an output of this action itself']],
    ['a k | a=b', true, ['the output name "a=b" contains =']],
    ['a k | GITHUB_SHA', true, ['the variable "GITHUB_SHA" is set by the runner itself']],
    ['a k | node_options | env', false, ['the variable "node_options" is ignored by the runner']],
    ['a k | GITHUB_SHA', false, []],
    ['a k | GITHUB_SHA | noenv', true, []],
    ['a k | N; b k | PATH; c k | INPUT_FILE', true, []],
    ['a HTTPS_PROXY', true, []],
    ['a https_proxy', true, ['the variable "HTTPS_PROXY" changes which hosts later steps connect to and trust']],
    ['a https_proxy', false, []],
    ['a https_proxy | https_proxy', true, []],
    [
      'a k | N; b path; c k | a=b',
      true,
      ['the variable "PATH" changes which programs and libraries later steps load', 'the output name "a=b" contains ='],
    ],
    // the keys that a wildcard finds are not known yet
    ['a * | LD_', true, []],
  ])('of %j with exportEnv %j', async (secrets, toEnvironment, texts) => {
    expect((await read({ secrets }, { toEnvironment })).problems).toEqual(
      texts.map((text) => `secrets line 1: ${text}. Write: another name after |`),
    )
  })
})

describe('the files of a write', () => {
  it('are inserted into its body', async () => {
    const { plan, problems } = await read({
      secrets: 'pki/sign/web {"csr": "@request.csr", "note": "@@x"} certificate',
      pki: 'p/q {"csr": "@request.csr"};',
    })
    expect(problems).toEqual([])
    expect(plan.map(({ body }) => body)).toEqual([{ csr: 'CSR', note: '@x' }, { csr: 'CSR' }])
  })

  it('are read from the workspace; each one that is missing is a problem', async () => {
    const { problems } = await read({ secrets: '\na {"x": "@../out", "y": "@no"} k;' })
    expect(problems).toEqual([
      'secrets line 2: the file "../out" is not inside the workspace. Write: a path inside the workspace, or @@ for text that starts with @',
      'secrets line 2: the file "no" cannot be read. Write: a path inside the workspace, or @@ for text that starts with @',
    ])
  })

  it('do not exist for reads', async () => {
    expect((await read({ secrets: '@no/x @k' })).problems).toEqual([])
  })
})
