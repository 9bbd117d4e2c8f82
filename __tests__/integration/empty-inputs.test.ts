import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { app } from '../../testing/stack/stored.ts'
import { action, finishRun, nothing, outputsOf } from '../support/scenario.ts'

const { inputs } = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as { inputs: Record<string, unknown> }
const given = ['url', 'secrets', 'role', 'jwtGithubAudience']
const secrets = 'secret/data/ci/app password'

test('empty inputs, except the required ones, count as not set', async () => {
  const others = Object.keys(inputs).filter((name) => !given.includes(name))
  expect(others.length).toBeGreaterThan(10)
  const run = await finishRun({ secrets, with: Object.fromEntries(others.map((name) => [name, ''])) })
  const plain = await finishRun({ secrets })
  expect(run.main.annotations).toEqual([])
  expect(outputsOf(run)).toMatchObject({ values: { password: app.password }, secrets: JSON.stringify({ password: app.password }) })
  const withoutTimes = ({ step }: typeof run) => ({ ...step.outputs, leases: '' })
  expect([withoutTimes(run), run.job.env, run.requests()]).toEqual([withoutTimes(plain), plain.job.env, plain.requests()])
  expect(await run.left()).toEqual(nothing)
})
