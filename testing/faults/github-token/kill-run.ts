import { setTimeout as sleep } from 'node:timers/promises'
import type { StageResult } from '../../runner/job.ts'
import type { StackInfo } from '../../stack/info.ts'
import { compareLeft, nothing } from '../compare.ts'
import type { RowResult } from '../fault-run.ts'
import type { Ledger } from '../ledger.ts'
import { startTokenJob, tokenLeaks, validTokens, withGithub, type TokenProxies } from './job.ts'
import type { TokenKillRow } from './kill-points.ts'

/** Milliseconds for main to handle a signal before held requests are released. */
const signalMs = 100
/** Milliseconds to wait at most for main's next request after a response. */
const nextRequestMs = 2_000
const backgroundSeconds = 10

/** Signals main of github-token at the row's point, runs post, and checks what is left at Vault and at GitHub. */
export function runTokenKill(row: TokenKillRow, stack: StackInfo, ledger: Ledger): Promise<RowResult> {
  const { target, point, signal } = row
  return withGithub(stack, async (proxies) => {
    const hold = proxies[target.at].hold(target.path, point)
    const started = startTokenJob(stack, proxies)
    const { job, step, run } = started
    try {
      await Promise.race([hold.reached, ended(step.main, `${target.path} was never sent`)])
      // the next request may go to another server
      const others = point === 'replied' ? [proxies.vault, proxies.github].filter((proxy) => proxy !== proxies[target.at]) : []
      const holds = others.map((proxy) => proxy.hold('/', 'before'))
      if (point === 'replied') await waitForNextRequest(proxies, step.main)
      step.signal(signal)
      // wait until its connections are closed before the held requests are released
      if (signal === 'SIGKILL') await step.main
      await sleep(signalMs)
      for (const held of [hold, ...holds]) held.release()
      const main = await step.main
      const [post] = await job.complete()
      const counts = { ...nothing, tokens: row.unrevoked === 'Vault token' ? 1 : 0 }
      const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, backgroundSeconds)
      const valid = validTokens(proxies)
      return {
        problems: [
          ...endProblems(row, main, post),
          ...compareLeft(left, counts),
          ...(valid === (row.unrevoked === 'installation token' ? 1 : 0) ? [] : [`${valid} installation tokens are valid`]),
          ...tokenLeaks(started, [main, post], proxies),
        ],
        log: [...main.log, '--- post', ...(post?.log ?? [])],
      }
    } finally {
      await job.end()
    }
  })
}

async function ended(main: Promise<StageResult>, text: string): Promise<never> {
  const { log } = await main
  throw new Error([text, ...log].join('\n'))
}

/** Waits until main has sent its next request or has ended: by then it has saved the state of the previous response. */
async function waitForNextRequest({ vault, github }: TokenProxies, main: Promise<StageResult>): Promise<void> {
  const count = () => vault.requests.length + github.requests.length
  const before = count()
  const limit = Date.now() + nextRequestMs
  const done = main.then(() => true)
  while (count() === before && Date.now() < limit) {
    if (await Promise.race([done, sleep(10, false)])) return
  }
}

function endProblems({ target, point, signal }: TokenKillRow, main: StageResult, post: StageResult | undefined): readonly string[] {
  // after its last response, main may end before the signal arrives
  const mayBeDone = point === 'replied' || target.isRevoking
  const isRight = signal === 'SIGKILL' ? main.signal === signal : main.signal === undefined && main.exitCode === 130
  return [
    ...(isRight || (mayBeDone && main.signal === undefined && [0, 1, 130].includes(main.exitCode ?? -1))
      ? []
      : [`main ended with ${main.signal ?? main.exitCode}`]),
    ...(main.annotations.filter(({ level }) => level === 'error').length > 1 ? ['main has several errors'] : []),
    ...(post?.exitCode === 0 && post.annotations.length === 0
      ? []
      : [`post: ${post?.exitCode}, ${JSON.stringify(post?.annotations.map(({ message }) => message))}`]),
  ]
}
