import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StageResult, StepOptions } from '../runner/job.ts'
import type { Counts } from './compare.ts'
import type { Proxies, StartedJob } from './faulty-job.ts'

/** A disturbance of main other than a signal or a failed request. */
export interface Disturbance {
  readonly name: string
  readonly with?: Readonly<Record<string, string>>
  /** Paths of main's command files, in a folder that only this row uses. */
  readonly files?: (folder: string) => StepOptions['mainFiles']
  /** Source of a module that is loaded into main before its own code. */
  readonly sabotage?: string
  /** Actions while main runs. */
  readonly during?: (started: StartedJob, proxies: Proxies, folder: string) => Promise<void>
  /** How main ends. */
  readonly end: { readonly exitCode: number } | { readonly signal: NodeJS.Signals }
  /** Pattern for main's only error; no error if not given. */
  readonly says?: RegExp
  /** Pattern for main's warning about a token that is left, if the server is unreachable and post has no state. */
  readonly leaves?: RegExp
  /** What is left on the servers if the post step cannot know it. */
  readonly unrevoked?: Partial<Counts>
  /** Returns further problems at the end of main. */
  readonly afterMain?: (started: StartedJob, main: StageResult) => readonly string[]
}

const database = '/v1/database/creds/app'
const noState = /^the runner's state file cannot be written/
const noOutput = /^the runner's files for outputs and environment cannot be written/
const exporting = { exportEnv: 'true' }

/** Blocks main's thread forever on SIGUSR2. */
const stuck = "process.on('SIGUSR2', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) })"
const throwing = "process.on('SIGUSR2', () => { throw new Error('sabotage') })"

/** Waits until the server has created the database lease. Returns a function that releases the response. */
async function atLease({ vault }: Proxies): Promise<() => void> {
  const hold = vault.hold(database, 'after')
  await hold.reached
  return () => {
    hold.release()
  }
}

/** Creates or replaces a symbolic link, which can later point to /dev/full. */
function link(folder: string, target: string): string {
  const path = join(folder, 'command-file')
  rmSync(path, { force: true })
  symlinkSync(target, path)
  return path
}

function writable(folder: string): string {
  const file = join(folder, 'writable')
  writeFileSync(file, '')
  return link(folder, file)
}

/** All disturbances. */
export const disturbances: readonly Disturbance[] = [
  {
    name: 'a defect throws while a lease is on its way',
    sabotage: throwing,
    during: async ({ step }, proxies) => {
      const release = await atLease(proxies)
      step.signal('SIGUSR2')
      await step.main
      release()
    },
    end: { exitCode: 1 },
  },
  {
    name: "the step's time limit, a server that never answers",
    during: async ({ step }, { vault }) => {
      vault.fault(database, { kind: 'hang' })
      await vault.hold(database, 'before').reached
      // exit code 130 below proves that it was not killed
      await step.cancel()
    },
    end: { exitCode: 130 },
    says: /^the step was cancelled \(SIGINT\)/,
  },
  {
    name: "the step's time limit, main stuck: it is killed",
    sabotage: stuck,
    during: async ({ step }, proxies) => {
      const release = await atLease(proxies)
      step.signal('SIGUSR2')
      await step.cancel()
      release()
    },
    end: { signal: 'SIGKILL' },
  },
  { name: 'disk full: state', files: () => ({ state: '/dev/full' }), end: { exitCode: 1 }, says: noState },
  {
    name: 'disk full once the token is saved: state',
    files: (folder) => ({ state: writable(folder) }),
    during: async (_, proxies, folder) => {
      const release = await atLease(proxies)
      link(folder, '/dev/full')
      release()
    },
    end: { exitCode: 1 },
    says: noState,
  },
  {
    name: 'disk full, and the server gone: state',
    files: () => ({ state: '/dev/full' }),
    during: (_, { vault }) => {
      vault.refuseAfter('/v1/auth/jwt/login')
      return Promise.resolve()
    },
    end: { exitCode: 1 },
    says: noState,
    leaves: /^The token is still valid: .* It expires by 20.* UTC\.$/,
  },
  { name: 'state file is a folder', files: (folder) => ({ state: folder }), end: { exitCode: 1 }, says: noState },
  { name: 'state file is missing', files: (folder) => ({ state: join(folder, 'none') }), end: { exitCode: 1 }, says: noState },
  { name: 'disk full: output', files: () => ({ output: '/dev/full' }), with: exporting, end: { exitCode: 1 }, says: noOutput },
  { name: 'disk full: env', files: () => ({ env: '/dev/full' }), with: exporting, end: { exitCode: 1 }, says: noOutput },
  {
    name: 'disk full: env, with the token exported',
    files: () => ({ env: '/dev/full' }),
    with: { exportToken: 'true', outputToken: 'true' },
    end: { exitCode: 1 },
    says: noOutput,
  },
  {
    name: 'disk full: everything',
    files: () => ({ state: '/dev/full', output: '/dev/full', env: '/dev/full' }),
    with: exporting,
    end: { exitCode: 1 },
    says: noState,
  },
  { name: 'output file is missing', files: (folder) => ({ output: join(folder, 'none') }), end: { exitCode: 1 }, says: noOutput },
  {
    name: 'environment file is missing',
    files: (folder) => ({ env: join(folder, 'none') }),
    with: exporting,
    end: { exitCode: 1 },
    says: noOutput,
  },
]

/** Creates the folder of one row, with the sabotage module beside it. */
export function folderFor({ sabotage }: Disturbance): { folder: string; env: Record<string, string>; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'disturbance-'))
  const folder = join(root, 'files')
  mkdirSync(folder)
  const module = join(root, 'sabotage.cjs')
  // only main is disturbed
  if (sabotage !== undefined) writeFileSync(module, `if (process.argv[1]?.includes('main')) { ${sabotage} }\n`)
  return {
    folder,
    env: sabotage === undefined ? {} : { NODE_OPTIONS: `--require ${module}` },
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
