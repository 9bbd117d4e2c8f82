import { createHash } from 'node:crypto'
import { exceptOn } from '../../support/platform.ts'
import { createReleaseRepository, type ReleaseRepository } from '../../support/release-repository.ts'

exceptOn('win32', 'a release is made on Linux, and its gh is a shell script here', () => {
  let repository: ReleaseRepository
  let sha: string
  beforeEach(() => {
    repository = createReleaseRepository()
    sha = repository.git('rev-parse', 'HEAD').trim()
    const prepared = repository.release(['notes', 'checksums'])
    expect(prepared.exitCode).toBe(0)
  })
  afterEach(() => {
    repository.remove()
  })

  const publication = ['publish', 'major-tag']
  const tags = () => repository.server('for-each-ref', '--format=%(refname:short) %(objectname)', 'refs/tags').split('\n').filter(Boolean)
  const complete = () => [`v0 ${sha}`, `v0.1.0 ${sha}`]
  const digests = () => repository.state().releases.map(({ assets }) => assets.map(({ name, digest }) => [name, digest]))
  const writes = () => repository.state().calls.filter((call) => /^release (?!verify)|--method/.test(call))

  function expectComplete() {
    const { releases } = repository.state()
    expect(releases.map(({ tag_name, draft, immutable }) => [tag_name, draft, immutable])).toEqual([['v0.1.0', false, true]])
    expect(releases[0]!.body).toContain('- Everything.')
    expect(
      digests()[0]!
        .map(([name]) => name)
        .sort(),
    ).toEqual(['checksums.txt', 'sbom.cdx.json'])
    expect(digests()[0]!.every(([, digest]) => /^sha256:/.test(digest ?? ''))).toBe(true)
    expect(tags()).toEqual(complete())
  }

  test('publishes a draft with its assets, then moves the major tag; a second run changes nothing', () => {
    const first = repository.release(publication)
    expect(first.out).toContain('draft created\nsbom.cdx.json uploaded\nchecksums.txt uploaded\npublished\n')
    expect(first.out).toContain('v0 created\n')
    expectComplete()

    const before = writes()
    const second = repository.release(publication)
    expect(second).toMatchObject({ exitCode: 0, signal: null })
    expect(second.out).toContain('v0.1.0 is published and complete; nothing to do')
    expect(second.out).toContain('v0 is on this commit already')
    expect(writes()).toEqual(before)
  })

  test('a run that is killed after any call, or during an upload, is completed by the next one', () => {
    const left = new Set<string>()
    for (let call = 1; ; call++) {
      const run = repository.release(publication, { GH_KILL_AT: String(call) })
      if (run.signal === null) {
        expect(run.exitCode).toBe(0)
        break
      }
      expect(run.signal).toBe('SIGKILL')
      // a call that only reads leaves the same as the one before
      const what = JSON.stringify([repository.state().releases, tags()])
      if (!left.has(what)) {
        expect(repository.release(publication)).toMatchObject({ exitCode: 0 })
        expectComplete()
      }
      left.add(what)
      repository.change({ releases: [], calls: [] })
      for (const tag of tags()) repository.server('update-ref', '-d', `refs/tags/${tag.split(' ')[0]!}`)
    }
    expectComplete()
    // nothing, the draft, half of each upload, both of them, published, and the major tag
    expect(left.size).toBe(7)
  }, 300_000)

  describe('a draft that is there', () => {
    const draft = (assets: { name: string; digest: string | null }[]) => ({
      releases: [{ tag_name: 'v0.1.0', draft: true, immutable: false, body: 'old', target_commitish: 'main', assets }],
    })

    test('gets the text, the commit and the assets of this run', () => {
      repository.change(draft([{ name: 'sbom.cdx.json', digest: `sha256:${'0'.repeat(64)}` }]))
      expect(repository.release(publication).out).toContain('draft updated\nsbom.cdx.json uploaded\nchecksums.txt uploaded\npublished\n')
      expectComplete()
    })

    test('is not published with an asset of another run', () => {
      repository.change(draft([{ name: 'other.txt', digest: `sha256:${'0'.repeat(64)}` }]))
      const run = repository.release(publication)
      expect(run.exitCode).toBe(1)
      expect(run.out).toContain('the draft v0.1.0 has assets of another origin. Delete them: other.txt')
      expect(repository.state().releases[0]!.draft).toBe(true)
      expect(tags()).toEqual([])
    })
  })

  test('a published release with other assets is an error, and the major tag stays', () => {
    expect(repository.release(publication).exitCode).toBe(0)
    const { releases } = repository.state()
    releases[0]!.assets[0]!.digest = `sha256:${'0'.repeat(64)}`
    repository.change({ releases })
    const run = repository.release(publication)
    expect(run.exitCode).toBe(1)
    expect(run.out).toContain('are missing or different: sbom.cdx.json')
  })

  test('a release that can still be changed is an error', () => {
    repository.change({ immutableReleases: false })
    const run = repository.release(publication)
    expect(run.exitCode).toBe(1)
    expect(run.out).toContain('Turn on "immutable releases"')
  })

  test('a file that was changed after the checksums were made is not published', () => {
    repository.write('dist/main/index.js', 'console.log(2)\n')
    const run = repository.release(publication)
    expect(run.exitCode).toBe(1)
    expect(run.out).toContain('checksums.txt does not agree with these files: dist/main/index.js')
    expect(writes()).toEqual([])
  })

  test('a tag on another commit is an error before anything is written', () => {
    const older = repository.git('rev-parse', 'HEAD').trim()
    repository.write('README.md', 'more')
    repository.commit('more')
    repository.server('tag', 'v0.1.0', older)
    repository.release(['notes', 'checksums'])
    const run = repository.release(publication)
    expect(run.exitCode).toBe(1)
    expect(run.out).toContain(`the tag v0.1.0 is on another commit (${older})`)
    expect(writes()).toEqual([])
  })

  test('an annotated tag on this commit is the tag of the release', () => {
    repository.git('tag', '--annotate', '--message', 'v0.1.0', 'v0.1.0')
    repository.git('push', '--quiet', 'origin', 'v0.1.0')
    expect(repository.release(publication)).toMatchObject({ exitCode: 0 })
    expect(repository.server('rev-parse', 'v0^{commit}', 'v0.1.0^{commit}').split('\n')).toEqual([sha, sha])
  })

  describe('the major tag', () => {
    test('moves forward', () => {
      repository.server('tag', 'v0', sha)
      repository.write('README.md', 'more')
      const newer = repository.commit('more')
      repository.release(['notes', 'checksums'])
      expect(repository.release(publication).out).toContain(`v0 moved from ${sha}`)
      expect(repository.server('rev-parse', 'v0')).toBe(newer)
    })

    test('does not move backwards', () => {
      repository.write('README.md', 'more')
      const newer = repository.commit('more')
      repository.server('tag', 'v0', newer)
      repository.git('checkout', '--quiet', sha)
      const run = repository.release(publication)
      expect(run.exitCode).toBe(0)
      expect(run.out).toContain(`v0 is on a newer commit (${newer}) and stays there`)
      expect(repository.server('rev-parse', 'v0')).toBe(newer)
    })

    test('does not leave the history of main', () => {
      const stray = repository.git('commit-tree', 'HEAD^{tree}', '-m', 'stray').trim()
      repository.git('push', '--quiet', 'origin', `${stray}:refs/tags/v0`)
      const run = repository.release(publication)
      expect(run.exitCode).toBe(1)
      expect(run.out).toContain(`v0 is on ${stray}, which is not in the history of ${sha} (diverged)`)
      expect(repository.server('rev-parse', 'v0')).toBe(stray)
    })

    test('does not move before the release is published', () => {
      const run = repository.release(['major-tag'])
      expect(run.exitCode).toBe(1)
      expect(run.out).toContain('the release v0.1.0 is not published')
      expect(tags()).toEqual([])
    })
  })

  test('verifies the release and its files as users do', () => {
    const attested = ['console.log(1)\n', '{}\n'].map((text) => createHash('sha256').update(text).digest('hex'))
    repository.change({ attested })
    expect(repository.release([...publication, 'verify']).out).toContain(
      'dist/main/index.js: verified\nrelease/out/sbom.cdx.json: verified\n',
    )
    const { calls } = repository.state()
    expect(calls.slice(-3)[0]).toBe('release verify v0.1.0 --repo octo-org/action')
    expect(calls.at(-1)).toMatch(
      new RegExp(`--repo octo-org/action --signer-workflow octo-org/action/.github/workflows/release.yml --source-digest ${sha}$`),
    )
  })

  test('a dry run calls nothing', () => {
    expect(repository.release(['--dry-run', ...publication, 'verify']).out).toContain(`would publish v0.1.0 on ${sha}`)
    expect(repository.state().calls).toEqual([])
  })
})
