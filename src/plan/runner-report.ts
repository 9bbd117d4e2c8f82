import { error, notice, warning } from '@actions/core'
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { formatSeconds, oneLine, plural } from '../core/wording.ts'
import { setValues } from '../export/set-values.ts'
import { createFailureReport } from '../report/failures.ts'
import { say } from '../report/lines.ts'
import { jobDirectories, ownFolderPrefix } from '../runner/job-directories.ts'
import type { FindingLevel } from '../workflows/finding.ts'
import type { Inventory } from '../workflows/inventory.ts'
import { driftLine } from './drift-text.ts'
import type { PlanReport } from './report.ts'
import { driftSummary, summaryOf } from './summary.ts'
import { placeText, usageLines, type AnyFinding } from './usage-text.ts'

/** The longest output, in characters: the outputs of a job have 1 MB, two bytes a character (docs.github.com, "Workflow syntax"). */
const maxOutputLength = 400_000

/** Creates the report of a step: log, annotations, job summary, outputs, and the inventory as a file. */
export function createRunnerReport(env: Env): PlanReport {
  return {
    waitsForLimit(seconds) {
      say(`GitHub's rate limit is reached: waiting ${formatSeconds(Math.round(seconds))}`)
    },
    inventory(inventory, folder) {
      const hasSeveral = inventory.repositories.length > 1
      for (const usage of inventory.usages) usageLines(usage, hasSeveral).forEach(say)
      for (const finding of inventory.findings) annotate(finding, hasSeveral, folder)
      say(`${plural(inventory.usages.length, 'usage')}, ${plural(inventory.findings.length, 'finding')}`)
      deliver(inventory, env)
    },
    drift(drift, hasSeveral, folder) {
      for (const finding of drift.findings) annotate(finding, hasSeveral, folder)
      say(driftLine(drift))
      appendSummary(env, driftSummary(drift.findings, hasSeveral))
      const json = JSON.stringify(drift.findings)
      setValues(env, [['drift', json.length <= maxOutputLength ? json : '']])
    },
    say,
    failed: (failure) => {
      createFailureReport(env).failed(failure)
    },
  }
}

const annotations: Readonly<Record<FindingLevel, typeof error>> = { error, warning, notice }

/** Prints a finding as an annotation of its line; without a line if the file is not in the workspace. */
function annotate({ place, level, code, text, action }: AnyFinding, hasSeveral: boolean, folder: string | undefined): void {
  const isInWorkspace = folder !== undefined && place.file !== ''
  annotations[level](oneLine(`${placeText(place, hasSeveral)}: ${text}. ${action}`), {
    title: code,
    ...(isInWorkspace && { file: [folder, place.file].filter(Boolean).join('/'), startLine: place.line }),
  })
}

/** Writes the outputs, the file and the summary. Throws ERR_STATE. */
function deliver(inventory: Inventory, env: Env): void {
  const json = JSON.stringify(inventory)
  const file = writeInventory(inventory, env)
  const isShort = json.length <= maxOutputLength
  if (!isShort) say('The output `inventory` is empty, because outputs are limited: read the file of the output `inventoryFile`')
  setValues(env, [
    ['inventory', isShort ? json : ''],
    ['inventoryFile', file],
  ])
}

function writeInventory(inventory: Inventory, env: Env): string {
  try {
    const file = join(mkdtempSync(join(jobDirectories(env).temp, ownFolderPrefix)), 'inventory.json')
    writeFileSync(file, `${JSON.stringify(inventory, null, 2)}\n`, { mode: 0o600 })
    appendSummary(env, summaryOf(inventory))
    return file
  } catch (cause) {
    throw unwritable(cause)
  }
}

/** Throws ERR_STATE. */
function appendSummary(env: Env, text: string): void {
  const summary = env['GITHUB_STEP_SUMMARY'] ?? ''
  try {
    if (summary !== '') appendFileSync(summary, text)
  } catch (cause) {
    throw unwritable(cause)
  }
}

function unwritable(cause: unknown): Failure {
  const hint = "Check whether the runner's disk is full."
  return new Failure('ERR_STATE', 'the inventory and the job summary cannot be written', { hint, cause })
}
