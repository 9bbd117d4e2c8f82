import { setTimeout as sleep } from 'node:timers/promises'
import type { StackInfo } from '../../stack/info.ts'
import { compareLeft, nothing } from '../compare.ts'
import type { RowResult } from '../fault-run.ts'
import { backgroundSeconds, ended, endProblems, signalMs, waitForNextRequest } from '../killed-main.ts'
import type { Ledger } from '../ledger.ts'
import { startTokenJob, tokenLeaks, validTokens, withGithub } from './job.ts'
import type { TokenKillRow } from './kill-points.ts'

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
      const count = () => proxies.vault.requests.length + proxies.github.requests.length
      if (point === 'replied') await waitForNextRequest(count, step.main)
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
