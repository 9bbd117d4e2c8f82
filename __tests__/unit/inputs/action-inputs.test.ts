import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Failure } from '../../../src/core/failure.ts'
import { readSettings } from '../../../src/inputs/settings.ts'
import { type Env } from '../../../src/core/env.ts'
import { captureLog } from '../../support/captured-log.ts'

const root = join(__dirname, '../../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const declared = parse(textOf('action.yml')) as Record<'inputs' | 'outputs', Record<string, { description: string; default?: string }>>
const names = Object.keys(declared.inputs)
/** Boolean inputs, by their description. */
const booleans = names.filter((name) => declared.inputs[name]!.description.includes('(true or false)'))

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
})

const required = { url: 'https://vault.test', secrets: 'secret/a key | NAME' }
/** Returns the settings as JSON, or the error message. */
async function outcomeOf(inputs: Record<string, string>): Promise<string> {
  const env: Env = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]))
  try {
    const settings = await readSettings({ ...env, GITHUB_ACTION: 'vault' })
    // a part of it is random
    return JSON.stringify({ ...settings, connection: { ...settings.connection, correlationId: '' } })
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}
const without = (name: string) => Object.fromEntries(Object.entries(required).filter(([other]) => other !== name))

describe.each(names)('the input %s', (name) => {
  it('counts as not set if it is empty, as composite actions and reusable workflows pass it', async () => {
    const absent = await outcomeOf(without(name))
    for (const empty of ['', ' ', '\n', ' \r\n\t']) expect(await outcomeOf({ ...required, [name]: empty })).toBe(absent)
    expect(absent.startsWith('{')).toBe(!(name in required))
  })

  it('is documented in README.md or docs/', () => {
    const pages = [
      'README.md',
      ...readdirSync(join(root, 'docs'))
        .filter((file) => file.endsWith('.md'))
        .map((page) => `docs/${page}`),
    ]
    expect(pages.some((page) => textOf(page).includes(`\`${name}\``))).toBe(true)
  })
})

it('action.yml has boolean inputs', () => {
  expect(booleans).toEqual(expect.arrayContaining(['ignoreNotFound', 'exportEnv', 'exportToken', 'outputToken']))
})

/** Whose effect depends on what is read if it is not set: neither true nor false is its default. */
const undecided = ['summary']

describe.each(booleans)('the input %s', (name) => {
  it('accepts true and false in upper and lower case', async () => {
    const [no, yes] = await Promise.all(['false', 'true'].map((value) => outcomeOf({ ...required, [name]: value })))
    expect([no, yes].every((outcome) => outcome!.startsWith('{'))).toBe(true)
    expect(yes).not.toBe(no)
    for (const value of ['True', 'TRUE', 'tRuE', ' true\n']) expect(await outcomeOf({ ...required, [name]: value })).toBe(yes)
    for (const value of ['False', 'FALSE', 'fAlSe', ' false\n']) expect(await outcomeOf({ ...required, [name]: value })).toBe(no)
  })

  it.each(['yes', 'no', 'y', 'n', 'on', 'off', '1', '0', 't', 'f', 'tru', 'truee', 'true false', '"true"', 'null'])(
    'rejects %j',
    async (value) => {
      expect(await outcomeOf({ ...required, [name]: value })).toBe(`${name}: "${value}" is neither true nor false. Write: true or false`)
    },
  )

  it('has a default that is the same as not setting it', async () => {
    const { default: standard } = declared.inputs[name]!
    if (standard !== undefined) expect(await outcomeOf({ ...required, [name]: standard })).toBe(await outcomeOf(required))
    else if (undecided.includes(name)) expect(JSON.parse(await outcomeOf(required))).not.toHaveProperty(name)
    else expect(await outcomeOf({ ...required, [name]: 'false' })).toBe(await outcomeOf(required))
  })
})

it.each(Object.keys(declared.outputs))('the output %s is documented in README.md', (name) => {
  expect(textOf('README.md')).toContain(`\`${name}\``)
})
