import fc from 'fast-check'
import { parseDocument } from 'yaml'
import { migrate } from '../../../src/migrate/migrate.ts'
import { parseMapping } from '../../../src/mapping/parse.ts'
import { oracle } from '../mapping/oracle.ts'

/** The names that vault-action derives: written anew from its documentation, for releases 2 and 3. */
function oldNames(selector: string, name: string | undefined) {
  if (name !== undefined) return { output: name, variable: name }
  const output = selector.replace('.', '__').replace(/[^\p{L}\p{N}_]/gu, '')
  return { output, variable: output.toUpperCase() }
}

const space = fc.constantFrom(' ', '  ')
const path = fc.constantFrom('secret/data/ci', 'kv/ci/app', '/a/b', 'database/creds/app', 'secret/data/${{ matrix.env }}/x')
const selector = fc.constantFrom('key', 'a.b', 'a.b.c', 'a.b.c.d', '"api-key"', '"x.y.z"', 'path', 'editor', 'é', '`db.url`', 'a.b[0]')
const name = fc.option(
  fc.constantFrom('| NAME', '|NAME', ' |x.y', '| GITHUB_SHA', '|GITHUB_REF', '| NODE_OPTIONS', '| PATH', '| ${{ inputs.n }}'),
  { nil: undefined },
)
const entry = fc.tuple(path, space, selector, space, name).map(([from, gap, key, gap2, as]) => `${from}${gap}${key}${as ? gap2 + as : ''}`)

/** Ways to write a mapping, each a function from its entries to YAML for an indentation. */
const layouts: Readonly<Record<string, (entries: readonly string[], indentation: string) => string>> = {
  literal: (entries, i) => `|\n${entries.map((one) => `${i}  ${one} ;\n`).join('')}`.trimEnd(),
  'literal with blank lines': (entries, i) => `|+\n\n${entries.map((one) => `${i}    ${one};\n\n`).join('')}`.trimEnd(),
  folded: (entries, i) => `>-\n${entries.map((one) => `${i}  ${one} ;\n`).join('')}`.trimEnd(),
  plain: (entries) => entries.map((one) => `${one} ;`).join(' '),
  'plain without a last ;': (entries) => entries.join(' ; '),
  single: (entries) => `'${entries.map((one) => `${one} ;`).join(' ')}'`,
  'plain on lines': (entries, i) => entries.map((one) => `${one} ;`).join(`\n${i}  `),
}
const steps = fc.record({
  entries: fc.array(entry, { minLength: 1, maxLength: 4 }),
  layout: fc.constantFrom(...Object.keys(layouts)),
  exportEnv: fc.constantFrom(undefined, 'true', 'false', "'False'", 'yes'),
  method: fc.constantFrom('method: jwt', 'token: t', 'token: t\n  method: token # here'),
  encoding: fc.constantFrom('', 'secretEncodingType: base32', 'secretEncodingType: hex'),
  first: fc.boolean(),
  comments: fc.boolean(),
})

/** A workflow with these steps, in the order of the record's values. */
function workflowOf(all: readonly (typeof steps extends fc.Arbitrary<infer T> ? T : never)[]): string {
  const indentation = '          '
  const withSteps = all.map(({ entries, layout, exportEnv, method, encoding, first, comments }) => {
    const mapping = `secrets: ${layouts[layout]!(entries, indentation)}`
    const others = ['url: https://vault.example.com', method, encoding, ...(exportEnv ? [`exportEnv: ${exportEnv}`] : [])]
    const inputs = (first ? [mapping, ...others] : [...others, mapping]).filter(Boolean)
    const lines = inputs.map(
      (one) => `${comments ? `${indentation}# a comment\n` : ''}${indentation}${one.replace(/\n {2}(?=method)/, `\n${indentation}`)}`,
    )
    return `      - uses: hashicorp/vault-action@v3 # v3.0.0\n        with:\n${lines.join('\n')}\n`
  })
  return `on: push\npermissions: { id-token: write }\njobs:\n  a:\n    runs-on: x\n    steps:\n${withSteps.join('\n')}      - run: 'true'\n`
}

interface Inputs {
  readonly secrets: string
  readonly exportEnv?: string | boolean
}

/** Returns the inputs of the steps of a workflow, as a YAML parser other than that of the conversion sees them. */
function stepsIn(text: string): readonly { uses?: string; with: Inputs }[] {
  return (parseDocument(text).toJS() as { jobs: { a: { steps: { uses?: string; with: Inputs }[] } } }).jobs.a.steps.slice(0, -1)
}

