import type { Readiness } from '../aws/readiness.ts'
import { noticeOf, say } from './lines.ts'

/** Prints how long it took until AWS knew the keys of new IAM users, or one notice for those that may not work yet. */
export function reportAwsKeys(results: readonly Readiness[]): void {
  const ready = results.filter(({ problem }) => problem === undefined).map(({ seconds }) => seconds)
  if (ready.length > 0) say(`AWS keys ready after ${Math.round(Math.max(...ready))} s`)
  const problems = results.flatMap(({ path, seconds, problem }) =>
    problem === undefined ? [] : [`The AWS keys of ${path} may not work yet: after ${Math.round(seconds)} s, ${problem}.`],
  )
  if (problems.length > 0) noticeOf([...problems, 'The input `awsWait` sets how long the step waits, in seconds; 0 for no wait.'])
}
