/**
 * Entry: answers the calls of `gh` that a release makes, as GitHub does. GH_STATE is a file with the releases and the calls so far, and
 * GH_REPOSITORY a bare git repository with the tags. If GH_KILL_AT is the number of this call, the caller is killed when the call is done, and
 * an upload is incomplete.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

interface FakeRelease {
  tag_name: string
  draft: boolean
  immutable: boolean
  body: string
  target_commitish: string
  assets: { name: string; digest: string | null }[]
}

/** The state of the server: its releases, the digests of attested files, and the calls that it has answered. */
export interface GithubState {
  /** The setting of the repository. */
  immutableReleases: boolean
  releases: FakeRelease[]
  attested: string[]
  calls: string[]
}

if (import.meta.main) {
  const { GH_STATE = '', GH_REPOSITORY = '', GH_KILL_AT } = process.env
  const state: GithubState = existsSync(GH_STATE)
    ? (JSON.parse(readFileSync(GH_STATE, 'utf8')) as GithubState)
    : { immutableReleases: true, releases: [], attested: [], calls: [] }
  const args = process.argv.slice(2)
  state.calls.push(args.join(' '))
  const killed = GH_KILL_AT === String(state.calls.length)
  try {
    process.stdout.write(answer(state, args, GH_REPOSITORY, killed))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
  writeFileSync(GH_STATE, JSON.stringify(state))
  if (killed) process.kill(process.ppid, 'SIGKILL')
}

function answer(state: GithubState, args: readonly string[], repository: string, halfway: boolean): string {
  const [command = '', verb = '', name = ''] = args
  if (command === 'api') return JSON.stringify(api(state, verb.replace(/^repos\/[^/]+\/[^/]+\//, ''), args, repository))
  if (command === 'attestation') {
    if (!state.attested.includes(sha256Of(name))) throw new Error('HTTP 404: Not Found')
    return ''
  }
  return releaseCommand(state, verb, name, args, repository, halfway)
}

function api(state: GithubState, path: string, args: readonly string[], repository: string): unknown {
  const git = gitIn(repository)
  const [kind = ''] = path.split('?')
  const [, prefix] = /^git\/matching-refs\/(.*)$/.exec(kind) ?? []
  const [, base, head] = /^compare\/(\w+)\.\.\.(\w+)$/.exec(kind) ?? []
  const [, moved] = /^git\/(refs\/tags\/.*)$/.exec(kind) ?? []
  const [, annotated] = /^git\/tags\/(\w+)$/.exec(kind) ?? []
  const field = (name: string) => args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  if (kind === 'releases') return [state.releases]
  if (prefix !== undefined) {
    const lines = git('for-each-ref', '--format=%(refname) %(objecttype) %(objectname)', 'refs/tags').split('\n').filter(Boolean)
    const refs = lines.map((line) => line.split(' '))
    return refs.filter(([ref = '']) => ref.startsWith(`refs/${prefix}`)).map(([ref, type, sha]) => ({ ref, object: { type, sha } }))
  }
  if (annotated !== undefined) return { object: { type: 'commit', sha: git('rev-parse', `${annotated}^{commit}`).trim() } }
  if (base !== undefined && head !== undefined) return { status: statusOf(git, base, head) }
  if (kind === 'git/refs') git('update-ref', field('ref'), field('sha'), '')
  else if (moved !== undefined) git('update-ref', moved, field('sha'))
  else throw new Error(`HTTP 404: ${path}`)
  return {}
}

function releaseCommand(
  state: GithubState,
  verb: string,
  tag: string,
  args: readonly string[],
  repository: string,
  halfway: boolean,
): string {
  const option = (name: string) => args[args.indexOf(name) + 1] ?? ''
  const release = state.releases.find((one) => one.tag_name === tag)
  if (verb === 'create') {
    if (release) throw new Error(`a release with the same tag name already exists: ${tag}`)
    const body = readFileSync(option('--notes-file'), 'utf8').replaceAll('\n', '\r\n')
    state.releases.push({ tag_name: tag, draft: true, immutable: false, body, target_commitish: option('--target'), assets: [] })
    return ''
  }
  if (!release) throw new Error('release not found')
  if (verb === 'verify') {
    if (release.draft || !release.immutable) throw new Error(`no attestations for tag ${tag}`)
    return ''
  }
  if (release.immutable) throw new Error('HTTP 422: Cannot change an immutable release.')
  if (verb === 'upload') {
    const file = args[3] ?? ''
    release.assets = release.assets.filter(({ name }) => name !== basename(file))
    release.assets.push({ name: basename(file), digest: halfway ? null : `sha256:${sha256Of(file)}` })
  } else if (args.includes('--draft=false')) {
    Object.assign(release, { draft: false, immutable: state.immutableReleases })
    const git = gitIn(repository)
    if (git('tag', '--list', tag) === '') git('update-ref', `refs/tags/${tag}`, release.target_commitish)
  } else {
    Object.assign(release, { body: readFileSync(option('--notes-file'), 'utf8'), target_commitish: option('--target') })
  }
  return ''
}

function statusOf(git: (...args: readonly string[]) => string, base: string, head: string): string {
  const count = (range: string) => Number(git('rev-list', '--count', range))
  const [behind, ahead] = [count(`${head}..${base}`), count(`${base}..${head}`)]
  if (behind > 0) return ahead > 0 ? 'diverged' : 'behind'
  return ahead > 0 ? 'ahead' : 'identical'
}

function gitIn(repository: string) {
  return (...args: readonly string[]) => execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' })
}

function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
