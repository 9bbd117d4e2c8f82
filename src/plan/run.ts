import { isAbsolute, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Env } from '../core/env.ts'
import { asFailure, Failure } from '../core/failure.ts'
import { plural } from '../core/wording.ts'
import { takeInventory, type Inventory } from '../workflows/inventory.ts'
import type { Repository } from '../workflows/repository.ts'
import { readDirectory } from './directory.ts'
import type { PlanReport } from './report.ts'
import { readPlanSettings, type PlanSettings } from './settings.ts'

/** What a run of `plan` takes from outside. */
export interface PlanRuntime {
  readonly env: Env
  readonly report: PlanReport
  /** Called with the token before anything can print it. */
  readonly mask: (secret: string) => void
}

/**
 * Takes the inventory of a directory or of an owner, and reports it. Fails with ERR_PLAN after that if the inventory is incomplete. Never
 * throws.
 * @returns the exit code
 */
export async function runPlan({ env, report, mask }: PlanRuntime): Promise<0 | 1> {
  const stop = new AbortController()
  try {
    const { source, inventory: options } = readPlanSettings(env, mask)
    const inventory = takeInventory(await readSource(source, env, report, stop.signal), options)
    report.inventory(inventory, folderInWorkspace(source, env))
    checkComplete(inventory)
    return 0
  } catch (thrown) {
    report.failed(asFailure(thrown))
    return 1
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
