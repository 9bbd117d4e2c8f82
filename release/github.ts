import { basename } from 'node:path'
import { output } from './program.ts'

/** A release on GitHub. */
export interface Release {
  readonly draft: boolean
  /** Set by GitHub if the repository has immutable releases and this one is published. */
  readonly immutable: boolean
  readonly body: string
  /** Commit on which GitHub creates the tag, if it does not exist when the release is published. */
  readonly target: string
  /** SHA-256 in hex by name of the asset; '' for an asset whose upload did not end. */
  readonly assets: ReadonlyMap<string, string>
}

/** The calls to GitHub of a release. They run `gh`, which takes its token from GH_TOKEN, and throw an Error with its standard error. */
export interface Github {
  readonly release: (tag: string) => Release | undefined
  readonly createDraft: (tag: string, target: string, notesFile: string) => void
  readonly updateDraft: (tag: string, target: string, notesFile: string) => void
  readonly upload: (tag: string, file: string) => void
  readonly publish: (tag: string) => void
  /** Returns the commit of a tag; undefined if there is no such tag. */
  readonly commitOf: (tag: string) => string | undefined
  /** Compares two commits: `ahead` if `head` is newer than `base`. */
  readonly compare: (base: string, head: string) => string
  readonly createTag: (tag: string, sha: string) => void
  readonly moveTag: (tag: string, sha: string) => void
  readonly verifyRelease: (tag: string) => void
  readonly verifyFile: (file: string, sha: string) => void
}

/** The fields of https://docs.github.com/rest/releases and https://docs.github.com/rest/git/refs that are used. */
interface ReleaseReply {
  readonly tag_name: string
  readonly draft: boolean
  readonly immutable?: boolean
  readonly body: string | null
  readonly target_commitish: string
  readonly assets: readonly { readonly name: string; readonly digest?: string | null }[]
}
interface RefReply {
  readonly ref: string
  readonly object: { readonly type: string; readonly sha: string }
}

/** Returns the calls for one repository. */
export function github(root: string, repository: string): Github {
  const gh = (...args: readonly string[]) => output('gh', args, { cwd: root })
  const api = (path: string, ...args: readonly string[]): unknown => JSON.parse(gh('api', `repos/${repository}/${path}`, ...args))
  const release = (...args: readonly string[]) => void gh('release', ...args, '--repo', repository)
  return {
    release: (tag) => {
      // the endpoint for one tag does not return drafts
      const pages = api('releases?per_page=100', '--paginate', '--slurp') as ReleaseReply[][]
      const [found, ...others] = pages.flat().filter((one) => one.tag_name === tag)
      if (others.length > 0) throw new Error(`there are ${others.length + 1} releases for ${tag}. Delete the drafts among them.`)
      return found && releaseOf(found)
    },
    createDraft: (tag, target, notesFile) => {
      release('create', tag, '--draft', '--title', tag, '--target', target, '--notes-file', notesFile)
    },
    updateDraft: (tag, target, notesFile) => {
      release('edit', tag, '--draft', '--title', tag, '--target', target, '--notes-file', notesFile)
    },
    upload: (tag, file) => {
      release('upload', tag, file, '--clobber')
    },
    publish: (tag) => {
      release('edit', tag, '--draft=false')
    },
    commitOf: (tag) => {
      // returns every tag that starts with this name
      const found = (api(`git/matching-refs/tags/${tag}`) as RefReply[]).find(({ ref }) => ref === `refs/tags/${tag}`)
      if (found?.object.type !== 'tag') return found?.object.sha
      return (api(`git/tags/${found.object.sha}`) as Pick<RefReply, 'object'>).object.sha
    },
    compare: (base, head) => (api(`compare/${base}...${head}`) as { status: string }).status,
    createTag: (tag, sha) => {
      api('git/refs', '--method', 'POST', '--raw-field', `ref=refs/tags/${tag}`, '--raw-field', `sha=${sha}`)
    },
    moveTag: (tag, sha) => {
      api(`git/refs/tags/${tag}`, '--method', 'PATCH', '--raw-field', `sha=${sha}`, '--field', 'force=true')
    },
    verifyRelease: (tag) => {
      release('verify', tag)
    },
    verifyFile: (file, sha) => {
      const signer = `${repository}/.github/workflows/release.yml`
      gh('attestation', 'verify', file, '--repo', repository, '--signer-workflow', signer, '--source-digest', sha)
    },
  }
}

function releaseOf({ draft, immutable, body, target_commitish, assets }: ReleaseReply): Release {
  return {
    draft,
    immutable: immutable === true,
    body: body ?? '',
    target: target_commitish,
    assets: new Map(assets.map(({ name, digest }) => [basename(name), digest?.replace(/^sha256:/, '') ?? ''])),
  }
}
