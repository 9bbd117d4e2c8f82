import { exceptOn } from '../../support/platform.ts'
import { createReleaseRepository, type ReleaseRepository } from '../../support/release-repository.ts'

exceptOn('win32', 'a release is made on Linux, and its gh is a shell script here', () => {
  let repository: ReleaseRepository
  beforeEach(() => {
    repository = createReleaseRepository()
  })
  afterEach(() => {
    repository.remove()
  })

  const version = (...more: readonly string[]) => repository.release([...more, 'version'])

  test('a commit of main with its heading in the changelog can be released, tagged or not', () => {
    const sha = repository.git('rev-parse', 'HEAD').trim()
    expect(version()).toMatchObject({ exitCode: 0, out: expect.stringContaining(`v0.1.0 is commit ${sha}\n`) as string })
    repository.git('tag', 'v0.1.0')
    repository.git('tag', 'v0')
    expect(version().exitCode).toBe(0)
  })

  test.each<[string, string, () => void]>([
    [
      'another version in the lock file',
      'package-lock.json has version 0.0.9',
      () => {
        edit('package-lock.json', '{"version":"0.0.9"}')
      },
    ],
    [
      'a change that is not committed',
      'the working tree has changes',
      () => {
        repository.write('action.yml', 'name: other\n')
      },
    ],
    [
      'a file that is not committed',
      'the working tree has changes. Commit them: ?? new.txt',
      () => {
        repository.write('new.txt', '')
      },
    ],
    ['a tag of another version', 'the tag v0.2.0 is on this commit', () => void repository.git('tag', 'v0.2.0')],
    [
      'a tag on another commit',
      'the tag v0.1.0 is on another commit',
      () => {
        repository.git('tag', 'v0.1.0')
        edit('README.md', 'more')
      },
    ],
  ])('%s stops a release and a dry run', (_, message, change) => {
    change()
    for (const run of [version(), version('--dry-run')]) {
      expect(run.exitCode).toBe(1)
      expect(run.out).toContain(message)
    }
  })

  test.each<[string, string, () => void]>([
    [
      'a section without a date',
      'CHANGELOG.md has no heading "## 0.1.0 – YYYY-MM-DD"',
      () => {
        edit('CHANGELOG.md', '## Unreleased\n\n- x\n\n## 0.1.0 – 2026-13-41\n')
      },
    ],
    [
      'a commit that is on a branch only',
      'the commit is not on main',
      () => {
        repository.git('checkout', '--quiet', '-b', 'branch')
        repository.write('README.md', 'more')
        repository.git('add', '--all')
        repository.git('commit', '--quiet', '--message', 'more')
      },
    ],
    [
      'a commit of main that the server does not have',
      'the commit is not on main',
      () => {
        repository.write('README.md', 'more')
        repository.git('add', '--all')
        repository.git('commit', '--quiet', '--message', 'more')
      },
    ],
  ])('%s stops a release; a dry run names it', (_, message, change) => {
    change()
    expect(version()).toMatchObject({ exitCode: 1, out: expect.stringContaining(message) as string })
    expect(version('--dry-run')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(`a release would stop here: ${message}`) as string,
    })
  })

  test('names a version that is not three numbers', () => {
    edit('package.json', '{"version":"0.1.0-rc.1","repository":"github:octo-org/action"}')
    expect(version()).toMatchObject({ exitCode: 1, out: expect.stringContaining('"version" is "0.1.0-rc.1"') as string })
  })

  test('lists the steps if a name is unknown, or if there is none', () => {
    for (const names of [[], ['publsh']]) {
      expect(repository.release(names)).toMatchObject({ exitCode: 2, out: expect.stringContaining('Steps: version, checks,') as string })
    }
  })

  function edit(path: string, text: string): void {
    repository.write(path, text)
    repository.commit('change')
  }
})
