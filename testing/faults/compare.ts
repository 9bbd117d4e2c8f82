import { readdirSync } from 'node:fs'
import type { Job, StageResult } from '../runner/job.ts'
import type { Expected } from './expected.ts'
import type { Holdings } from './ledger.ts'

/** How many holdings of each kind are left. */
export type Counts = Readonly<Record<keyof Holdings, number>>

/** Nothing left at all. */
export const nothing: Counts = { leases: 0, tokens: 0, databaseUsers: 0, iamUsers: 0 }

/** Extra seconds allowed for a busy machine. */
const slack = 20

/** Returns a problem for each kind whose number of left holdings is not the expected one. */
export function compareLeft(left: Holdings, counts: Counts): readonly string[] {
  return (Object.keys(counts) as (keyof Counts)[])
    .filter((kind) => left[kind].length !== counts[kind])
    .map((kind) => `${kind} left: ${left[kind].length} (${left[kind].join(', ')}), expected ${counts[kind]}`)
}

/** Returns a problem for each folder with files of the action that is left in RUNNER_TEMP. */
export const filesLeft = ({ temp }: Job): readonly string[] =>
  readdirSync(temp)
    .filter((name) => name.startsWith('vault-exchange-'))
    .map((name) => `${name} is left in RUNNER_TEMP`)

/** Returns a problem for each unexpected exit code, duration or log text of main and post. */
export function compareEnd(wanted: Expected, left: Counts, main: StageResult, post: StageResult | undefined): readonly string[] {
  const errors = main.annotations.filter(({ level }) => level === 'error').length
  const said = (post?.annotations ?? []).map(({ level, message }) => `${level}: ${message}`)
  const level = wanted.postExitCode === 0 ? 'warning' : 'error'
  const problems: readonly Check[] = [
    [main.exitCode === wanted.exitCode, `main's exit code is ${main.exitCode}, expected ${wanted.exitCode}`],
    [errors === wanted.exitCode, `main has ${errors} errors`],
    [seconds(main) <= wanted.seconds.main + slack, `main took ${seconds(main)} s, at most ${wanted.seconds.main} s expected`],
    [post?.exitCode === wanted.postExitCode, `post's exit code is ${post?.exitCode}, expected ${wanted.postExitCode}`],
    [seconds(post) <= wanted.seconds.post + slack, `post took ${seconds(post)} s`],
    [
      said.length === (wanted.names.length > 0 ? 1 : 0) && said.every((text) => text.startsWith(level)),
      `post has ${said.length} annotations: ${said.join(' / ')}`,
    ],
    ...wanted.names.map((kind): Check => [named[kind].test(said.join('\n')), `post does not name the ${kind} that is left`]),
    ...mainSays(wanted, left, main),
  ]
  return problems.flatMap(([isRight, text]) => (isRight ? [] : [text]))
}

type Check = readonly [isRight: boolean, text: string]

const seconds = (stage: StageResult | undefined): number => Math.round(stage?.milliseconds ?? 0) / 1_000

/** How post names a lease (path and id) and a token (time of expiry). */
const named = {
  lease: /(database\/creds\/[\w-]+) \(\1\/\w+\)(?::| is| may)/,
  token: /The token .*It expires by 20\d\d-\d\d-\d\d \d\d:\d\d UTC/,
}

/** Checks that main logs leases and tokens of lost responses, and a token that could not be shortened. */
function mainSays(wanted: Expected, left: Counts, main: StageResult): readonly Check[] {
  const log = main.log.join('\n')
  const lost = {
    'tokens of lost logins': /created a token whose response was lost/,
    'leases of lost replies': /created a lease, it expires after its TTL/,
  }
  const pattern = lost[wanted.left as keyof typeof lost] as RegExp | undefined
  const isLost = left.tokens + left.leases > 0
  return [
    [!pattern || !isLost || pattern.test(log), 'main does not log what was lost'],
    [/The TTL of the token exceeds maxTtl/.test(log) === wanted.tooLong, 'the notice about maxTtl is missing or should not be there'],
    [/ end(s|ed) at \d\d:/.test(log) === wanted.ends, 'the notice about the end is missing or should not be there'],
    [/^Renewed .* while the command ran/m.test(log) === wanted.renewed, 'the line about renewals is missing or should not be there'],
  ]
}