describe('random workflows', () => {
  it('keep every name of outputs and variables, do not change again, and change only in some lines', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 3 }), fc.boolean(), (all, isCrlf) => {
        const before = isCrlf ? workflowOf(all).replaceAll('\n', '\r\n') : workflowOf(all)
        const result = migrate(before, { ref: 'v0' })
        if ('problem' in result) throw new Error(result.problem)
        expect(result.left.filter(({ stays }) => stays)).toEqual([])
        expect(migrate(result.text, { ref: 'v0' })).toEqual({ text: result.text, changes: [], left: [], steps: 0 })
        expect(/(?<!\r)\n/.test(result.text)).toBe(!isCrlf)
        expect(result.text.match(/# a comment/g)).toEqual(before.match(/# a comment/g))
        const [old, now] = [stepsIn(before), stepsIn(result.text)]
        expect(now).toHaveLength(old.length)
        for (const [index, step] of now.entries()) {
          expect(step.uses).toBe('vault-exchange/vault-exchange@v0')
          expect(String(step.with.exportEnv)).toBe(String(old[index]!.with.exportEnv ?? 'true') === 'false' ? 'false' : 'true')
          compared += compareNames(old[index]!.with, step.with)
        }
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(600)
  })
})

/** Compares the names of a mapping before and after. Returns how many there are. */
function compareNames(old: Inputs, now: Inputs): number {
  const closed = (text: string) => text.replace(/\$\{\{ ([\w.]+) \}\}/g, '$1')
  const expected = oracle(closed(old.secrets))!
  const exportsVariables = String(now.exportEnv) === 'true'
  const { plan, problems } = parseMapping(closed(now.secrets), { optional: false, toEnvironment: exportsVariables, encoding: 'utf8' })
  expect(problems).toEqual([])
  const entries = plan
    .flatMap(({ path: from, entries: all }) => all.map((one) => ({ from, one })))
    .sort((a, b) => a.one.order - b.one.order)
  expect(entries).toHaveLength(expected.length)
  for (const [index, { from, one }] of entries.entries()) {
    const { path: writtenPath, selector: key, name: as } = expected[index]!
    if (one.kind !== 'key') throw new Error('a pattern')
    const names = oldNames(key, as)
    // the form with flags removes backticks: they quote the key
    expect([from, one.selector.replaceAll('`', '')]).toEqual([writtenPath.replace(/^\/+/, ''), key.replaceAll('`', '')])
    // GitHub ignores the case of an output's name
    expect(one.output.toLowerCase()).toBe(names.output.toLowerCase())
    const isOfRunner = /^(GITHUB_|NODE_OPTIONS$)/.test(names.variable)
    expect(one.toEnvironment ? one.variable : undefined).toBe(exportsVariables && !isOfRunner ? names.variable : undefined)
  }
  return entries.length
}

describe('steps that share parts through anchors', () => {
  const head = fc.constantFrom(
    ...[
      '- uses: hashicorp/vault-action@v3',
      '- uses: &u hashicorp/vault-action@v3',
      '- uses: *u',
      '- uses: "hashicorp/vault-action@v2" # v2',
    ],
    ...['- uses: another/action@v1', '- &s\n  uses: hashicorp/vault-action@v3', '- { uses: hashicorp/vault-action@v3 }'],
  )
  const inputs = fc
    .subarray([
      'url: x',
      'token: t',
      'method: token',
      "exportToken: 'yes'",
      'exportEnv: False',
      'secrets: a/b c.d.e',
      'secrets: &m |\n      a/b c.d.e ;',
    ])
    .map((chosen) => chosen.map((one) => `    ${one}\n`).join(''))
  const withs = fc.oneof(
    fc.constantFrom(
      '  with: *a\n',
      '',
      '  # text\n',
      '  with: { url: x, token: t, secrets: a/b c }\n',
      '  with: &a { url: x, token: t, secrets: a/b c }\n',
    ),
    fc.tuple(fc.constantFrom('', ' &a'), inputs).map(([anchor, all]) => `  with:${anchor}\n${all}`),
  )
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(head, withs).map(([one, other]) => `${one}\n${other}`) },
    { weight: 1, arbitrary: fc.constant('- *s\n') },
  )

  it('become a valid text that does not change again, or stay', () => {
    let changed = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), (all) => {
        const text = all.join('')
        const result = migrate(text, { ref: 'v0' })
        if ('problem' in result) return
        if (result.text !== text) changed++
        expect(result.changes.length > 0).toBe(result.text !== text)
        expect(migrate(result.text, { ref: 'v0' })).toMatchObject({ text: result.text, changes: [] })
        const [old, now] = [allSteps(text), allSteps(result.text)]
        const stays = (_: unknown, index: number) => !now[index]?.uses?.startsWith('vault-exchange/')
        expect(now.filter(stays)).toEqual(old.filter(stays))
      }),
      { numRuns: 2_000 },
    )
    expect(changed).toBeGreaterThan(100)
  })
})

const allSteps = (text: string) => (parseDocument(text).toJS() ?? []) as { uses?: string }[]
