import { join } from 'node:path'
import { readPlanSettings } from '../../../src/plan/settings.ts'
import { failureOf } from '../../support/rejection.ts'

const read = async (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) => {
  const masked: string[] = []
  const named = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
  const settings = await readPlanSettings({ GITHUB_WORKSPACE: '/work', ...env, ...named }, (secret) => masked.push(secret))
  return { ...settings, masked }
}

describe('readPlanSettings', () => {
  it.each([
    [{}, join('/work')],
    [{ directory: 'sub' }, join('/work/sub')],
    [{ directory: '/other' }, '/other'],
    [{ directory: '  ', owner: '', ownerToken: '' }, join('/work')],
  ])('%j reads a directory', async (inputs: Record<string, string>, path) => {
    expect((await read(inputs)).source).toEqual({ kind: 'directory', path })
  })

  it('reads an owner, and masks its token', async () => {
    const { source, inventory, masked } = await read(
      { owner: 'octo-org', ownerToken: 'ghp_x' },
      { GITHUB_API_URL: 'https://ghe.example/api/v3/', GITHUB_SERVER_URL: 'https://ghe.example' },
    )
    expect(source).toEqual({ kind: 'owner', owner: 'octo-org', token: 'ghp_x', apiUrl: 'https://ghe.example/api/v3' })
    expect([inventory.serverUrl, masked]).toEqual(['https://ghe.example', ['ghp_x']])
  })

  it.each([
    ['A=1\n\n# comment\n b = x=y \n', { A: '1', b: 'x=y' }],
    ['{"A": "1", "B": true}', { A: '1', B: 'true' }],
    ['', {}],
    ['A=1\r\n# x\r\n\r\nB= two \r\n', { A: '1', B: 'two' }],
  ])('reads the vars %j', async (vars, expected) => {
    expect(Object.fromEntries((await read({ vars })).inventory.vars)).toEqual(expected)
  })

  it('reads the rules', async () => {
    const { inventory } = await read({ deprecated: 'a/* => b', engines: 'c => d\ne => f' })
    expect([inventory.deprecated, inventory.engines].map((rules) => rules.map(({ pattern }) => pattern))).toEqual([['a/*'], ['c', 'e']])
  })

  it('reports all problems at once', async () => {
    const inputs = { owner: '-x', directory: 'y', vars: 'A=1\nB', deprecated: 'a => b\nc', engines: 'd' }
    expect(await failureOf(read(inputs))).toMatchObject({
      code: 'ERR_INPUT',
      message: [
        '6 problems in the inputs',
        '  owner: "-x" is not the name of an account. Write: octo-org',
        '  directory: cannot be combined with `owner`. Write: only one of them',
        '  ownerToken: is required with `owner`. Write: a token that can read the contents of all repositories',
        '  vars line 2: is not a name and a value. Write: NAME=VALUE, or ${{ toJSON(vars) }}',
        '  deprecated line 2: "c" is not a pattern and a replacement. Write: secret/data/legacy/* => database/creds/ROLE',
        '  engines line 1: "d" is not a pattern and a replacement. Write: secret/data/legacy/* => database/creds/ROLE',
      ].join('\n'),
    })
  })

  it('requires the owner of a token', async () => {
    expect((await failureOf(read({ ownerToken: 'x' }))).message).toBe(
      'owner: is required with `ownerToken`. Write: the organisation or user, for example octo-org',
    )
  })

  it('reads the folder of generated files, and the mounts', async () => {
    expect(await read({})).toMatchObject({ generate: undefined, mounts: [] })
    expect(await read({ generate: 'vault', mounts: 'kv/ => kv-v1' })).toMatchObject({
      generate: 'vault',
      mounts: [{ namespace: '', path: 'kv/', type: 'kv', version: 1 }],
    })
    expect((await failureOf(read({ mounts: 'kv/ => kv-v1' }))).message).toBe(
      'generate: is required with `mounts`. Write: a folder for the policies and roles, for example vault',
    )
    expect((await failureOf(read({ generate: 'vault', mounts: 'kv' }))).message).toMatch(
      /^mounts line 1: "kv" is not a path and an engine\. Write: /,
    )
  })

  it('reports expressions that were not evaluated', async () => {
    expect((await failureOf(read({ owner: '${{ vars.OWNER }}', ownerToken: 'x' }))).message).toMatch(
      /^owner: "\$\{\{ vars.OWNER \}\}" is an expression/,
    )
  })
})
