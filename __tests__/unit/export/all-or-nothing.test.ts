import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allOrNothing } from '../../../src/export/all-or-nothing.ts'

let root: string
let env: { GITHUB_OUTPUT: string; GITHUB_ENV: string }
const texts = () => [env.GITHUB_OUTPUT, env.GITHUB_ENV].map((path) => readFileSync(path, 'utf8'))

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'all-or-nothing-'))
  env = { GITHUB_OUTPUT: join(root, 'output'), GITHUB_ENV: join(root, 'env') }
  for (const path of Object.values(env)) writeFileSync(path, 'before\n')
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

const write = (then: () => string) => () => {
  appendFileSync(env.GITHUB_OUTPUT, 'password<<x\nhu')
  appendFileSync(env.GITHUB_ENV, 'A=1\n')
  return then()
}
const fail = () => {
  throw new Error('full')
}

it('keeps what was written', () => {
  expect(
    allOrNothing(
      env,
      write(() => 'done'),
    ),
  ).toBe('done')
  expect(texts()).toEqual(['before\npassword<<x\nhu', 'before\nA=1\n'])
})

it('restores the files if something fails', () => {
  expect(() => allOrNothing(env, write(fail))).toThrow('full')
  expect(texts()).toEqual(['before\n', 'before\n'])
})

it('throws the original error, whatever the files are', () => {
  expect(() => allOrNothing({ GITHUB_OUTPUT: root, GITHUB_ENV: undefined }, fail)).toThrow('full')
  expect(() => allOrNothing({ GITHUB_OUTPUT: join(root, 'none'), GITHUB_ENV: '' }, fail)).toThrow('full')
})
