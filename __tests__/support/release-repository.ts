import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { GithubState } from '../../testing/github/gh.ts'

const root = join(__dirname, '../..')

/** A repository whose commit is ready for its release, and a server that knows it. */
export interface ReleaseRepository {
  readonly folder: string
  /** Runs git in the repository, and returns its output. */
  readonly git: (...args: readonly string[]) => string
  /** Runs git in the repository of the server, and returns its output. */
  readonly server: (...args: readonly string[]) => string
  readonly write: (path: string, text: string) => void
  /** Commits all changes and pushes main; returns the commit. */
  readonly commit: (message: string) => string
  /** Runs steps of the release. */
  readonly release: (steps: readonly string[], env?: Readonly<Record<string, string>>) => ReleaseRun
  /** Returns what the server has. */
  readonly state: () => GithubState
  /** Changes the state of the server. */
  readonly change: (change: Partial<GithubState>) => void
  readonly remove: () => void
}

/** How a release ended. */
export interface ReleaseRun {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
}

/** Creates the repository with the files that a release reads, at version 0.1.0. */
export function createReleaseRepository(): ReleaseRepository {
  const base = mkdtempSync(join(tmpdir(), 'release-test-'))
  const [folder, server, programs, stateFile] = ['work', 'server.git', 'programs', 'state.json'].map((name) => join(base, name)) as [
    string,
    string,
    string,
    string,
  ]
  for (const path of [folder, programs]) mkdirSync(path)
  const gh = join(programs, 'gh')
  writeFileSync(gh, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'testing/github/gh.ts')}" "$@"\n`)
  chmodSync(gh, 0o755)
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: folder, encoding: 'utf8' })
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const commit = (message: string) => {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
    git('push', '--quiet', 'origin', 'main')
    return git('rev-parse', 'HEAD').trim()
  }
  const state = () =>
    existsSync(stateFile)
      ? (JSON.parse(readFileSync(stateFile, 'utf8')) as GithubState)
      : { immutableReleases: true, releases: [], attested: [], calls: [] }

  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', server])
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', server)
  write('package.json', JSON.stringify({ name: 'action', version: '0.1.0', repository: 'github:octo-org/action' }))
  write('package-lock.json', JSON.stringify({ name: 'action', version: '0.1.0', packages: {} }))
  write('CHANGELOG.md', '# Changelog\n\n## 0.1.0 – 2026-11-30\n\n### Added\n\n- Everything.\n')
  write('.gitignore', 'release/out/\n')
  write('action.yml', 'name: action\n')
  write('dist/main/index.js', 'console.log(1)\n')
  write('release/out/sbom.cdx.json', '{}\n')
  commit('all')

  return {
    folder,
    git,
    server: (...args) => execFileSync('git', ['-C', server, ...args], { encoding: 'utf8' }).trim(),
    write,
    commit,
    state,
    change: (change) => {
      writeFileSync(stateFile, JSON.stringify({ ...state(), ...change }))
    },
    release: (steps, env = {}) => {
      const { status, signal, stdout, stderr } = spawnSync(process.execPath, [join(root, 'release/release.ts'), ...steps], {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: [programs, process.env['PATH']].join(delimiter),
          GH_STATE: stateFile,
          GH_REPOSITORY: server,
          RELEASE_DELAY_MS: '10',
          NODE_COMPILE_CACHE: join(base, 'compiled'),
          ...env,
        },
      })
      return { exitCode: status, signal, out: stdout + stderr }
    },
    remove: () => {
      rmSync(base, { recursive: true, force: true })
    },
  }
}
