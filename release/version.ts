import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sectionOf } from './changelog.ts'
import type { Commit } from './commit.ts'
import { output } from './program.ts'

/** Reasons why a commit cannot be released. */
export interface Obstacles {
  /** Those that stop a dry run too. */
  readonly always: readonly string[]
  /** Those that a dry run only names, because the commit of the release removes them. */
  readonly release: readonly string[]
}

/** Checks that the commit can be released under its version: lock file, changelog, tags, branch and working tree. */
export function obstacles({ root, version, tag, sha }: Commit): Obstacles {
  const git = (...args: readonly string[]) => output('git', args, { cwd: root }).trim()
  const lines = (text: string) => text.split('\n').filter(Boolean)
  const locked = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { version?: string }).version
  const changed = lines(git('status', '--porcelain'))
  const releaseTags = (tags: string) => lines(tags).filter((name) => /^v\d+\.\d+\.\d+$/.test(name))
  const here = releaseTags(git('tag', '--points-at', 'HEAD')).filter((name) => name !== tag)
  const tagged = lines(git('tag', '--list', tag)).length > 0 ? git('rev-list', '-1', `refs/tags/${tag}`) : sha
  return {
    always: [
      ...(locked === version ? [] : [`package-lock.json has version ${locked}. Run "npm install --package-lock-only" and commit.`]),
      ...(changed.length === 0 ? [] : [`the working tree has changes. Commit them: ${changed.slice(0, 5).join(', ')}`]),
      ...here.map((name) => `the tag ${name} is on this commit, whose package.json has version ${version}`),
      ...(tagged === sha ? [] : [`the tag ${tag} is on another commit (${tagged}). Increase "version" in package.json.`]),
    ],
    release: [
      ...(sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version)
        ? []
        : [`CHANGELOG.md has no heading "## ${version} – YYYY-MM-DD"`]),
      ...(isOnMain(git) ? [] : ['the commit is not on main']),
    ],
  }
}

/** Uses origin/main if there is one, because a local main can have commits that are not on the server. */
function isOnMain(git: (...args: readonly string[]) => string): boolean {
  const branches = git('for-each-ref', '--format=%(refname)', '--contains=HEAD', 'refs/remotes/origin/main', 'refs/heads/main').split('\n')
  const known = git('for-each-ref', '--format=%(refname)', 'refs/remotes/origin/main', 'refs/heads/main').split('\n')
  const main = known.find((name) => name === 'refs/remotes/origin/main') ?? 'refs/heads/main'
  return branches.includes(main)
}
