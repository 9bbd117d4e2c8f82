import { isAbsolute, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Env } from '../core/env.ts'
import type { SignalSource } from '../core/stop-signals.ts'
import { asFailure, Failure } from '../core/failure.ts'
import { plural } from '../core/wording.ts'
import { takeInventory, type Inventory } from '../workflows/inventory.ts'
import type { Repository } from '../workflows/repository.ts'
import type { DriftReport } from '../drift/check.ts'
import type { DriftKind } from '../drift/finding.ts'
import { readDirectory } from './directory.ts'
import { failureText } from './drift-text.ts'
import { needsOf } from './needs.ts'
import type { PlanReport } from './report.ts'
import { readPlanSettings, type PlanSettings } from './settings.ts'

/** The dependencies of a run of `plan`. */
export interface PlanRuntime {
  readonly env: Env
  readonly report: PlanReport
  /** Called with the token before anything can print it. */
  readonly mask: (secret: string) => void
  /** The process, for the signals of the runner. */
  readonly host: SignalSource
}

/**
 * Takes the inventory of a directory or of an owner, and reports it. Fails with ERR_PLAN after that if the inventory is incomplete. Never
 * throws.
 * @returns the exit code
 */
export async function runPlan({ env, report, mask, host }: PlanRuntime): Promise<0 | 1 | 130> {
  const stop = new AbortController()
  try {
    const { source, inventory: options, check, generate, mounts, sarif } = await readPlanSettings(env, mask)
    const inventory = takeInventory(await readSource(source, env, report, stop.signal), options)
    const folder = folderInWorkspace(source, env)
    report.inventory(inventory, folder)
    const needs = needsOf(inventory.usages)
    // few runs compare
    const drift = check && (await (await import('./check.ts')).checkServer(check, needs, { env, host, mask, say: report.say }))
    if (drift) report.drift(drift, inventory.repositories.length > 1, folder)
    if (generate !== undefined) {
      const { writeGenerated } = await import('./generate.ts')
      const compared = check && drift && { urls: check.connection.urls, mounts: drift.mounts }
      writeGenerated(generate, needs, { env, say: report.say, mounts, compared })
    }
    if (sarif !== undefined) {
      const repository = source.kind === 'directory' ? '' : (env['GITHUB_REPOSITORY'] ?? '')
      const { writeSarif } = await import('./sarif-file.ts')
      writeSarif(sarif, [...inventory.findings, ...(drift?.findings ?? [])], repository)
    }
    checkComplete(inventory)
    if (check && drift) checkAllowed(drift, check.failOn)
    return 0
  } catch (thrown) {
    const failure = asFailure(thrown)
    report.failed(failure)
    return failure.code === 'ERR_CANCELLED' ? 130 : 1
  } finally {
    stop.abort()
  }
}

async function readSource(source: PlanSettings['source'], env: Env, report: PlanReport, stop: AbortSignal): Promise<readonly Repository[]> {
  if (source.kind === 'directory') return [readDirectory(source.path, env)]
  // octokit is large, and few runs need it
  const [{ createGithub }, { readOwner }] = await Promise.all([import('./github.ts'), import('./owner-repositories.ts')])
  const github = createGithub(source, {
    stop,
    sleep: (seconds) => sleep(seconds * 1_000, undefined, { signal: stop }),
    onLimit: (seconds) => {
      report.waitsForLimit(seconds)
    },
  })
  return readOwner(source.owner, github)
}

/** Returns the folder of the source in the workspace, for annotations; undefined if it is outside. */
function folderInWorkspace(source: PlanSettings['source'], env: Env): string | undefined {
  const workspace = env['GITHUB_WORKSPACE']
  if (source.kind !== 'directory' || workspace === undefined) return undefined
  const folder = relative(workspace, source.path)
  return folder.split(sep, 1)[0] === '..' || isAbsolute(folder) ? undefined : folder.split(sep).join('/')
}

function checkComplete({ findings }: Inventory): void {
  const unread = findings.filter(({ code }) => code === 'PLAN_FILE')
  if (unread.length === 0) return
  throw new Failure('ERR_PLAN', `the inventory is incomplete: ${plural(unread.length, 'finding')} with code PLAN_FILE`, {
    hint: 'Each says which file or repository cannot be read, and why.',
  })
}

function checkAllowed(drift: DriftReport, failOn: readonly DriftKind[]): void {
  const text = failureText(drift, failOn)
  if (text !== '') throw new Failure('ERR_DRIFT', text, { hint: 'Each is an error at a line of a workflow, and says what to do.' })
}
