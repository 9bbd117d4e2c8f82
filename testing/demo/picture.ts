import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StackInfo } from '../stack/info.ts'
import { drawLog, type Part } from './draw-log.ts'
import { demonstrateOutputs } from './outputs.ts'
import type { Show } from './show.ts'

/** The file that README.md shows. */
export const pictureFile = join(import.meta.dirname, '../../docs/log.svg')

/** Runs the job with outputs, and writes its log to docs/log.svg. */
export async function writePicture(info: StackInfo, show: Show): Promise<void> {
  writeFileSync(pictureFile, await pictureOf(info))
  show('Written', [pictureFile])
}

/** Runs the job with outputs. Returns the picture of its log: the same text for each run. */
export async function pictureOf(info: StackInfo): Promise<string> {
  const parts: Part[] = []
  await demonstrateOutputs(info, (title, lines) => {
    parts.push(asPart(title, lines, info.server.url))
  })
  return drawLog(parts.filter(({ title }) => shown.includes(title)))
}

const shown: readonly string[] = ['Main step', 'During the job', 'Post step', 'After the job']

/** A stage that failed keeps its exit code in the title, so that its part is not shown. */
const asPart = (title: string, lines: readonly string[], url: string): Part => {
  const stage = / \(\d+ ms, exit code 0\)$/
  return { title: title.replace(stage, ''), succeeded: stage.test(title), lines: foldGroups(lines).map((line) => steadyLine(line, url)) }
}

/** Shows a group as the runner does at first: its name only. */
const foldGroups = (lines: readonly string[]): string[] => {
  let inGroup = false
  return lines.flatMap((line) => {
    const [, name] = /^##\[group\](.*)$/.exec(line) ?? []
    const hidden = inGroup
    if (name !== undefined || line === '##[endgroup]') inGroup = name !== undefined
    if (name !== undefined) return [`▸ ${name}`]
    return hidden ? [] : [line]
  })
}

/** Replaces what differs between runs: the address, random names, and durations, which become typical ones. */
const steadyLine = (line: string, url: string): string =>
  line
    .replaceAll(url, 'https://vault.example.com')
    .replace(/\b\d+ ms$/, '40 ms')
    .replace(/\bafter \d+ s$/, 'after 1 s')
    .replace(/\bv-jwt-octo-org\/shop-\w{12}$/, 'v-jwt-octo-org/shop-…')
    .replace(/\bvault-jwt-octo-org_shop-deploy-\S+$/, 'vault-jwt-octo-org_shop-deploy-…')
