import { parseCommand } from '../../../src/plan/command-line.ts'
import { failureIn } from '../../support/rejection.ts'

const environment = { GITHUB_TOKEN: 'ghp_x', GITHUB_API_URL: 'https://api', INPUT_OWNER: 'ambient', GITHUB_REPOSITORY: 'octo-org/other' }

describe('parseCommand', () => {
  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['', {}, false],
    ['sub', { INPUT_DIRECTORY: 'sub' }, false],
    ['--json sub', { INPUT_DIRECTORY: 'sub' }, true],
    ['--owner octo-org', { INPUT_OWNER: 'octo-org', INPUT_OWNERTOKEN: 'ghp_x' }, false],
    ['--vars A=1 . --vars B=2', { INPUT_VARS: 'A=1\nB=2', INPUT_DIRECTORY: '.' }, false],
    ['--generate vault --mounts a', { INPUT_GENERATE: 'vault', INPUT_MOUNTS: 'a' }, false],
    ['--deprecated a --engines --json', { INPUT_DEPRECATED: 'a', INPUT_ENGINES: '--json' }, false],
  ])('%j', (args, inputs, asJson) => {
    const command = parseCommand(args === '' ? [] : args.split(' '), environment)
    expect(command).toEqual({ env: { ...inputs, GITHUB_API_URL: 'https://api' }, asJson })
  })

  it.each(['--unknown', '-j', 'a b', '--owner', '--ownerToken x'])('refuses %j', (args) => {
    const failure = failureIn(() => parseCommand(args.split(' '), environment))
    expect(failure).toMatchObject({
      code: 'ERR_INPUT',
      message: expect.stringMatching(/ is not expected\. Write: npm run plan -- /) as string,
    })
  })
})
