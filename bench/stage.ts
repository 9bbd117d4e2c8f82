import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAction, type Action } from '../testing/runner/action.ts'
import { stageEnvironment, type IdTokenSource, type Variables } from '../testing/runner/environment.ts'
import { pushContext } from '../testing/runner/github-context.ts'
import { stageInputs } from '../testing/runner/inputs.ts'
import { keyValuePairs } from '../testing/runner/key-value-file.ts'

/** A step to run: an action directory, and the step's values in the workflow. */
export interface BenchStep {
  /** Directory of the action. */
  readonly action: string
  readonly with: Variables
  /** Environment variables of the job, in addition to the runner's. */
  readonly env: Variables
  readonly idToken: IdTokenSource
}

/** Loaded files and peak memory of a stage. `files` and `bytes` do not include node's built-in modules; `builtins` counts those. */
export interface Probe {
  readonly bytes: number
  readonly files: number
  readonly builtins: number
  readonly peakKiB: number
}

/** A finished stage. */
export interface StageRun {
  /** Time from just before the start of the process to its end. */
  readonly milliseconds: number
  readonly probe: Probe | undefined
}

/** A finished job: main, post, and the outputs of the step. */
export interface JobRun {
  readonly main: StageRun
  readonly post: StageRun
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * Runs main and post as the runner does: with its environment, its own command files, closed standard input, and captured output. Does
 * not process commands and masks, so that only the processes are timed. Throws the output of a stage that fails.
 * @param probing measures loaded files and peak memory of each stage, which makes it slower
 */
export async function runJob(step: BenchStep, probing = false): Promise<JobRun> {
  const action = readAction(step.action)
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const main = await runStage(action, action.main, step, folder, {}, probing)
    const state = Object.fromEntries(keyValuePairs(readFileSync(join(folder, 'state'), 'utf8')))
    const outputs = Object.fromEntries(keyValuePairs(readFileSync(join(folder, 'output'), 'utf8')))
    const nothing: StageRun = { milliseconds: 0, probe: undefined }
    const post = action.post === undefined ? nothing : await runStage(action, action.post, step, folder, state, probing)
    return { main, post, outputs }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runStage(
  action: Action,
  script: string,
  step: BenchStep,
  folder: string,
  state: Variables,
  probing: boolean,
): Promise<StageRun> {
  const commandFile = (name: string): string => {
    const path = join(folder, name)
    writeFileSync(path, '')
    return path
  }
  const probeFile = join(folder, 'probe')
  const env = stageEnvironment({
    machine: { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' },
    env: { ...step.env, ...(probing && { BENCH_PROBE: probeFile }) },
    state,
    inputs: stageInputs(action, step.with).values,
    path: [],
    github: {
      ...pushContext,
      action: 'vault',
      workspace: folder,
      output: commandFile('output'),
      state: commandFile('state'),
      env: commandFile('env'),
      path: commandFile('path'),
      step_summary: commandFile('summary'),
    },
    runner: { arch: arch().toUpperCase(), environment: 'github-hosted', name: 'bench', os: platform(), temp: folder },
    idToken: step.idToken,
  })
  const args = probing ? ['--require', join(import.meta.dirname, 'probe.cjs'), script] : [script]
  const begin = performance.now()
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk))
  const [exitCode] = (await once(child, 'exit')) as [number | null]
  const milliseconds = performance.now() - begin
  if (exitCode !== 0) {
    throw new Error(`${script} ended with exit code ${exitCode ?? 'none'}:\n${Buffer.concat(printed).toString()}`)
  }
  return { milliseconds, probe: probing ? (JSON.parse(readFileSync(probeFile, 'utf8')) as Probe) : undefined }
}
