import type { StageResult } from '../runner/job.ts'
import type { Expected } from './expected.ts'
import type { Holdings } from './ledger.ts'

/** How many of each are left. */
export type Counts = Readonly<Record<keyof Holdings, number>>

/** Nothing left at all. */
export const nothing: Counts = { leases: 0, tokens: 0, databaseUsers: 0, iamUsers: 0 }

/** Seconds that a busy machine may take in addition. */
const slack = 20

/** Where what is left differs from what has to be. */
export function compareLeft(left: Holdings, counts: Counts): readonly string[] {
  return (Object.keys(counts) as (keyof Counts)[])
    .filter((kind) => left[kind].length !== counts[kind])
    .map((kind) => `${kind} left: ${left[kind].length} (${left[kind].join(', ')}), expected ${counts[kind]}`)
}

/** Where the ends of main and post, and what they say, differ from what has to be. */
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

/** A lease by path and id, a token by when it ends by itself. */
const named = {
  lease: /database\/creds\/app \(database\/creds\/app\/\w+\) (?:is|may)/,
  token: /The token .*It expires by 20\d\d-\d\d-\d\d \d\d:\d\d UTC/,
}

/** What nobody can give back or shorten is said where it happened. */
function mainSays(wanted: Expected, left: Counts, main: StageResult): readonly Check[] {
  const log = main.log.join('\n')
  const lost = {
    'tokens of lost logins': /created a token whose response was lost/,
    'leases of lost replies': /created a lease, it expires after its TTL/,
  }
  const pattern = lost[wanted.left as keyof typeof lost] as RegExp | undefined
  const isLost = left.tokens + left.leases > 0
  return [
    [!pattern || !isLost || pattern.test(log), 'main does not say what was lost'],
    [/The token exceeds maxTtl/.test(log) === wanted.tooLong, 'main says of the token that it exceeds maxTtl, or does not'],
  ]
}
