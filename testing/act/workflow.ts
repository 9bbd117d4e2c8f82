import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** A workflow run: the files of a repository, and what GitHub would give the job. */
export interface WorkflowOptions {
  /** The act program. */
  readonly act: string
  /** The action's repository; what a release has of it answers to every name in `names`. */
  readonly action: string
  /** Names that workflows use the action by, as owner/repository@ref. */
  readonly names: readonly string[]
  /** Content of the repository's files by path. */
  readonly files: Readonly<Record<string, string>>
  /** Path of the workflow that is run on a push. */
  readonly workflow: string
  readonly env: Readonly<Record<string, string>>
  /** Configuration variables, the context `vars`. */
  readonly vars: Readonly<Record<string, string>>
  /** The context `secrets`. */
  readonly secrets?: Readonly<Record<string, string>>
}

/** How a workflow run ended, and its whole log as act masks it. */
export interface WorkflowRun {
  readonly exitCode: number | null
  readonly log: string
}

/** Runs a workflow on this machine. Its repository, its home and act's cache are temporary. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const root = mkdtempSync(join(tmpdir(), 'workflow-'))
  try {
    const [repository, release, home] = ['repository', 'release', 'home'].map((name) => join(root, name)) as [string, string, string]
    mkdirSync(home)
    layOut(repository, options.files)
    // act copies the action's folder for each step: only what a runner needs of it
    for (const part of ['action.yml', 'dist']) cpSync(join(options.action, part), join(release, part), { recursive: true })
    const given = (flag: string, values: Readonly<Record<string, string>>) =>
      Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])
    const child = spawn(
      options.act,
      [
        'push',
        '--workflows',
        options.workflow,
        '--platform',
        'ubuntu-latest=-self-hosted',
        '--action-offline-mode',
        '--no-cache-server',
        ...options.names.flatMap((name) => ['--local-repository', `${name}=${release}`]),
        ...given('--env', options.env),
        ...given('--var', options.vars),
        ...given('--secret', options.secrets ?? {}),
      ],
      {
        cwd: repository,
        env: { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: join(home, '.cache') },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve)
    })
    const [exitCode, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
    return { exitCode, log: out + err }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** A git repository with these files, each executable. */
function layOut(repository: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), content, { mode: 0o755 })
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: repository })
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', 'https://github.com/octo-org/shop.git')
  git('add', '.')
  git('commit', '--quiet', '--message', 'all')
}
