import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { output } from './program.ts'

/** The commit that is released, and the names that follow from its package.json. */
export interface Commit {
  /** Folder of the repository. */
  readonly root: string
  /** OWNER/NAME on GitHub. */
  readonly repository: string
  readonly version: string
  /** `v` + version. */
  readonly tag: string
  /** The tag that moves with each release: `v` + the first number of the version. */
  readonly majorTag: string
  readonly sha: string
  /** The time of the commit. */
  readonly time: Date
}

/** Reads the commit that is checked out in a folder. Throws an Error if the version is not of the form 1.2.3. */
export function readCommit(root: string): Commit {
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Partial<Record<string, string>>
  const [, major] = /^(\d+)\.\d+\.\d+$/.exec(version ?? '') ?? []
  if (version === undefined || major === undefined) {
    throw new Error(`package.json: "version" is ${JSON.stringify(version)}. Write three numbers, for example "0.1.0".`)
  }
  const [, name] = /^github:([\w.-]+\/[\w.-]+)$/.exec(repository ?? '') ?? []
  if (name === undefined) throw new Error('package.json: "repository" must be "github:OWNER/NAME"')
  const [sha = '', seconds] = output('git', ['log', '-1', '--format=%H %ct'], { cwd: root }).trim().split(' ')
  return {
    root,
    repository: name,
    version,
    tag: `v${version}`,
    majorTag: `v${major}`,
    sha,
    time: new Date(Number(seconds) * 1000),
  }
}
