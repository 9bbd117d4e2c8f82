import { encoders } from '../../testing/runner/encoders.ts'
import { canary } from '../../testing/stack/stored.ts'
import { createServiceAccount } from '../support/service-account.ts'
import { finishRun, look, outputsOf, type Finished } from '../support/scenario.ts'

const { privateKey, key: account, file: accountFile } = createServiceAccount()

/** Secrets of every shape; all they say begins with the canary, but for what is plainly public. */
const texts = {
  awkward: `hush "quoted" 'too' \\ back\\slash <&> %25 100% $(HOME) ! \u0085 \u2028 grüße 你好 🔑 =<<`,
  blanks: '  hush with blanks around \t',
  windows: 'hush-first\r\nhush-second\r\n\r\nhush-last',
  pem: privateKey,
  breaks: '\n\nhush-between\n\n\n',
  compact: JSON.stringify({ password: 'hush-compact "x"', env: 'production', list: ['hush-listed', 12], note: 'hush-one\nhush-two' }),
  indented: JSON.stringify({ password: 'hush-indented', env: ['production'], on: [true, null] }, null, 2),
  within: JSON.stringify({ gcp: accountFile, region: 'europe-west1' }),
}
const object = { password: 'hush-object-password', stage: 'production', nested: { token: 'hush-nested\\token' } }
// Vault refuses a string whose JSON is over 1 MiB
const long = 'hush-long "1 MiB" \\ % 🔑 '.repeat(34_000)

/** What must not be seen anywhere: each line of a secret, and each leaf by itself. */
const traces = [
  ...[texts.awkward, texts.blanks.trim(), texts.windows, texts.breaks, texts.compact, texts.within, object.password, object.nested.token],
  ...[...privateKey.trim().split('\n'), 'hush-listed', 'hush-one', 'hush-two', 'hush-indented'],
].flatMap((text) => text.split(/[\r\n]+/).filter((line) => line !== ''))

/** As `toJSON(…)` writes a text: the output `secrets`, which is JSON, within JSON. */
const toJson = encoders['jsonString']!

/** What a step may say after all that. */
const harmless = [
  'env=production region=europe-west1 on=true null {} [] }',
  'GET https://www.googleapis.com/storage/v1/b?project=acme-production, https://accounts.google.com/o/oauth2/auth',
  `Activated service account credentials for: [${account['client_email']!}]`,
]

beforeAll(async () => {
  await look.root('POST', 'kv/ci/shapes', { ...texts, object, google: Buffer.from(accountFile).toString('base64') })
  await look.root('POST', 'kv/ci/long', { long })
  await look.root('POST', 'kv/ci/tiny', { tilde: '~' })
})

function expectNoTraces(run: Pick<Finished, 'main'>): void {
  const log = [...run.main.log, ...run.main.annotations.map(({ message }) => message)].join('\n')
  for (const trace of [canary, ...traces]) expect(log).not.toContain(trace)
}

test.each([false, true])('secrets of every shape come out byte for byte and leave no trace in the log (debug: %s)', async (debug) => {
  const secrets = [
    ...Object.keys(texts).map((key) => `kv/ci/shapes ${key}`),
    'kv/ci/shapes object',
    'kv/ci/shapes google | google | base64',
  ]
  const run = await finishRun({ secrets: secrets.join(';\n'), with: { exportEnv: 'true' }, debug }, ({ job, step }) => {
    const { secrets: all, values } = outputsOf({ step })
    const { object: stored, ...outputs } = values
    expect(outputs).toEqual({ ...texts, google: accountFile })
    expect(JSON.parse(stored!)).toEqual(object)
    expect(JSON.parse(all!)).toEqual({ ...outputs, object: stored })
    for (const [name, value] of Object.entries(texts)) expect(job.env[name.toUpperCase()]).toBe(value)

    for (const value of Object.values({ ...outputs, stored: stored! })) {
      const shapes = [
        ...[value, JSON.stringify({ value }), toJson(JSON.stringify({ value }))],
        ...[encodeURIComponent(value), Buffer.from(value).toString('base64'), Buffer.from(`${value}\n`).toString('base64')],
      ]
      for (const shape of shapes) {
        const shown = job.mask(shape)
        expect(shown).toContain('***')
        for (const trace of [canary, ...traces]) expect(shown).not.toContain(trace)
      }
    }
    for (const line of traces) expect(job.mask(line.trim())).toBe('***')
    for (const line of harmless) expect(job.mask(line)).toBe(line)
    expect(job.outputs({ env: 'production', key: texts.pem }).values).toEqual({ env: 'production' })
  })
  expectNoTraces(run)
  if (debug) expect(run.main.log).toContain('##[debug]Set output awkward = ***')
})

test('1 MiB is masked; one character of punctuation is not, and is named', async () => {
  const run = await finishRun({ secrets: 'kv/ci/long long; kv/ci/tiny tilde', debug: true }, ({ job, step }) => {
    expect(step.outputs['long']).toBe(long)
    expect(step.outputs['tilde']).toBe('~')
    for (const shape of [long, Buffer.from(long).toString('base64'), encodeURIComponent(long)])
      expect(job.mask(shape)).toMatch(/^\*{3}[\w+]?=*$/)
    expect(job.mask('~')).toBe('~')
    expect(job.mask(JSON.stringify({ long }))).toBe('{"long":"***"}')
  })
  expectNoTraces(run)
})

test('maskjson masks every leaf, nomask none', async () => {
  const secrets = 'kv/ci/shapes object | every | maskjson; kv/ci/shapes indented | open | nomask'
  await finishRun({ secrets }, ({ job }) => {
    expect(job.mask('production')).toBe('***')
    expect(job.mask('hush-indented')).toBe('hush-indented')
  })
})
