import fc from 'fast-check'
import { convert, type Problem } from '../../../site/convert.ts'
import { example } from '../../../site/example.ts'
import type { Facts } from '../../../site/facts.ts'

const facts: Facts = {
  url: '',
  role: 'deploy',
  audience: 'https://vault.example',
  repository: 'octo-org/app',
  repositoryId: '42',
  branch: 'main',
  environment: '',
}
const resultsFor = (text: string, some: Partial<Facts> = {}) =>
  Object.fromEntries(convert(text, { ...facts, ...some }).results.map(({ title, text: content }) => [title, content]))
const problemsFor = (text: string, some: Partial<Facts> = {}) => convert(text, { ...facts, ...some }).problems
const briefly = ({ level, at, text }: Problem) => [level, at, text]

it('an empty text has no results and no problems', () => {
  expect(convert(' \n', facts)).toEqual({ results: [], problems: [] })
})

it('a mapping becomes a step with its policy and its role', () => {
  const results = resultsFor('secret/data/app password | PW ;\ndatabase/creds/app username | U ;')
  expect(Object.keys(results)).toEqual(['Step', 'Policy', 'Role', 'Commands', 'Terraform'])
  expect(results['Policy']).toContain('path "sys/leases/revoke/database/creds/app/*" {')
  expect(JSON.parse(results['Role'] ?? '')).toMatchObject({
    bound_audiences: ['https://vault.example'],
    bound_claims: { event_name: ['push'], ref: ['refs/heads/main'], repository_id: ['42'] },
    token_policies: ['deploy'],
  })
})

it('the fields of the job set the claims that the role requires', () => {
  const claims = (some: Partial<Facts>) =>
    (JSON.parse(resultsFor('kv/a b', some)['Role'] ?? '') as { bound_claims: Record<string, unknown> }).bound_claims
  expect(claims({ environment: 'production', branch: '' })).toEqual({
    environment: ['production'],
    event_name: ['push'],
    repository_id: ['42'],
  })
  expect(claims({ repository: '', repositoryId: '' })).toMatchObject({ repository: ['OWNER/NAME'] })
})

it('a step of vault-action becomes one of this action, which exports as before', () => {
  const { Step = '' } = resultsFor(example)
  expect(Step.split('\n')).toEqual(expect.arrayContaining(['  uses: vault-exchange/vault-exchange@v0', '    exportEnv: true']))
  expect(problemsFor(example).map(briefly)).toEqual([
    ['warning', 3, expect.stringContaining('exports by default')],
    ['warning', 11, 'the lease of database/creds/app ends with this job'],
  ])
})

it('a step that the conversion refuses stays, and its reason is reported once', () => {
  const text = example.replace('PGUSER ;', 'PGUSER | oops ;')
  expect(resultsFor(text)['Step']).toContain('uses: hashicorp/vault-action@v3')
  expect(
    problemsFor(text)
      .filter(({ level }) => level === 'error')
      .map(briefly),
  ).toEqual([['error', 11, expect.stringMatching(/ has the unknown flag "oops"$/)]])
})

it('a problem that the conversion solves is not reported', () => {
  const workflow = `on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    permissions:\n      contents: read\n    steps:\n${example.replace(/^(?=.)/gm, '      ')}`
  expect(resultsFor(workflow)['Workflow']).toContain('      id-token: write\n')
  expect(problemsFor(workflow).filter(({ level }) => level === 'error')).toEqual([])
})

it.each([
  ['permissions of the workflow', 'permissions:\n  contents: read\n', 4],
  ['no permissions', '', 2],
])('a missing permission is reported once: %s', (_, permissions, jobs) => {
  const workflow = `on: push\n${permissions}jobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n${example.replace(/^(?=.)/gm, '      ')}`
  const about = problemsFor(workflow).filter(({ text, action }) => /id-token/.test(text + action))
  expect(about.map(briefly)).toEqual([['error', jobs + 1, expect.stringContaining('has no permission to request one')]])
})

it.each([
  ['uses: hashicorp/vault-action@v3\nwith: "', 2, /^the file is not valid YAML/],
  ['- uses: actions/checkout@v5', undefined, /^no step in this text reads Vault$/],
  ['- uses: vault-exchange/vault-exchange@v0\n  with:\n    secrets: kv/a b', 1, /^url: is required$/],
  ['kv/a b ;\n\nkv/a b c d ;', 3, /has more than a path and a key/],
  ['kv/a b ;\n  kv/.. c ;', 2, /has \. or \.\. as a path segment/],
])('%j has an error at line %s', (text, line, problem) => {
  const errors = problemsFor(text).filter(({ level }) => level === 'error')
  expect(errors.map(briefly)).toEqual([['error', line, expect.stringMatching(problem)]])
})

it('a field with an invalid text is a problem, and counts as empty', () => {
  const some = { url: 'vault.example.com', repository: 'octo-org', repositoryId: 'x' }
  expect(problemsFor('kv/a b', some).map(briefly)).toEqual([
    ['error', 'url', '"vault.example.com" is invalid'],
    ['error', 'repository', '"octo-org" is invalid'],
    ['error', 'repositoryId', '"x" is invalid'],
  ])
  expect(resultsFor('kv/a b', some)).toEqual(resultsFor('kv/a b', { url: '', repository: '', repositoryId: '' }))
})

it('never throws, and its lines are those of the text', () => {
  const piece = fc.constantFrom(
    ...'- : | ; { } " \' # \n \t'.split(' '),
    ' ',
    '  ',
    'uses: hashicorp/vault-action@v3',
    'with:',
    'secrets: |',
    'jobs:',
    'kv/a',
    'b',
    '&x',
    '*x',
    '${{ a }}',
    '<<: ',
  )
  const texts = fc.oneof(
    fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  )
  let compared = 0
  fc.assert(
    fc.property(texts, fc.string(), (text, fact) => {
      const lines = text.split('\n').length
      const { problems } = convert(text, { ...facts, role: fact, environment: fact, branch: fact })
      const places = problems.flatMap(({ at }) => (typeof at === 'number' ? [at] : []))
      expect(places.filter((at) => at < 1 || at > lines)).toEqual([])
      compared += places.length
    }),
    { numRuns: 500 },
  )
  expect(compared).toBeGreaterThan(50)
})
