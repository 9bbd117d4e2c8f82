import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse, posix, win32 } from 'node:path'
import { isBelow, isInside, jobDirectories, realPath } from '../../../src/runner/job-directories.ts'

let root: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'directories-')))
  mkdirSync(join(root, 'work/sub'), { recursive: true })
  mkdirSync(join(root, 'temp'))
  symlinkSync('work', join(root, 'link'))
  symlinkSync('nothing', join(root, 'dangling'))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

it('reads the directories from the environment, if they are set', () => {
  expect(jobDirectories({ RUNNER_TEMP: '/t', GITHUB_WORKSPACE: '/w' })).toEqual({ temp: '/t', workspace: '/w' })
  expect(jobDirectories({})).toEqual({ temp: '', workspace: '' })
})

test.each([
  ['work/sub', 'work/sub'],
  ['link/sub', 'work/sub'],
  ['link/not/there', 'work/not/there'],
  ['link', 'work'],
  ['not/there', 'not/there'],
  // a dangling link is not resolved
  ['dangling/x', 'dangling/x'],
])('the real path of %s is %s', (path, real) => {
  expect(realPath(join(root, path))).toBe(join(root, real))
})

it('stops at the root', () => {
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
    // a directory can be given as a link
    expect(isInside(join(root, path), at('temp', 'link'))).toBe(inside)
  })

  it('is false if the directories are empty or relative', () => {
    expect(isInside(join(root, 'work/a'), { temp: '', workspace: '' })).toBe(false)
    expect(isInside(join(process.cwd(), 'a'), { temp: '.', workspace: '.' })).toBe(false)
  })
})

describe('isBelow', () => {
  test.each([
    ['D:\\a\\shop', 'D:\\a\\shop\\.env', true],
    ['D:\\a\\shop', 'd:\\A\\Shop\\sub\\x', true],
    ['D:\\a\\shop', 'D:\\a\\shop', false],
    ['D:\\a\\shop', 'D:\\a\\shopping\\x', false],
    ['D:\\a\\shop', 'D:\\a\\x', false],
    ['D:\\a\\shop', 'C:\\a\\shop\\x', false],
    ['D:\\a\\shop', 'D:\\a\\shop\\..x', true],
    ['D:\\', 'D:\\x', true],
    ['\\\\nas\\ci\\shop', '\\\\NAS\\ci\\shop\\x', true],
    ['\\\\nas\\ci\\shop', '\\\\nas\\other\\shop\\x', false],
    ['\\\\nas\\ci\\shop', 'D:\\shop\\x', false],
  ])('on Windows, %s and %s: %j', (directory, path, below) => {
    expect(isBelow(directory, path, win32)).toBe(below)
  })

  it('distinguishes upper and lower case on Linux', () => {
    expect([isBelow('/w', '/w/x', posix), isBelow('/w', '/W/x', posix)]).toEqual([true, false])
  })
})
