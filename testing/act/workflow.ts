import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** Options of a workflow run: the files of a repository, and the values that GitHub provides to the job. */
export interface WorkflowOptions {
  /** Path of the act program. */
  readonly act: string
  /** Folder of the action's repository; its released files are used for every name in `names`. */
  readonly action: string
  /** Values of `uses` in workflows that refer to the action: owner/repository@ref. */
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

/** The exit code of a workflow run, and its log as act masks it. */
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
    // act copies the repository of the actions for each step, so it has only the files that a runner needs
    for (const part of ['action.yml', 'dist', 'github-token', 'plan'])
      cpSync(join(options.action, part), join(release, part), { recursive: true })
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
        '--platform',
        'self-hosted=-self-hosted',
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

/** Creates a git repository with these files; each is executable. */
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
