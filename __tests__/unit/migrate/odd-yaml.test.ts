import { parseDocument } from 'yaml'
import { migrate } from '../../../src/migrate/migrate.ts'

/** Migrates a text, and checks that the result is valid and does not change again. Returns the result without the changes. */
function migrated(text: string, ref = 'v0') {
  const result = migrate(text, { ref })
  if ('problem' in result) throw new Error(result.problem)
  expect(parseDocument(result.text).errors).toEqual([])
  expect(migrate(result.text, { ref })).toMatchObject({ text: result.text, changes: [] })
  return { text: result.text, left: result.left.map(({ line, text: what }) => [line, what]) }
}

const head = '- uses: hashicorp/vault-action@v3\n  with:'
const converted = '- uses: vault-exchange/vault-exchange@v0\n  with:'

describe('an input that is added', () => {
  test.each([
    [
      'in a block',
      `${head}\n    url: x\n    token: t\n    secrets: a/b c.d.e\n`,
      `${converted}\n    url: x\n    token: t\n    secrets: a/b c.d.e | C__DE\n    method: token\n    exportEnv: true\n`,
    ],
    [
      'in { }',
      `${head} { url: x, token: t, secrets: a/b c.d.e }\n`,
      `${converted} { url: x, token: t, secrets: a/b c.d.e | C__DE, method: token, exportEnv: true }\n`,
    ],
    [
      'behind an input that gets a value',
      `${head}\n    exportEnv:\n    url: |\n      x\n    token: t\n    secrets: |\n      a/b c\n`,
      `${converted}\n    exportEnv: true\n    method: token\n    url: |\n      x\n    token: t\n    secrets: |\n      a/b c\n`,
    ],
    [
      'in { } behind inputs that are removed',
      `${head} { url: x, token: t, secrets: a/b c, revokeToken: true, secretEncodingType: base32 }\n`,
      `${converted} { url: x, token: t, secrets: a/b c, method: token, exportEnv: true }\n`,
    ],
  ])('comes after the text that is there, %s', (_, before, after) => {
    expect(migrated(before).text).toBe(after)
  })
})

describe('a comment stays', () => {
  test.each([
    [
      'after an input that is removed',
      `${head}\n    url: x\n    revokeToken: true # why\n    # below\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n`,
      `${converted}\n    url: x\n    # why\n    # below\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n`,
    ],
    [
      'after an input that is removed, at the end of the file',
      `${head}\n    url: x\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n    revokeToken: true # why`,
      `${converted}\n    url: x\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n    # why\n`,
    ],
    [
      'in the header of a block that is replaced',
      `${head}\n    url: x\n    method: jwt\n    exportEnv: >- # why\n      yes\n    secrets: a/b c\n`,
      `${converted}\n    url: x\n    method: jwt\n    exportEnv: true # why\n    secrets: a/b c\n`,
    ],
    [
      'in the header of a block that is removed, and before its value',
      `${head}\n    url: x\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n    revokeToken: >- # why\n      true\n    # end\n`,
      `${converted}\n    url: x\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n    # why\n    # end\n`,
    ],
    [
      'before a value on the next line that is removed',
      `${head}\n    url: x\n    revokeToken: # why\n      true # and\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n`,
      `${converted}\n    url: x\n    # why\n    # and\n    method: jwt\n    exportEnv: true\n    secrets: a/b c\n`,
    ],
    [
      'around the first input of { }',
      `${head} {\n    # above\n    revokeToken: true, # why\n    url: x, method: jwt, exportEnv: true, secrets: a/b c }\n`,
      `${converted} {\n    # above\n     # why\n    url: x, method: jwt, exportEnv: true, secrets: a/b c }\n`,
    ],
    [
      'between inputs of { }',
      `${head} {\n    url: x, # server\n    revokeToken: true, # why\n    method: jwt, exportEnv: true, secrets: a/b c }\n`,
      `${converted} {\n    url: x, # server\n     # why\n    method: jwt, exportEnv: true, secrets: a/b c }\n`,
    ],
    [
      'before the last input of { }',
      `${head} {\n    url: x, method: jwt, exportEnv: true, secrets: a/b c, # mapping\n    revokeToken: true\n  }\n`,
      `${converted} {\n    url: x, method: jwt, exportEnv: true, secrets: a/b c # mapping\n    \n  }\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(migrated(before)).toEqual({ text: after, left: [] })
  })
})

describe('a step stays if an edit would change other places', () => {
  const rest = '\n    url: x\n    token: t\n    method: token\n    exportEnv: true\n    secrets: a/b c\n'
  const other = '- run: echo\n  env: { A: *a }\n'
  test.each([
    ['a value with an anchor that would be replaced', `${head}${rest}    exportToken: &a 'yes'\n${other}`, 8, 'exportToken'],
    ['a value with an anchor that would be removed', `${head}${rest}    secretEncodingType: &a base32\n${other}`, 8, 'secretEncodingType'],
    ['a key without a value', `${head}${rest.replace('exportEnv: true', '? exportEnv')}- run: echo\n`, 6, 'exportEnv'],
    ['uses in a block', `- uses: >-\n    hashicorp/vault-action@v3\n  with:${rest}`, 1, 'uses'],
  ])('%s', (_, text, line, input) => {
    expect(migrated(text, 'abc # v0.1.0')).toEqual({
      text,
      left: [[line, `the text of ${input} cannot be edited in place`]],
    })
  })
})

test('a key of { } without a value gets one, and no other place does', () => {
  const before = `${head} { url: x, method: jwt, secrets: a/b c, exportEnv }\n- run: echo\n`
  const after = `${converted} { url: x, method: jwt, secrets: a/b c, exportEnv: true }\n- run: echo\n`
  expect(migrated(before)).toEqual({ text: after, left: [] })
})

describe('id-token: write is added', () => {
  const job = (permissions: string) =>
    `jobs:\n  a:\n    permissions:${permissions}\n    steps:\n      - uses: hashicorp/vault-action@v3\n        with: { url: x, method: jwt, secrets: a/b c }\n`
  test.each([
    ['before an explicit key', '\n      ? contents\n      : read', '\n      id-token: write\n      ? contents\n      : read'],
    ['after a key of { } without a value', ' { contents, }', ' { contents, id-token: write, }'],
    ['to { }', ' {}', ' { id-token: write }'],
  ])('%s', (_, before, after) => {
    expect(migrated(job(before)).text).toContain(`permissions:${after}\n    steps:`)
  })
})

test('a file of several documents is refused, because GitHub refuses it', () => {
  const text = `---\n${head} { url: x, token: t, secrets: a/b c }\n---\n${head} { url: x }\n`
  expect(migrate(text, { ref: 'v0' })).toEqual({ line: 4, problem: 'starts a second document, which GitHub refuses' })
})

test('a long chain of steps that share parts is refused at once, from its one end to the other', () => {
  const inputs = '{ url: x, token: t, secrets: a/b c }'
  const pairs = Array.from(
    { length: 400 },
    (_, i) => `- uses: &u${i} hashicorp/vault-action@v3\n  with: *m${i}\n- uses: *u${i}\n  with: &m${i + 1} ${inputs}\n`,
  )
  const { left, text } = migrated(`- uses: other/action@v1\n  with: &m0 ${inputs}\n${pairs.join('')}`)
  expect([left.length, left.at(-1)?.[0], text.includes('vault-exchange')]).toEqual([800, 1601, false])
})
