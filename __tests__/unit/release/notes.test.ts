import type { Commit } from '../../../release/commit.ts'
import { notesOf } from '../../../release/notes.ts'

const sha = 'a'.repeat(40)
const commit: Commit = {
  root: '/',
  repository: 'octo-org/action',
  version: '0.2.0',
  tag: 'v0.2.0',
  majorTag: 'v0',
  sha,
  time: new Date(0),
}
const changelog = `# Changelog

## 0.2.0 – 2026-12-01

A paragraph
of two lines.

### Added

- One item that is
  long ([docs](docs/a.md), [site](https://example.com/)).
- Another one
  - with an item of its own

1. First
2. Second

| a | b |
| - | - |

\`\`\`sh
one
two
\`\`\`

## 0.1.0 – 2026-11-30

- Old.
`

test('has the section of the version alone, with lines joined and links that work on the page of a release', () => {
  const [section] = notesOf(commit, changelog, false).split('\n### Pin this release')
  expect(section).toBe(`A paragraph of two lines.

### Added

- One item that is long ([docs](https://github.com/octo-org/action/blob/v0.2.0/docs/a.md), [site](https://example.com/)).
- Another one
  - with an item of its own

1. First
2. Second

| a | b |
| - | - |

\`\`\`sh
one
two
\`\`\`
`)
})

test('has the commit to pin, and the commands that verify it', () => {
  const notes = notesOf(commit, changelog, false)
  expect(notes).toContain(`- uses: octo-org/action@${sha} # v0.2.0\n`)
  expect(notes).toContain('gh release verify v0.2.0 --repo octo-org/action\n')
  const signer = 'octo-org/action/.github/workflows/release.yml'
  expect(notes.replaceAll('\\\n    ', '')).toContain(
    `gh attestation verify dist/main/index.js --repo octo-org/action --signer-workflow ${signer} --source-digest ${sha}\n`,
  )
})

test('only a dry run accepts a section that has no version yet', () => {
  const unreleased = '## Unreleased\n\n- New.\n'
  expect(notesOf(commit, unreleased, true)).toContain('- New.')
  expect(() => notesOf(commit, unreleased, false)).toThrow('no section "## 0.2.0 – YYYY-MM-DD"')
})
