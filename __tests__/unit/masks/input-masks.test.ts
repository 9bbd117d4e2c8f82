import { readSettings } from '../../../src/inputs/settings.ts'
import { type Env } from '../../../src/core/env.ts'
import { masksOfInput } from '../../../src/masks/input-masks.ts'
import { secretInputs } from '../../../src/masks/secret-inputs.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

it('masks an input as it is given', () => {
  expect(masksOfInput('hvs.s3cr3t')).toContain('hvs.s3cr3t')
  expect(masksOfInput('')).toEqual([])
})

it('masks each line of a key, given as PEM or as base64 of PEM', () => {
  const pem = '-----BEGIN KEY-----\ns3cr3t-line-1\ns3cr3t-line-2\n-----END KEY-----\n'
  expect(masksOfInput(pem)).toEqual(expect.arrayContaining(['s3cr3t-line-1', 's3cr3t-line-2', base64(pem).slice(0, 86)]))
  const broken = base64(pem).replace(/.{20}/g, '$&\n')
  expect(masksOfInput(broken)).toEqual(expect.arrayContaining(['s3cr3t-line-1', 's3cr3t-line-2', base64(pem).slice(0, 86)]))
})

it('masks each line of a key with \\n in place of line breaks', () => {
  const key = '-----BEGIN KEY-----\\ns3cr3t-line-1\\r\\ns3cr3t-line-2\\n-----END KEY-----\\n'
  for (const input of [key, base64(key), JSON.stringify({ key })])
    expect(masksOfInput(input)).toEqual(expect.arrayContaining(['s3cr3t-line-1', 's3cr3t-line-2']))
})

it.each(['{"jwt": "s3cr3t-a", "nested": {"list": ["s3cr3t-b", 7, null]}}', base64('{"jwt": "s3cr3t-a", "n": ["s3cr3t-b"]}')])(
  'masks the strings of JSON: %s',
  (payload) => {
    expect(masksOfInput(payload)).toEqual(expect.arrayContaining([payload, 's3cr3t-a', 's3cr3t-b']))
  },
)

it('does not mask role and user name in JSON, because logs contain them', () => {
  const masks = masksOfInput('{"role": "deploy", "username": "robot", "password": "pass"}')
  expect(masks).toContain('pass')
  expect(masks).not.toContain('deploy')
  expect(masks).not.toContain('robot')
})

it.each(['abc', 'not base64!', '{"broken', '[['.repeat(50_000), 'A'.repeat(9)])('accepts any text: %#', (text) => {
  expect(masksOfInput(text)).toContain(text)
})

describe('an input is masked even if the login does not use it', () => {
  let log: CapturedLog
  beforeEach(() => {
    log = captureLog()
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })

  it.each(secretInputs)('%s', async (name) => {
    const inputs = { url: 'https://vault.test', secrets: 'secret/a key | NAME', role: 'deploy', method: 'jwt' }
    const env = Object.entries({ ...inputs, [name]: 's3cr3t-text' }).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])
    await readSettings(Object.fromEntries(env) as Env).catch(() => undefined)
    expect(log.commands('add-mask')).toContain('s3cr3t-text')
  })
})
