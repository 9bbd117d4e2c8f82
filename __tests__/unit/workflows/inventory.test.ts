import { takeInventory, type InventoryOptions } from '../../../src/workflows/inventory.ts'
import type { FileText } from '../../../src/workflows/repository.ts'

const options: InventoryOptions = { vars: new Map(), serverUrl: 'https://github.com', deprecated: [], engines: [] }
const inventoryOf = (files: Readonly<Record<string, FileText>>, more: Partial<InventoryOptions> = {}) =>
  takeInventory([{ name: 'octo-org/app', files: new Map(Object.entries(files)) }], { ...options, ...more })

const pinned = `vault-exchange/vault-exchange@${'a'.repeat(40)}`
const vaultStep = (extra = '') => `{uses: ${pinned}, id: v, with: {url: 'https://v', secrets: 'a/b c'${extra}}}`
const workflow = (steps: string, top = 'on: push\npermissions: {id-token: write}') =>
  `${top}\njobs:\n  one:\n    runs-on: x\n    steps: [${steps}]\n`
const composite = (steps: string) => `name: x\nruns:\n  using: composite\n  steps: [${steps}]\n`
const codesOf = ({ findings }: ReturnType<typeof takeInventory>) => findings.map(({ code, place }) => `${code} ${place.file}:${place.line}`)

