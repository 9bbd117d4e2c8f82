import type { Env } from '../../../src/core/env.ts'

const before = { ...process.env }
const exitCode = process.exitCode
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('STATE_')) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, before)
  process.exitCode = exitCode
  jest.resetModules()
})

test.each<[Env, boolean]>([
  [{}, false],
  [{ STATE_reading: 'false' }, false],
  [{ STATE_session: '{}' }, true],
  [{ STATE_file_1: '"/a"' }, true],
  [{ STATE_main: '' }, false],
  [{ STATE_main: '{}' }, true],
])('with the state %j the post step runs: %s', async (state, runs) => {
  const runPost = jest.fn().mockResolvedValue(1)
  jest.doMock('../../../src/run/post.ts', () => ({ runPost }))
  Object.assign(process.env, state)
  jest.requireActual<object>('../../../src/post.ts')
  await new Promise((resolve) => setImmediate(resolve))
  expect(runPost.mock.calls).toEqual(runs ? [[process.env]] : [])
  const code = process.exitCode
  process.exitCode = exitCode
  expect(code).toBe(runs ? 1 : exitCode)
})
