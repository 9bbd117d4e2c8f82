import { chooseShell, type Shell, type ShellProblem } from '../../../src/child/shell.ts'

/** Finds the given programs only. */
const withPrograms =
  (...programs: string[]) =>
  (program: string) =>
    Promise.resolve(programs.includes(program) ? `/bin/${program}` : '')

const all = withPrograms('bash', 'sh', 'pwsh', 'powershell', 'cmd', 'python', 'perl')
const choose = (written?: string, platform: NodeJS.Platform = 'linux', which = all) => chooseShell(written, platform, which)

const isShell = (shell: Shell | ShellProblem): shell is Shell => 'program' in shell

async function shellOf(...args: Parameters<typeof choose>): Promise<Shell> {
  const shell = await choose(...args)
  if (!isShell(shell)) throw new Error(shell.text)
  return shell
}

describe('the default', () => {
  it.each([
    ['linux', all, 'bash'],
    ['darwin', all, 'bash'],
    ['linux', withPrograms('sh'), 'sh'],
    ['win32', all, 'pwsh'],
    ['win32', withPrograms('powershell'), 'powershell'],
  ] as const)('on %s is the first that exists (%#)', async (platform, which, name) => {
    expect(await shellOf(undefined, platform, which)).toMatchObject({ name, program: `/bin/${name}` })
  })

  it('is required to exist', async () => {
    expect(await choose(undefined, 'linux', withPrograms())).toEqual({
      text: 'is required: neither bash nor sh is in PATH',
      instead: 'a shell of this runner, as a template such as perl {0}',
    })
  })
})

describe('a shell', () => {
  it('that is a batch file of Windows is started through cmd', async () => {
    const yarn = () => Promise.resolve('C:\\npm\\yarn.CMD')
    expect(await choose('yarn run {0}', 'win32', yarn)).toEqual({
      text: '"yarn" is a batch file, which Node.js does not start',
      instead: 'cmd /D /S /C "CALL yarn "{0}""',
    })
  })

  // docs.github.com, "Workflow syntax", jobs.<job_id>.steps[*].shell
  it.each([
    ['bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'], '.sh', 'x'],
    ['sh', ['-e', '{0}'], '.sh', 'x'],
    ['python', ['{0}'], '.py', 'x'],
    [
      'pwsh',
      ['-command', ". '{0}'"],
      '.ps1',
      "$ErrorActionPreference = 'stop'\nx\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n",
    ],
    ['cmd', ['/D', '/E:ON', '/V:OFF', '/S', '/C', '"CALL "{0}""'], '.cmd', '@echo off\nx'],
    ['perl {0}', ['{0}'], '', 'x'],
    ['bash -x {0}', ['-x', '{0}'], '.sh', 'x'],
    ['bash  -c "a b; . {0}"', ['-c', 'a b; . {0}'], '.sh', 'x'],
    ['bash -c "say \\"hi\\" {0}" end', ['-c', 'say "hi" {0}', 'end'], '.sh', 'x'],
    ['bash --file="{0}"', ['--file={0}'], '.sh', 'x'],
    ['cmd /D /S /C "CALL "{0}""', ['/D /S /C "CALL "{0}""'], '.cmd', '@echo off\nx'],
  ])('%s: arguments, extension and script', async (written, args, extension, content) => {
    const shell = await shellOf(written)
    expect([shell.args, shell.extension, shell.content('x')]).toEqual([args, extension, content])
  })

  it.each([
    ['fish', '"fish" is not a known shell'],
    ['toString', '"toString" is not a known shell'],
    ['bash -x', '"bash -x" does not contain {0}'],
    ['ruby {0}', 'the program "ruby" is not in PATH'],
  ])('%s is a problem', async (written, text) => {
    expect(await choose(written)).toMatchObject({ text })
  })
})

it.each([
  ['win32', '@echo off\r\ngoto end\r\n:end\r\n'],
  ['linux', '@echo off\ngoto end\r\n:end\n'],
] as const)('writes a script on %s with the line breaks of the system', async (platform, content) => {
  expect((await shellOf('cmd', platform)).content('goto end\r\n:end\n')).toBe(content)
})
