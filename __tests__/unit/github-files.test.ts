import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n')

describe('an action of another repository', () => {
  const shown = tracked.filter((file) => /^(\.github|examples|docs)\/|^[^/]*\.md$/.test(file))
  const pins = shown.flatMap((file) =>
    [...textOf(file).matchAll(/^[ -]*uses: ([\w.-]+\/[\w.-]+)[\w./-]*@(.*)$/gm)]
      .map(([, repository, ref]) => ({ file, repository: repository!, ref: ref! }))
      .filter(({ repository }) => repository !== 'vault-exchange/vault-exchange'),
  )

  it('is pinned to a commit, with its version', () => {
    expect(pins.length).toBeGreaterThan(20)
    expect(pins.filter(({ ref }) => !/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(ref))).toEqual([])
  })

  test.each([...new Set(pins.map(({ repository }) => repository))])('%s has the same pin everywhere', (repository) => {
    const refs = new Set(pins.filter((pin) => pin.repository === repository).map(({ ref }) => ref))
    expect([...refs]).toHaveLength(1)
  })
})

describe('.github', () => {
  const linted = {
    'actionlint, zizmor and JSON Schemas, in .ci/run workflows': /^workflows\/[\w-]+\.yml$|^(ISSUE_TEMPLATE\/\w+|dependabot|zizmor)\.yml$/,
    'the tests below': /^CODEOWNERS$/,
    'docs.test.ts': /^pull_request_template\.md$/,
  }

  it('contains no file without a linter', () => {
    const files = tracked.filter((file) => file.startsWith('.github/')).map((file) => file.slice('.github/'.length))
    expect(files).toEqual(expect.arrayContaining(['CODEOWNERS', 'dependabot.yml', 'workflows/ci.yml']))
    expect(files.filter((file) => !Object.values(linted).some((pattern) => pattern.test(file)))).toEqual([])
  })

  it('links only to files of this repository that are there', () => {
    const files = tracked.filter((file) => file.startsWith('.github/'))
    const linked = files.flatMap((file) => [...textOf(file).matchAll(/vault-exchange\/blob\/main\/([\w./-]+)/g)].map(([, path]) => path!))
    expect(linked).toContain('SECURITY.md')
    expect(linked.filter((path) => !tracked.includes(path))).toEqual([])
  })
})

describe('CODEOWNERS', () => {
  const rules = textOf('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/ +/))
  const [patterns, owners] = [rules.map(([pattern = '']) => pattern), rules.flatMap(([, ...names]) => names)]

  it('names an owner for every file', () => {
    expect(patterns[0]).toBe('*')
    expect(rules.filter((rule) => rule.length < 2)).toEqual([])
    expect(owners.filter((owner) => !/^@[\w-]+(\/[\w-]+)?$/.test(owner))).toEqual([])
  })

  test.each(patterns)('the pattern %s matches a file', (pattern) => {
    // git reads it as a line of .gitignore, which has the same rules
    const matched = execFileSync('git', ['ls-files', '--cached', '--ignored', '-x', pattern], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(matched).not.toBe('')
  })
})
