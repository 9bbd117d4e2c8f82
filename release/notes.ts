import { sectionOf, unreleasedOf } from './changelog.ts'
import type { Commit } from './commit.ts'

/**
 * Returns the text of the release: the section of the changelog, how to pin the commit and how to verify it. In a dry run, the section can
 * still be called Unreleased. Throws an Error if there is no section.
 */
export function notesOf({ repository, version, tag, sha }: Commit, changelog: string, isDryRun: boolean): string {
  const section = sectionOf(changelog, version) ?? (isDryRun ? unreleasedOf(changelog) : undefined)
  if (!section) throw new Error(`CHANGELOG.md has no section "## ${version} – YYYY-MM-DD"`)
  return `${joinLines(absoluteLinks(section.text, `https://github.com/${repository}/blob/${tag}/`))}

### Pin this release

\`\`\`yaml
- uses: ${repository}@${sha} # ${tag}
\`\`\`

### Verify it

\`\`\`sh
gh release verify ${tag} --repo ${repository}
gh attestation verify dist/main/index.js --repo ${repository} \\
    --signer-workflow ${repository}/.github/workflows/release.yml --source-digest ${sha}
\`\`\`

\`checksums.txt\` lists every file that the attestation covers. [docs/releasing.md](https://github.com/${repository}/blob/${tag}/docs/releasing.md#verify-a-release) says what each command proves.
`
}

/** On the page of a release, links that are relative to the repository lead nowhere. */
function absoluteLinks(text: string, base: string): string {
  return text.replace(/\]\((?!https?:|#)([^)\s]+)\)/g, `](${base}$1)`)
}

/** On the page of a release, every line break is shown. Joins the lines of each paragraph and of each item of a list. */
function joinLines(text: string): string {
  const joined: string[] = []
  let fenced = false
  for (const line of text.split('\n')) {
    const fence = /^\s*```/.test(line)
    const previous = joined.at(-1) ?? ''
    const continues = !fenced && !/^\s*($|#|[-*] |[|>]|\d+\. |```)/.test(line) && !/^\s*($|#|```)/.test(previous)
    if (continues) joined.push(`${joined.pop() ?? ''} ${line.trim()}`)
    else joined.push(line)
    if (fence) fenced = !fenced
  }
  return joined.join('\n')
}
