import { userInfo } from 'node:os'
import { fileDirectories } from '../../../src/runner/file-directories.ts'

describe('the home directory', () => {
  test.each<[string, Record<string, string>, NodeJS.Platform, string]>([
    ['of Linux is HOME', { HOME: '/github/home', USERPROFILE: '/other' }, 'linux', '/github/home'],
    [
      'of Windows is USERPROFILE, because HOME can be a path of MSYS',
      { HOME: '/c/Users/ci', USERPROFILE: 'C:\\Users\\ci' },
      'win32',
      'C:\\Users\\ci',
    ],
    ['without HOME is that of the account', {}, 'linux', userInfo().homedir],
    ['with an empty HOME is that of the account', { HOME: '' }, 'linux', userInfo().homedir],
    ['is never the root, in which every path would be', { HOME: '/' }, 'linux', ''],
  ])('%s', (_, env, platform, home) => {
    expect(fileDirectories(env, platform).home).toBe(home)
  })
})
