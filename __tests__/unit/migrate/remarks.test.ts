import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { migrate } from '../../../src/migrate/migrate.ts'
import { oldInputs } from '../../../src/migrate/plain-inputs.ts'

/** Migrates a text. Throws if it is not valid. */
function migrated(text: string, ref = 'v0') {
  const migration = migrate(text, { ref })
  if ('problem' in migration) throw new Error(migration.problem)
  return migration
}

/** A step with these inputs, one a line, beside the usual ones. */
const stepWith = (inputs: string, ref = 'v3') =>
  `- uses: hashicorp/vault-action@${ref}\n  with:\n    url: https://vault.example.com\n${inputs.replace(/^/gm, '    ')}\n`
const jwt = 'method: jwt\nrole: deploy\n'

describe('a step that this action would refuse stays as it is', () => {
  test.each([
    ['release 1', stepWith('token: t\nsecrets: ci key', 'v1.2.0'), 1, /release 1 .* other paths\. Write entries with complete paths/],
    ['no inputs', '- uses: hashicorp/vault-action@v3\n', 1, /url is not set\. Write url:/],
    ['nothing to read', stepWith(jwt), 1, /the step reads nothing\. Remove it, or write exportToken/],
    ['an entry without a key', stepWith(`${jwt}secrets: |\n  a/b c ;\n  a/b`), 8, /"a\/b" has no key\. Write a\/b KEY/],
    [
      'an entry with an expression',
      stepWith(`${jwt}secrets: a/\${{ inputs.x }} c d`),
      6,
      /"a\/\$\{\{ inputs\.x \}\} c d" has more than a path and a key\. Write the entry as docs\/grammar\.md says/,
    ],
    ['another path', stepWith(`${jwt}secrets: a/../b key`), 6, /has \. or \.\. as a path segment/],
    ['an output of the action', stepWith(`${jwt}secrets: a/b key | secrets`), 6, /the output name "secrets" is an output of this action/],
    ['vault_token with outputToken', stepWith(`${jwt}outputToken: true\nsecrets: a/b key | Vault_Token`), 7, /is set by `outputToken`/],
    ['VAULT_TOKEN with exportToken', stepWith(`${jwt}exportToken: true\nsecrets: a/b key | VAULT_TOKEN`), 7, /is set by `exportToken`/],
    ['a variable of the runner', stepWith(`${jwt}secrets: a/b key | ACTIONS_RUNTIME_TOKEN`), 6, /credentials and addresses of the runner/],
    [
      'a comment in the middle of a line',
      stepWith(`${jwt}secrets: 'a/b c | D # text'`),
      6,
      /cannot be edited in place\. Write the mapping below `secrets: \|`/,
    ],
    ['pki', stepWith(`${jwt}pki: pki/issue/web common_name=a`), 6, /pki line 1 is not valid\. Write path \{"common_name"/],
    [
      'a reserved header',
      stepWith(`${jwt}extraHeaders: "X-Vault-Namespace: a"\nsecrets: a/b c`),
      6,
      /line 1: the header x-vault-namespace/,
    ],
    ['cert with a payload', stepWith('method: cert\nauthPayload: \'{"name": "web"}\'\nsecrets: a/b c'), 5, /set `role` to the `name`/],
    ['a payload that is no object', stepWith('method: custom\nauthPayload: "[]"\nsecrets: a/b c'), 5, /Write a JSON object/],
    [
      'revokeToken as an expression',
      stepWith(`${jwt}revokeToken: \${{ inputs.x }}\nsecrets: a/b c`),
      6,
      /Write the expression in `revoke`/,
    ],
    [
      'a text with escapes',
      stepWith(`${jwt}secrets: "a/b c.d.e ;\\n a/b d"`),
      6,
      /cannot be edited in place\. Write the mapping below `secrets: \|`/,
    ],
  ])('%s', (_, text, line, says) => {
    const { left, ...result } = migrated(text)
    expect(result).toEqual({ text, changes: [], steps: 0 })
    expect(left.map((one) => [one.line, `${one.text}. ${one.action}`])).toEqual([[line, expect.stringMatching(says)]])
    expect(left[0]!.stays).toBe(true)
  })

  it('with all its problems at once', () => {
    const { left } = migrated(stepWith(`${jwt}secrets: |\n  a/b ;\n  a/../b c ;\n  a/b c | secrets`))
    expect(left.map(({ line }) => line)).toEqual([7, 8, 9])
  })

  it('also if it shares an anchor with another action', () => {
    const text = `- uses: hashicorp/vault-action@v3\n  with: &a { url: x, token: t, secrets: a/b c }\n- uses: some/action@v1\n  with: *a\n`
    expect(migrated(text)).toMatchObject({
      text,
      left: [{ line: 1, stays: true, text: 'an anchor shares its inputs or its `uses:` with another step' }],
    })
  })

  it('also if it shares an anchor with a step that stays', () => {
    const text = `- uses: &v hashicorp/vault-action@v3\n  with: { url: x, token: t, secrets: a/b c }\n- uses: *v\n  with: { url: x, token: t }\n`
    expect(migrated(text)).toMatchObject({ text, left: [{ line: 1 }, { line: 3, stays: true, text: 'the step reads nothing' }] })
  })
})

test('a step that stays keeps all that it shares, also through a third step', () => {
  const text = [
    '- uses: &u hashicorp/vault-action@v3',
    '  with: &a { url: x, token: t, secrets: a/b c }',
    '- uses: *u',
    '  with: &b { url: x, token: t, secrets: a/b d }',
    '- uses: another/action@v1',
    '  with: *b',
    '- uses: hashicorp/vault-action@v3',
    '  with: *a',
    '',
  ].join('\n')
  expect(migrated(text)).toMatchObject({ text, changes: [], left: [{ line: 1 }, { line: 3 }, { line: 7 }] })
})

test('permissions that other jobs share stay', () => {
  const job = (permissions: string) =>
    `    runs-on: x\n    permissions: ${permissions}\n    steps:\n      - uses: hashicorp/vault-action@v3\n        with: { url: x, method: jwt, secrets: a/b c }\n`
  const result = migrated(`on: push\njobs:\n  a:\n${job('&p { contents: read }')}  b:\n${job('*p')}`)
  expect(result.text).toContain('&p { contents: read }\n')
  expect(result.left).toMatchObject([{ line: 5 }, { line: 11 }])
})

test('the inputs of vault-action are inputs of this action', () => {
  const { inputs } = parse(readFileSync(join(__dirname, '../../../action.yml'), 'utf8')) as { inputs: object }
  const names = Object.keys(inputs).map((name) => name.toLowerCase())
  expect(oldInputs.filter((name) => !names.includes(name))).toEqual([])
  expect(oldInputs).toHaveLength(29)
})

describe('a step that changes, and something is left', () => {
  test.each([
    [
      'a method that can be empty',
      stepWith('method: ${{ inputs.m }}\ntoken: t\nsecrets: a/b c'),
      4,
      /an empty method is token .* `\|\| 'token'`/,
    ],
    ['no credential', stepWith('role: r\nsecrets: a/b c'), 1, /neither method nor token is set/],
    [
      'exportEnv as an expression',
      stepWith(`${jwt}exportEnv: \${{ inputs.e }}\nsecrets: a/b c`),
      6,
      /Write an expression whose value is always/,
    ],
    [
      'a mapping in an expression',
      stepWith(`${jwt}secrets: |\n  a/b c ;\n  \${{ inputs.more }} ;`),
      8,
      /\$\{\{ inputs\.more \}\} contains the entries/,
    ],
    ['an input of its own', stepWith(`${jwt}timeout: 5\nsecrets: a/b c`), 6, /timeout is not an input of vault-action, which ignores it/],
    ['the whole response', stepWith(`${jwt}secrets: a/b $$.x.lease_id | L`), 6, /\$\$ is the secret, not the response/],
    [
      'a name of an unknown release',
      stepWith(`${jwt}secrets: a/b c.d.e`, 'main'),
      6,
      /is c__de in releases of vault-action, and c__d__e here\. Write \| NAME/,
    ],
    [
      'a dash of an unknown release',
      stepWith(`${jwt}secrets: a/b "api-key"`, 'a'.repeat(40)),
      6,
      /is api-key in releases .* and apikey here/,
    ],
    ['a role with dots', stepWith(`${jwt}pki: 'pki/issue/a.b.c {"common_name": "x"};'`), 6, /begin with a__b__c, not a__bc/],
  ])('%s', (_, text, line, says) => {
    const { left, ...result } = migrated(text)
    expect(result.text).toContain('vault-exchange/vault-exchange@v0')
    expect(left.map((one) => [one.line, `${one.text}. ${one.action}`])).toEqual([[line, expect.stringMatching(says)]])
  })

  it('reports lines of both texts', () => {
    const { left } = migrated(`${stepWith('token: t\nsecrets: a/b c')}${stepWith(`${jwt}secrets: database/creds/a username | U`)}`)
    expect(left).toEqual([expect.objectContaining({ line: 11, lineAfter: 13 })])
  })
})

describe('the job of a step', () => {
  const workflow = (more: { root?: string; job?: string; on?: string; step?: string }) =>
    `on: ${more.on ?? 'push'}\n${more.root ?? ''}jobs:\n  deploy:\n    runs-on: x\n${more.job ?? ''}    steps:\n` +
    stepWith(`${jwt}secrets: database/creds/a username | U`)
      .replace('- ', `- id: vault\n  ${more.step ?? ''}`)
      .replace(/^(?=.)/gm, '      ')
  const lease = expect.objectContaining({ text: 'the lease of database/creds/a ends with this job' }) as unknown

  test.each([
    ['permissions of the job', { job: '    permissions:\n      contents: read\n' }, '      contents: read\n      id-token: write\n'],
    ['permissions in { }', { job: '    permissions: { contents: read }\n' }, 'permissions: { contents: read, id-token: write }\n'],
    ['no permissions', { job: '    permissions: {}\n' }, 'permissions: { id-token: write }\n'],
  ])('gets the permission: %s', (_, more, expected) => {
    const { text, changes, left } = migrated(workflow(more))
    expect(text).toContain(expected)
    expect(changes).toContainEqual(expect.objectContaining({ line: 5, text: 'id-token: write added, because the login needs it' }))
    expect(left).toEqual([lease])
  })

  test.each([
    [
      'without permissions',
      {},
      [expect.objectContaining({ line: 7, action: expect.stringMatching(/^Write permissions: \{ contents: read, id-token/) as unknown })],
    ],
    ['with those of the workflow', { root: 'permissions:\n  contents: read\n' }, [expect.objectContaining({ line: 2 })]],
    ['read-all', { job: '    permissions: read-all\n' }, [expect.objectContaining({ line: 5 })]],
    ['that forbids it', { job: '    permissions: { id-token: none }\n' }, [expect.objectContaining({ line: 5 })]],
    ['write-all', { job: '    permissions: write-all\n' }, []],
    ['of a workflow that is called', { on: 'workflow_call' }, []],
    ['of a workflow that is called, among others', { on: '\n  push:\n  workflow_call:\n' }, []],
  ])('%s', (_, more, expected) => {
    expect(migrated(workflow(more)).left).toEqual([...expected, lease])
  })

  it('passes credentials on', () => {
    const job =
      '    permissions: write-all\n    outputs:\n      user: ${{ steps.vault.outputs.U }}\n      other: ${{ steps.x.outputs.U }}\n'
    expect(migrated(workflow({ job })).left).toEqual([
      expect.objectContaining({ line: 7, text: expect.stringMatching(/^the output user passes/) as unknown }),
      lease,
    ])
  })

  it('sets variables that have no effect, or that change', () => {
    const root = "permissions: write-all\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: '0'\n  VAULT_ADDR: https://other\n"
    const text = workflow({ root }).replace('secrets: database', 'exportToken: true\n          secrets: database')
    expect(migrated(text).left.map((one) => one.text)).toEqual([
      'NODE_TLS_REJECT_UNAUTHORIZED: 0 has no effect on this action',
      'exportToken sets VAULT_ADDR too',
      'the lease of database/creds/a ends with this job',
    ])
  })
})

describe('uses:', () => {
  const sha = 'a'.repeat(40)
  const after = (uses: string, ref?: string) =>
    migrated(`- uses: ${uses}\n  with: { url: x, token: t, method: token, exportEnv: true, secrets: a/b c }\n`, ref).text.split('\n')[0]

  test.each([
    [`hashicorp/vault-action@${sha} # v3.4.0`, 'v0', 'vault-exchange/vault-exchange@v0'],
    [`hashicorp/vault-action@${sha}   # tag=v2.8.0`, 'v0', 'vault-exchange/vault-exchange@v0'],
    [`hashicorp/vault-action@${sha} # pin@v3`, 'v0', 'vault-exchange/vault-exchange@v0'],
    [`hashicorp/vault-action@${sha} # ratchet:hashicorp/vault-action@v3`, 'v0', 'vault-exchange/vault-exchange@v0'],
    [`hashicorp/vault-action@${sha} # v3.4.0`, `${sha} # v0.1.0`, `vault-exchange/vault-exchange@${sha} # v0.1.0`],
    [
      `'hashicorp/vault-action@v3' # zizmor: ignore[unpinned-uses]`,
      'v0',
      `'vault-exchange/vault-exchange@v0' # zizmor: ignore[unpinned-uses]`,
    ],
    ['"HashiCorp/Vault-Action@v3"', 'main', '"vault-exchange/vault-exchange@main"'],
  ])('%s with %s', (uses, ref, expected) => {
    expect(after(uses, ref)).toBe(`- uses: ${expected}`)
  })

  it('has no comment inside of { }', () => {
    const text = '- { uses: hashicorp/vault-action@v3, with: { url: x, token: t, secrets: a/b c } }\n'
    expect(migrated(text, `${sha} # v0.1.0`).text).toBe(
      `- { uses: vault-exchange/vault-exchange@${sha}, with: { url: x, token: t, secrets: a/b c, method: token, exportEnv: true } }\n`,
    )
  })

  test.each([
    'hashicorp/vault-action/sub@v3',
    'hashicorp/vault-action',
    'other/vault-action@v3',
    './vault-action',
    'docker://hashicorp/vault:1',
  ])('%s is another action', (uses) => {
    const text = `- uses: ${uses}\n  with: { url: x }\n`
    expect(migrated(text)).toEqual({ text, changes: [], left: [], steps: 0 })
  })
})

describe('inputs', () => {
  it('revokeToken becomes revoke', () => {
    const text = migrated(stepWith(`${jwt}revokeToken: false\nexportEnv: true\nsecrets: a/b c`)).text
    expect(text).toContain('    exportEnv: true\n    secrets: a/b c\n    revoke: false\n')
    expect(migrated(stepWith(`${jwt}revokeToken: true\nexportEnv: true\nsecrets: a/b c`)).text).not.toContain('revoke')
  })

  it('are added before the text of several lines, and to one input', () => {
    expect(migrated('uses: hashicorp/vault-action@v3\nwith:\n  secrets: |\n    a/b c\n  url: x\n  token: t').text).toBe(
      'uses: vault-exchange/vault-exchange@v0\nwith:\n  method: token\n  exportEnv: true\n  secrets: |\n    a/b c\n  url: x\n  token: t',
    )
  })

  it('without a value get one', () => {
    expect(migrated(stepWith('method:\ntoken: t\nexportEnv: # all of them\nsecrets: a/b c')).text).toContain(
      '    method: token\n    token: t\n    exportEnv: true # all of them\n',
    )
  })
})

test('a text that is no YAML has a problem', () => {
  expect(migrate('a: [', { ref: 'v0' })).toMatchObject({ line: 1, problem: expect.stringMatching(/^is not valid YAML/) as unknown })
  expect(migrate('', { ref: 'v0' })).toEqual({ text: '', changes: [], left: [], steps: 0 })
})
