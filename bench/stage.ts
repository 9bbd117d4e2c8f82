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

/** A step to run: an action directory and what the workflow says. */
export interface BenchStep {
  /** Directory of the action. */
  readonly action: string
  readonly with: Variables
  /** The job's environment beside what the runner sets. */
  readonly env: Variables
  readonly idToken: IdTokenSource
}

/** What a stage took: loaded files are those of the action, not node's own modules. */
export interface Probe {
  readonly bytes: number
  readonly files: number
  readonly peakKiB: number
}

/** A stage that has run. */
export interface StageRun {
  /** From before the process is started until it has ended. */
  readonly milliseconds: number
  readonly probe: Probe | undefined
}

/** A job that has run: its main, its post, and the outputs of its step. */
export interface JobRun {
  readonly main: StageRun
  readonly post: StageRun
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * Runs main and post as the runner does: with its environment and its own command files, standard input closed, output read. What the
 * runner does with commands and masks afterwards is left out, so that only the processes are timed.
 * @param probing measures what each stage loads and how much memory it takes at its peak, at some cost in time
 * Throws where a stage fails, with what it printed.
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
