import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { appInputs as ownInputs } from '../../../src/github-app/settings.ts'
import { plainInputs } from '../../../src/inputs/unevaluated.ts'
import { secretInputs } from '../../../src/masks/secret-inputs.ts'
import { readApp } from '../../support/app-settings.ts'
import { captureLog } from '../../support/captured-log.ts'
import { failureOf } from '../../support/rejection.ts'

const root = join(__dirname, '../../..')
type Declared = Record<'inputs' | 'outputs', Record<string, { description: string; default?: string; required?: boolean }>>
const declaredIn = (path: string) => parse(readFileSync(join(root, path), 'utf8')) as Declared
const declared = declaredIn('github-token/action.yml')
const ofMain = declaredIn('action.yml')

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
})

const problemOf = async (inputs: Record<string, string>) => (await failureOf(readApp(inputs))).message

describe('action.yml of github-token', () => {
  const names = Object.keys(declared.inputs)

  it('declares the inputs that are read, and no other', () => {
    const mainOnly = Object.keys(ofMain.inputs).filter((name) => !(name in declared.inputs))
    const known = [...plainInputs, ...secretInputs, 'extraHeaders', ...ownInputs, 'key']
    expect(names.toSorted()).toEqual(known.filter((name) => !mainOnly.includes(name)).toSorted())
  })

  it('has the defaults of the main action', () => {
    const shared = names.filter((name) => name in ofMain.inputs)
    expect(shared.length).toBeGreaterThan(25)
    for (const name of shared) expect([name, declared.inputs[name]!.default]).toEqual([name, ofMain.inputs[name]!.default])
  })

  it.each(Object.keys(declared.inputs))('%s counts as not set if it is empty', async (name) => {
    const outcome = async (value: string) => {
      try {
        const settings = await readApp({ [name]: value })
        // a part of it is random
        return JSON.stringify({ ...settings, connection: { ...settings.connection, correlationId: '' } })
      } catch (error) {
        return (error as Error).message
      }
    }
    const absent = await outcome('')
    expect(await outcome(' \n')).toBe(absent)
    expect(absent.startsWith('{')).toBe(!['url', 'clientId', 'key', 'permissions'].includes(name))
  })

  it.each([...Object.keys(declared.inputs), ...Object.keys(declared.outputs)])('%s is documented', (name) => {
    const pages = readdirSync(join(root, 'docs'))
      .filter((file) => file.endsWith('.md'))
      .map((page) => readFileSync(join(root, 'docs', page), 'utf8'))
    expect(pages.some((page) => page.includes(`\`${name}\``))).toBe(true)
  })
})

describe('the App', () => {
  it('is its client ID, or the numeric ID as a number', async () => {
    expect((await readApp()).app).toBe('Iv23liApp')
    expect((await readApp({ clientId: '', appId: '4242' })).app).toBe(4242)
  })

  it.each([
    [{ clientId: '' }, /^clientId: is required\. Write: the client ID in the settings of the App/],
    [{ appId: '1' }, /^appId: cannot be combined with clientId/],
    [{ clientId: '', appId: 'my-app' }, /^appId: "my-app" is not the ID of an App\. Write: a number, or use clientId/],
    [{ clientId: 'a b' }, /^clientId: "a b" is not a client ID/],
  ])('%j', async (inputs, says) => {
    expect(await problemOf(inputs)).toMatch(says)
  })
})

describe('the key', () => {
  it.each([
    ['transit/sign/app', 'transit/sign/app', undefined],
    ['/transit/sign/app', 'transit/sign/app', undefined],
    ['team/transit/sign/app/sha2-256', 'team/transit/sign/app', undefined],
    ['transit/sign/app?version=3', 'transit/sign/app', 3],
    ['transit/sign/sign/sign/app', 'transit/sign/sign/sign/app', undefined],
  ])('%s', async (key, path, version) => {
    expect((await readApp({ key })).key).toEqual({ kind: 'transit', path, version })
  })

  it('is read as an entry of a mapping if it has a key', async () => {
    const { key } = await readApp({ key: 'secret/data/github app.pem | | base64' })
    expect(key).toMatchObject({
      kind: 'stored',
      plan: [{ path: 'secret/data/github', entries: [{ selector: 'app.pem', encoding: 'base64', input: 'key' }] }],
    })
  })

  const instead = 'Write: transit/sign/NAME, or PATH KEY of a private key in PEM'
  it.each([
    ['', `key: is required. ${instead}`],
    ['transit/keys/app', `key: "transit/keys/app" is neither a path of transit nor a path and a key. ${instead}`],
    ['transit/sign/app?version=0', `key: "transit/sign/app?version=0" is neither a path of transit nor a path and a key. ${instead}`],
    ['transit/../sign/app', `key: "transit/../sign/app" is neither a path of transit nor a path and a key. ${instead}`],
    ['secret/a one; secret/b two', `key: is not one key of one secret. ${instead}`],
    ['secret/a *', `key: is not one key of one secret. ${instead}`],
    ['transit/sign/app {"input": "aGk="} signature', `key: is not one key of one secret. ${instead}`],
    ['secret/a pem | | wrong', /^key line 1, column \d+: .*unknown flag/],
    ['${{ vars.KEY }}', /^key line 1, column 1: "\$\{\{ vars\.KEY \}\}" is an expression that was not evaluated/],
  ])('%j', async (key, says) => {
    expect(await problemOf({ key })).toEqual(typeof says === 'string' ? says : expect.stringMatching(says))
  })
})

