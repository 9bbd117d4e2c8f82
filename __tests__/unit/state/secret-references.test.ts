import { createHash } from 'node:crypto'
import { withReferences, resolveReferences } from '../../../src/state/secret-references.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const inputs = { INPUT_TOKEN: 't0ken', INPUT_CLIENTKEY: '-----BEGIN\nline\n', INPUT_EXTRAHEADERS: 'X-Api: k3y', INPUT_ROLE: 'deploy' }
const value = { list: ['t0ken', 'deploy'], tls: { clientKey: '-----BEGIN\nline' }, headers: 'X-Api: k3y', n: 1 }

it('replaces a secret by a reference to its input, anywhere in the value', () => {
  const text = withReferences(value, inputs)
  expect(JSON.parse(text)).toEqual({
    list: [{ fromInput: 'token', sha256: sha256('t0ken') }, 'deploy'],
    tls: { clientKey: { fromInput: 'clientKey', sha256: sha256('-----BEGIN\nline\n') } },
    headers: { fromInput: 'extraHeaders', sha256: sha256('X-Api: k3y') },
    n: 1,
  })
  expect(resolveReferences(text, inputs)).toEqual({
    value,
    secrets: ['-----BEGIN\nline', 't0ken', 'X-Api: k3y'].toSorted(byPosition),
    changedInputs: [],
  })
})

/** Compares by the position in the text. */
const byPosition = (a: string, b: string) =>
  JSON.stringify(value).indexOf(JSON.stringify(a)) - JSON.stringify(value).indexOf(JSON.stringify(b))

it('reports each missing input once, and keeps the rest', () => {
  const text = withReferences({ ...value, again: 't0ken' }, inputs)
  expect(resolveReferences(text, { ...inputs, INPUT_TOKEN: 'other' })).toMatchObject({
    value: { list: ['', 'deploy'], tls: value.tls, again: '' },
    changedInputs: ['token'],
  })
  expect(resolveReferences(text, {}).changedInputs.toSorted()).toEqual(['clientKey', 'extraHeaders', 'token'])
})

test.each([
  ['invalid JSON', 'x', undefined],
  ['an empty text', '', undefined],
  [
    'a reference to another input',
    JSON.stringify({ fromInput: 'role', sha256: sha256('deploy') }),
    { fromInput: 'role', sha256: sha256('deploy') },
  ],
  ['similar data', '{"sha256":"x","fromInput":5}', { fromInput: 5, sha256: 'x' }],
])('%s is not a reference', (_, text, expected) => {
  expect(resolveReferences(text, inputs)).toEqual({ value: expected, secrets: [], changedInputs: [] })
})

it('ignores an input that is not given', () => {
  expect(withReferences(['', ' '], { INPUT_TOKEN: ' ' })).toBe('[""," "]')
})

it('saves the secrets themselves inside a composite action, and returns them as secrets', () => {
  const text = withReferences(value, { ...inputs, GITHUB_ACTION_PATH: '/a' })
  expect(JSON.parse(text)).toMatchObject({ list: [{ fromInput: 'token', text: 't0ken' }, 'deploy'] })
  expect(resolveReferences(text, { INPUT_TOKEN: 'another' })).toEqual({
    ...resolveReferences(withReferences(value, inputs), inputs),
    value,
  })
})

test.each([{}, { GITHUB_ACTION_PATH: '/a' }])('supports a secret that equals the name of its input, with %j', (more) => {
  const env = { INPUT_TOKEN: 'token', ...more }
  expect(resolveReferences(withReferences(['token'], env), env)).toEqual({ value: ['token'], secrets: ['token'], changedInputs: [] })
})
