import { setTimeout as sleep } from 'node:timers/promises'
import { jwtRoleBody, jwtRoles } from '../stack/roles.ts'
import type { StackInfo } from '../stack/info.ts'
import { compareLeft, nothing, type Counts } from './compare.ts'
import { startJob, withProxies } from './faulty-job.ts'
import type { KillRow, Unrevoked } from './kill-points.ts'
import { backgroundSeconds, ended, endProblems, signalMs, waitForNextRequest } from './killed-main.ts'
import { leaks } from './leaks.ts'
import type { Holdings, Ledger } from './ledger.ts'
import type { RowResult } from './fault-run.ts'

/** The token TTL of each role, in seconds: the longest lifetime of a job's token and leases, even if the runner is lost. */
const tokenSeconds = {
  service: secondsOf(jwtRoleBody(jwtRoles.deploy).token_ttl),
  batch: secondsOf(jwtRoleBody(jwtRoles['deploy-batch']).token_ttl),
}

function secondsOf(minutes: string): number {
  return Number.parseInt(minutes) * 60
}

/** Signals main at the row's point, runs post, and checks what is left on the servers. */
export function runKill(row: KillRow, stack: StackInfo, ledger: Ledger): Promise<RowResult> {
  const { target, token, point, signal } = row
  return withProxies(stack, async (proxies) => {
    const hold = proxies[target.at].hold(target.path, point)
    // the request after the OIDC token is the login, which goes to another server
    const next = target.at === 'issuer' && point === 'replied' ? proxies.vault.hold('/v1/', 'before') : undefined
    const { job, step, run } = startJob(stack, proxies, {
      role: token === 'batch' ? 'deploy-batch' : (target.role ?? 'deploy'),
      secrets: (token === 'batch' ? target.batchSecrets : undefined) ?? target.secrets,
      ...(target.with && { with: target.with }),
    })
    try {
      await Promise.race([hold.reached, ended(step.main, `${target.path} was never sent`)])
      if (point === 'replied') await waitForNextRequest(() => proxies.vault.requests.length, step.main)
      step.signal(signal)
      // wait until its connections are closed before the held requests are released
      if (signal === 'SIGKILL') await step.main
      await sleep(signalMs)
      for (const held of [hold, next]) held?.release()
      const main = await step.main
      const [post] = await job.complete()
      const counts = countsOf(row.unrevoked)
      const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, backgroundSeconds)
      return {
        problems: [
          ...endProblems(row, main, post),
          ...compareLeft(left, counts),
          ...(await boundProblems(left, token, ledger)),
          ...leaks(job, [main, post], proxies),
        ],
        log: [...main.log, '--- post', ...(post?.log ?? [])],
      }
    } finally {
      await job.end()
    }
  })
}

function countsOf(unrevoked: Unrevoked): Counts {
  switch (unrevoked) {
    case 'nothing':
      return nothing
    case 'token':
      return { ...nothing, tokens: 1 }
    case 'database lease':
      return { ...nothing, leases: 1, databaseUsers: 1 }
    case 'AWS lease':
      return { ...nothing, leases: 1, iamUsers: 1 }
  }
}

/** Returns a problem for everything left whose TTL on the server is longer than the token's. */
async function boundProblems({ leases, tokens }: Holdings, token: KillRow['token'], { root }: Ledger): Promise<readonly string[]> {
  const ttls = await Promise.all([
    ...leases.map((lease_id) => root('PUT', 'sys/leases/lookup', { lease_id })),
    ...tokens.map((accessor) => root('POST', 'auth/token/lookup-accessor', { accessor })),
  ])
  return ttls
    .map(({ data }) => Number(data['ttl']))
    .filter((ttl) => !(ttl > 0 && ttl <= tokenSeconds[token]))
    .map((ttl) => `something is left with a TTL of ${ttl} s; the token's TTL is ${tokenSeconds[token]} s`)
}
