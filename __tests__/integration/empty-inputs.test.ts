import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { app } from '../../testing/stack/stored.ts'
import { action, finishRun, nothing } from '../support/scenario.ts'

const { inputs } = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as { inputs: Record<string, unknown> }
const given = ['url', 'secrets', 'role', 'jwtGithubAudience']
const secrets = 'secret/data/ci/app password'

test('empty inputs, except the required ones, count as not set', async () => {
  const others = Object.keys(inputs).filter((name) => !given.includes(name))
  expect(others.length).toBeGreaterThan(10)
  const run = await finishRun({ secrets, with: Object.fromEntries(others.map((name) => [name, ''])) })
  const plain = await finishRun({ secrets })
  expect(run.main.annotations).toEqual([])
  expect(run.step.outputs).toEqual({ password: app.password, secrets: JSON.stringify({ password: app.password }) })
  expect([run.step.outputs, run.job.env, run.requests()]).toEqual([plain.step.outputs, plain.job.env, plain.requests()])
  expect(await run.left()).toEqual(nothing)
})