describe('takeInventory', () => {
  it('finds nothing where nothing is', () => {
    expect(inventoryOf({ '.github/workflows/a.yml': workflow('{run: echo}') })).toEqual({
      version: 1,
      repositories: ['octo-org/app'],
      usages: [],
      findings: [],
    })
  })

  it('reads only files that GitHub reads as workflows and actions', () => {
    const text = workflow(vaultStep())
    const { usages } = inventoryOf({ '.github/workflows/a/b.yml': text, 'workflows/a.yml': text, 'my-action.yml': composite(vaultStep()) })
    expect(usages).toEqual([])
  })

  it('reports a file that was not read, and reads the others', () => {
    const found = inventoryOf({
      '.github/workflows/a.yml': workflow(vaultStep()),
      '.github/workflows/b.yml': { problem: 'is larger than 512 KiB' },
      'x/action.yml': 'a: [',
    })
    expect(found.usages).toHaveLength(1)
    expect(codesOf(found)).toEqual(['PLAN_FILE .github/workflows/b.yml:1', 'PLAN_FILE x/action.yml:1'])
  })

  it('reports a repository that was not read', () => {
    const found = takeInventory([{ name: 'octo-org/app', files: new Map(), problem: 'cannot be read' }], options)
    expect(found.findings).toMatchObject([{ code: 'PLAN_FILE', text: 'the repository cannot be read', place: { file: '' } }])
  })

  it('joins the events of equal usages', () => {
    const found = inventoryOf({
      '.github/workflows/a.yml': workflow(
        vaultStep(),
        'on: {push: {branches: [a, b]}, schedule: [], workflow_dispatch: null}\npermissions: write-all',
      ),
    })
    expect(found.usages.map(({ job }) => job!.triggers)).toEqual([
      [{ event: 'push', branches: ['a', 'b'] }, { event: 'schedule' }, { event: 'workflow_dispatch' }],
    ])
  })

  it('leaves out steps that no event runs', () => {
    const step = vaultStep().replace('{', "{if: github.event_name == 'release' && always(), ")
    expect(inventoryOf({ '.github/workflows/a.yml': workflow(step) }).usages).toEqual([])
  })

  it('finds steps in groups that run in parallel', () => {
    expect(inventoryOf({ '.github/workflows/a.yml': workflow(`{parallel: [${vaultStep()}]}`) }).usages).toHaveLength(1)
  })

  it('resolves the default of an input of workflow_dispatch, and each choice', () => {
    const on = `on: {workflow_dispatch: {inputs: {a: {default: one}, b: {type: choice, options: [x, y]}}}}\npermissions: write-all`
    const found = inventoryOf({
      '.github/workflows/a.yml': workflow(vaultStep(", role: '${{ inputs.a }}-${{ inputs.b }}-${{ inputs.c }}'"), on),
    })
    expect(found.usages.map(({ role }) => role)).toEqual(['one-x-${{ inputs.c }}', 'one-y-${{ inputs.c }}'])
  })

  describe('calls', () => {
    it('ends a loop of composite actions', () => {
      const found = inventoryOf({
        '.github/workflows/a.yml': workflow('{uses: ./x}'),
        'x/action.yml': composite(`{uses: ./y}, ${vaultStep()}`),
        'y/action.yml': composite('{uses: ./x}'),
      })
      expect(codesOf(found)).toEqual(['PLAN_NOT_READ y/action.yml:4'])
      expect(found.usages.length).toBeGreaterThan(0)
    })

    it('ends a loop of reusable workflows', () => {
      const call = (name: string) => `on: workflow_call\njobs:\n  c:\n    uses: ./.github/workflows/${name}.yml\n`
      const found = inventoryOf({
        '.github/workflows/a.yml': call('b').replace('workflow_call', 'push'),
        '.github/workflows/b.yml': call('c'),
        '.github/workflows/c.yml': call('b'),
      })
      expect(codesOf(found)).toEqual(expect.arrayContaining([expect.stringMatching(/^PLAN_NOT_READ .github\/workflows\/[bc].yml:4$/)]))
    })

    it('refuses composite actions that multiply', () => {
      const many = (name: string) => Array.from({ length: 10 }, () => `{uses: ./${name}}`).join(', ')
      const files = Object.fromEntries(
        'bcdefghi'.match(/./g)!.map((name, index) => [`${name}/action.yml`, composite(many('cdefghij'[index]!))]),
      )
      const found = inventoryOf({ '.github/workflows/a.yml': workflow(many('b')), ...files, 'j/action.yml': composite(vaultStep()) })
      expect(codesOf(found)).toEqual(['PLAN_FILE .github/workflows/a.yml:1'])
      expect(found.findings[0]!.text).toMatch(/^the file runs more than 20000 steps/)
    })

    it('refuses a matrix of calls of a matrix', () => {
      const matrix = `strategy: {matrix: {a: [${Array.from({ length: 16 }, (_, index) => index).join(', ')}], b: [${Array.from({ length: 16 }, (_, index) => index).join(', ')}]}}`
      const call = (name: string) => `jobs:\n  c:\n    ${matrix}\n    uses: ./.github/workflows/${name}.yml\n`
      const found = inventoryOf({
        '.github/workflows/a.yml': `on: push\n${call('b')}`,
        '.github/workflows/b.yml': `on: workflow_call\n${call('c')}`,
        '.github/workflows/c.yml': workflow(vaultStep(), 'on: workflow_call'),
      })
      expect(found.findings.map(({ code, text }) => [code, text])).toContainEqual([
        'PLAN_FILE',
        'the file runs more than 20000 steps, with all calls and matrix combinations',
      ])
    })

    it('never gives a called workflow more permissions than its caller has', () => {
      const found = inventoryOf({
        '.github/workflows/a.yml': 'on: push\npermissions: read-all\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n',
        '.github/workflows/b.yml': 'on: workflow_call\npermissions: write-all\njobs:\n  b:\n    uses: ./.github/workflows/c.yml\n',
        '.github/workflows/c.yml': workflow(vaultStep(), 'on: workflow_call\npermissions: write-all'),
      })
      expect(found.usages.map(({ job }) => [job!.idToken, job!.id])).toEqual([['no', 'a / b / one']])
      expect(codesOf(found)).toEqual(['PLAN_ID_TOKEN .github/workflows/a.yml:4'])
    })
  })

  describe('findings', () => {
    it.each([
      ["clientKey: /etc/tls/client.key, token: '${{ secrets.T }}'", []],
      ['roleId: 1234, secretId: abcdef', ['PLAN_LITERAL_SECRET']],
      ["token: '${{ inputs.token }}'", []],
      ["clientKey: '-----BEGIN PRIVATE KEY-----'", ['PLAN_LITERAL_SECRET']],
      ['exportEnv: TRUE', ['PLAN_EXPORT_ENV']],
      ["exportEnv: '${{ inputs.x || github.sha }}'", []],
      ['tlsSkipVerify: true', ['PLAN_TLS_SKIP_VERIFY']],
      ['method: ldap', []],
      ["roleId: '${{ secrets.R }}', username: x", ['PLAN_INPUT']],
      ['authPayload: "${{ secrets.P }}"', ['PLAN_INPUT']],
    ])('with: {%s}', (extra, codes) => {
      const found = inventoryOf({ '.github/workflows/a.yml': workflow(vaultStep(`, ${extra}`)) })
      expect(found.findings.map(({ code }) => code)).toEqual(codes)
    })

    it('never contains the value of a secret input or a body', () => {
      const secrets = ['hvs.SECRET', 'PASSWORD1', 'BODYVALUE']
      const step = `{uses: ${pinned}, id: v, with: {url: 'https://v', token: hvs.SECRET, password: PASSWORD1, secrets: 'a/b {"x": "BODYVALUE"} c'}}`
      const json = JSON.stringify(inventoryOf({ '.github/workflows/a.yml': workflow(step) }))
      expect(json).toContain('PLAN_LITERAL_SECRET')
      expect(secrets.filter((secret) => json.includes(secret))).toEqual([])
    })
  })

  describe('hostile files end in seconds', () => {
    const numbers = Array.from({ length: 16 }, (_, index) => index).join(', ')
    const jobs = (env: string, secrets = 'a/b c') =>
      `on: push\njobs:\n  one:\n    strategy: {matrix: {a: [${numbers}], b: [${numbers}]}}\n    env: {X: "${env}"}\n    steps:\n    - uses: ${pinned}\n      id: v\n      with:\n        url: https://v\n        token: '\${{ secrets.T }}'\n        secrets: |\n          ${secrets}\n`
    const refused = ['PLAN_FILE .github/workflows/a.yml:1']

    it.each<[string, string, string, readonly string[]]>([
      ['empty expressions', jobs("${{''}}".repeat(60_000)), '', refused],
      ['expressions that parse JSON', jobs("${{fromJSON(vars.B)&&''}}".repeat(15_000)), `[${'1,'.repeat(49_000)}1]`, refused],
      ['expressions that compare', jobs("${{vars.B==vars.B&&''||''}}".repeat(15_000)), 'x'.repeat(99_000), refused],
      ['open expressions', jobs('${{github.sha}}'.repeat(30_000)), '', refused],
      ['expressions that do not end', jobs('${{'.repeat(150_000)), '', []],
      ['a mapping of many entries', jobs('', 'a b;'.repeat(100_000)), '', []],
      ['a mapping of many expressions', jobs('', 'a/${{b}} c;'.repeat(40_000)), '', refused],
      ['a mapping of digits', jobs('', `${'83100000'.repeat(20_000)} \${{a}} | b`), '', refused],
      ['slashes', jobs('').replace('https://v', `"${'/'.repeat(400_000)}a"`), '', []],
    ])('%s', (_, text, variable, codes) => {
      expect(codesOf(inventoryOf({ '.github/workflows/a.yml': text }, { vars: new Map([['B', variable]]) }))).toEqual(codes)
    })
  })

  it('takes a thousand workflows in a few seconds', () => {
    const files = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `.github/workflows/w${index}.yml`,
        workflow(Array.from({ length: 10 }, () => `{run: "echo ${'x'.repeat(80)}"}`).join(', ') + `, ${vaultStep(`, role: r${index}`)}`),
      ]),
    )
    const start = performance.now()
    expect(inventoryOf(files).usages).toHaveLength(1_000)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
