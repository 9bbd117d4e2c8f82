import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { isInside, jobDirectories, realPath } from '../../../src/runner/job-directories.ts'

let root: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'places-')))
  mkdirSync(join(root, 'work/sub'), { recursive: true })
  mkdirSync(join(root, 'temp'))
  symlinkSync('work', join(root, 'link'))
  symlinkSync('nothing', join(root, 'dangling'))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

it('takes the places from the environment, and none from one that names none', () => {
  expect(jobDirectories({ RUNNER_TEMP: '/t', GITHUB_WORKSPACE: '/w' })).toEqual({ temp: '/t', workspace: '/w' })
  expect(jobDirectories({})).toEqual({ temp: '', workspace: '' })
})

test.each([
  ['work/sub', 'work/sub'],
  ['link/sub', 'work/sub'],
  ['link/not/there', 'work/not/there'],
  ['link', 'work'],
  ['not/there', 'not/there'],
  // what a link that leads nowhere would make is not known
  ['dangling/x', 'dangling/x'],
])('the real path of %s is %s', (path, real) => {
  expect(realPath(join(root, path))).toBe(join(root, real))
})

it('is at its end at the root', () => {
  expect(realPath(parse(root).root)).toBe(parse(root).root)
})

describe('isInside', () => {
  const at = (temp: string, workspace: string) => ({ temp: temp && join(root, temp), workspace: workspace && join(root, workspace) })

  test.each([
    ['work/a', true],
    ['work/sub/a', true],
    ['temp/a', true],
    ['work/..a', true],
    ['work/not/there', true],
    ['work', false],
    ['temp', false],
    ['workshop/a', false],
    ['a', false],
    ['', false],
  ])('%j: %j', (path, inside) => {
    expect(isInside(join(root, path), at('temp', 'work'))).toBe(inside)
    // a place may be named through a link
    expect(isInside(join(root, path), at('temp', 'link'))).toBe(inside)
  })

  it('finds nothing where the runner names no place, or one that is relative', () => {
    expect(isInside(join(root, 'work/a'), { temp: '', workspace: '' })).toBe(false)
    expect(isInside(join(process.cwd(), 'a'), { temp: '.', workspace: '.' })).toBe(false)
  })
})
