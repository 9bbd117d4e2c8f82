import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy, type FaultProxy } from '../proxy/fault-proxy.ts'
import type { StageResult } from '../runner/job.ts'
import type { StackInfo } from '../stack/info.ts'
import { compareEnd, compareLeft, nothing, type Counts } from './compare.ts'
import { expected, type Left } from './expected.ts'
import { startJob, withProxies, type Proxies } from './faulty-job.ts'
import { leaks } from './leaks.ts'
import type { Ledger } from './ledger.ts'
import type { Row } from './matrix.ts'
import { targets, type Target } from './requests.ts'

/** The problems of a row, and the job's log. */
export interface RowResult {
  readonly problems: readonly string[]
  readonly log: readonly string[]
}

/** Milliseconds for which a server is unreachable once: long enough to fail the first attempt, short enough for a later one to succeed. */
const outageMs = { atStart: 2_000, later: 400 }
/** Seconds that the server may take to revoke leases in the background. */
const backgroundSeconds = 10

/** Runs a row's job with its fault, and compares the result with the expected one. */
export async function runFault(row: Row, stack: StackInfo, ledger: Ledger): Promise<RowResult> {
  const standby = await startFaultProxy({ target: stack.server.url })
  const otherHost = await startFaultProxy({ target: stack.server.url })
  try {
    return await withProxies(stack, async (proxies) => {
      const proxy = proxies[row.target.at]
      plan(row, proxy, standby, otherHost)
      const beginOutage = outageOf(row, proxies)
      await beginOutage('start')
      const { job, step, run } = startJob(stack, proxies, {
        role: row.target.role,
        secrets: row.target.secrets,
        with: { redirectHosts: new URL(standby.url).host, ...row.target.with },
      })
      try {
        const main = await step.main
        await beginOutage('main')
        const [post] = await job.complete()
        const wanted = expected(row)
        const counts = countsOf(wanted.left, row, proxies, main)
        const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, backgroundSeconds)
        const problems = [
          ...compareEnd(wanted, counts, main, post),
          ...compareLeft(left, counts),
          ...leaks(job, [main, post], proxies),
          ...(otherHost.requests.length > 0 ? ['the untrusted host received a request'] : []),
          ...(wanted.sent !== undefined && sent(proxy, row.target) !== wanted.sent
            ? [`sent ${sent(proxy, row.target)} times, expected ${wanted.sent}`]
            : []),
        ]
        return { problems, log: [...main.log, '--- post', ...(post?.log ?? [])] }
      } finally {
        await job.end()
      }
    })
  } finally {
    await Promise.all([standby.close(), otherHost.close()])
  }
}

const sent = (proxy: FaultProxy, { path }: Target): number => proxy.requests.filter((request) => request.path.startsWith(path)).length

function plan({ target, fault, times }: Row, proxy: FaultProxy, standby: FaultProxy, otherHost: FaultProxy): void {
  const planned = fault.fault?.({ here: proxy.url, standby: standby.url, otherHost: otherHost.url })
  if (planned) proxy.fault(target.path, planned, { times: times === 'once' ? 1 : Infinity })
}

/** Makes the server refuse connections just before the row's request is sent. */
function outageOf({ target, fault, times }: Row, proxies: Proxies): (moment: 'start' | 'main') => Promise<void> {
  const proxy = proxies[target.at]
  const refuseNow = async (milliseconds: number, until: Promise<unknown> = Promise.resolve()) => {
    const listenAgain = await proxy.refuse()
    if (times === 'once') void until.then(() => sleep(milliseconds)).then(listenAgain)
  }
  return async (moment) => {
    if (fault.meaning !== 'unsent') return
    if (moment === 'main') return target.follows === 'main' ? refuseNow(outageMs.later) : undefined
    if (target.follows === 'nothing') return refuseNow(outageMs.atStart)
    const before = targets.find(({ name }) => name === target.follows)
    if (!before) return
    if (before.at !== target.at) {
      const hold = proxies[before.at].hold(before.path, 'replied')
      return refuseNow(
        outageMs.later,
        hold.reached.then(() => {
          hold.release()
        }),
      )
    }
    proxy.refuseAfter(before.path, times === 'once' ? (target.outageMs ?? outageMs.later) : undefined)
  }
}

/** Returns how many holdings of each kind are left. The proxy counted the responses of the server, including the lost ones. */
function countsOf(left: Left, { target }: Row, { vault }: Proxies, main: StageResult): Counts {
  const given = vault.requests.filter(({ path, served }) => path.startsWith(target.path) && served === 200).length
  // if main succeeded, it received the last response
  const lost = given - (main.exitCode === 0 ? 1 : 0)
  switch (left) {
    case 'nothing':
      return nothing
    case 'token':
      return { ...nothing, tokens: 1 }
    case 'lease and token':
      return { ...nothing, leases: 1, databaseUsers: 1, tokens: 1 }
    case 'tokens of lost logins':
      return { ...nothing, tokens: lost }
    case 'leases of lost replies':
      return { ...nothing, leases: lost, databaseUsers: lost }
  }
}