describe('permissions', () => {
  it.each([
    ['contents: read', { contents: 'read' }],
    [' contents : read\n\n# for labels\npull-requests:write', { contents: 'read', pull_requests: 'write' }],
    ['{"contents": "read", "organization-projects": "admin"}', { contents: 'read', organization_projects: 'admin' }],
  ])('%j', async (permissions, expected) => {
    expect((await readApp({ permissions })).permissions).toEqual(expected)
  })

  const how = 'Write: the permissions that the job needs, one per line, for example: contents: read'
  const form = 'Write: NAME: read, NAME: write or NAME: admin'
  it.each([
    ['', `permissions: is required: without it, the token has every permission of the App. ${how}`],
    ['{}', `permissions: is required: without it, the token has every permission of the App. ${how}`],
    ['# none', `permissions: is required: without it, the token has every permission of the App. ${how}`],
    ['{"contents"', 'permissions: is not a JSON object. Write: {"contents": "read"}'],
    ['contents', `permissions line 1: "contents" is not a permission. ${form}`],
    ['contents: all', `permissions line 1: "contents: all" is not a permission. ${form}`],
    ['\ncontents: read\nContents: read', `permissions line 2: "Contents: read" is not a permission. ${form}`],
    ['{"contents": true}', `permissions: "contents: true" is not a permission. ${form}`],
    ['a-b: read\na_b: write', 'permissions line 2: "a_b" is set twice. Write: each permission once'],
  ])('%j', async (permissions, says) => {
    expect(await problemOf({ permissions })).toBe(says)
  })
})

describe('the target', () => {
  it.each([
    [{}, { owner: 'octo-org', repositories: ['shop'] }],
    [{ repositories: 'a,b\nc  a' }, { owner: 'octo-org', repositories: ['a', 'b', 'c'] }],
    [{ repositories: 'other/a, b' }, { owner: 'other', repositories: ['a', 'b'] }],
    [
      { owner: 'Other', repositories: 'other/a' },
      { owner: 'Other', repositories: ['a'] },
    ],
    [
      { owner: 'other', repositories: '*' },
      { owner: 'other', repositories: 'all' },
    ],
    [{ repositories: '*' }, { owner: 'octo-org', repositories: 'all' }],
    [{ installationId: '77' }, { owner: 'octo-org', repositories: ['shop'], installationId: 77 }],
  ])('%j', async (inputs, expected) => {
    expect((await readApp(inputs)).target).toEqual({ installationId: undefined, ...expected })
  })

  it.each([
    [{ owner: 'other' }, /^repositories: is required with owner\. Write: names of repositories, one per line, or \* for all/],
    [{ owner: 'a/b', repositories: 'c' }, /^owner: "a\/b" is not the name of an account/],
    [{ repositories: 'a, *' }, /^repositories: "\*" is not the name of a repository/],
    [{ repositories: 'a/b/c' }, /^repositories: "a\/b\/c" is not the name of a repository/],
    [
      { repositories: 'one/a, two/b' },
      /^repositories: "two\/b" does not belong to one: a token is for one owner\. Write: a step for each owner/,
    ],
    [{ installationId: 'x' }, /^installationId: "x" is not the id of an installation/],
  ])('%j', async (inputs, says) => {
    expect(await problemOf(inputs)).toMatch(says)
  })
})

it('lists all problems at once, those of Vault too', async () => {
  const { message, code } = await failureOf(readApp({ url: 'vault', clientId: '', permissions: '', method: 'magic', revoke: 'never' }))
  expect(code).toBe('ERR_INPUT')
  expect(message.split('\n')).toEqual([
    '5 problems in the inputs',
    expect.stringMatching(/^ {2}url: /),
    expect.stringMatching(/^ {2}method: /),
    expect.stringMatching(/^ {2}clientId: /),
    expect.stringMatching(/^ {2}permissions: /),
    expect.stringMatching(/^ {2}revoke: /),
  ])
})

it('is an error if no later step can read the token', async () => {
  expect(await failureOf(readApp({}, { GITHUB_ACTION: '__self' }))).toMatchObject({ code: 'ERR_UNREADABLE' })
  expect((await readApp({}, { GITHUB_ACTION: '__self', GITHUB_ACTION_PATH: '/composite' })).app).toBe('Iv23liApp')
})
