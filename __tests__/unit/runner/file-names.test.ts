import { comparablePath, isDeviceName, nameProblem } from '../../../src/runner/file-names.ts'

test.each(['NUL', 'nul', 'aux.txt', 'con.tar.gz', 'COM1', 'lpt9.env', 'com²', 'CONIN$', 'prn .txt'])(
  '%s is a device of Windows',
  (name) => {
    expect(isDeviceName(name)).toBe(true)
  },
)

test.each(['null', 'auxiliary', 'com', 'com10', 'a.nul', '.con', 'conout', ''])('%s is no device of Windows', (name) => {
  expect(isDeviceName(name)).toBe(false)
})

describe('a path on Windows', () => {
  test.each([
    ['D:\\work\\app.env', undefined],
    ['D:\\work\\.npmrc', undefined],
    ['\\\\nas\\ci\\a b\\x', undefined],
    ['D:\\work\\NUL', 'has the name of a device of Windows'],
    ['D:\\aux\\x.env', 'has the name of a device of Windows'],
    ['D:\\work\\x.', 'has a name that ends with a dot or a space, which Windows drops'],
    ['D:\\work \\x', 'has a name that ends with a dot or a space, which Windows drops'],
    ['D:\\work\\README.md:secret', 'has a character that Windows does not allow in file names'],
    ['D:\\work\\a?b', 'has a character that Windows does not allow in file names'],
  ])('%s: %s', (path, problem) => {
    expect(nameProblem(path, 'win32')).toBe(problem)
    expect(nameProblem(path, 'linux')).toBeUndefined()
  })
})

it('compares paths without case, except on Linux', () => {
  const same = (platform: NodeJS.Platform) => comparablePath('/w/É', platform) === comparablePath('/w/e\u0301', platform)
  expect([same('win32'), same('darwin'), same('linux')]).toEqual([true, true, false])
})
