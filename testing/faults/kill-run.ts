import { setTimeout as sleep } from 'node:timers/promises'
import type { StageResult } from '../runner/job.ts'
import { jwtRoleBody, jwtRoles } from '../stack/roles.ts'
import type { StackInfo } from '../stack/info.ts'
import { compareLeft, nothing, type Counts } from './compare.ts'
import { startJob, withProxies, type Proxies } from './faulty-job.ts'
import type { KillRow, Unrevoked } from './kill-points.ts'
import { leaks } from './leaks.ts'
import type { Holdings, Ledger } from './ledger.ts'
import type { RowResult } from './fault-run.ts'

/** Milliseconds for main to handle a signal before held requests are released. */
const signalMs = 100
/** Milliseconds to wait at most for main's next request after a response. */
const nextRequestMs = 2_000
const backgroundSeconds = 10
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
      if (point === 'replied') await waitForNextRequest(proxies, step.main)
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

async function ended(main: Promise<StageResult>, text: string): Promise<never> {
  const { log } = await main
  throw new Error([text, ...log].join('\n'))
}

/** Waits until main has sent its next request or has ended: by then it has saved the state of the previous response. */
async function waitForNextRequest({ vault }: Proxies, main: Promise<StageResult>): Promise<void> {
  const before = vault.requests.length
  const limit = Date.now() + nextRequestMs
  const done = main.then(() => true)
  while (vault.requests.length === before && Date.now() < limit) {
    if (await Promise.race([done, sleep(10, false)])) return
  }
}

function endProblems({ target, point, signal }: KillRow, main: StageResult, post: StageResult | undefined): readonly string[] {
  // after its last response, main may end before the signal arrives
  const mayBeDone = point === 'replied' || target.isRevoking
  const isRight = signal === 'SIGKILL' ? main.signal === signal : main.signal === undefined && main.exitCode === 130
  const ends = `${main.signal ?? main.exitCode}`
  return [
    ...(isRight || (mayBeDone && main.signal === undefined && [0, 1, 130].includes(main.exitCode ?? -1))
      ? []
      : [`main ended with ${ends}`]),
    ...(main.annotations.filter(({ level }) => level === 'error').length > 1 ? ['main has several errors'] : []),
    ...(post?.exitCode === 0 && post.annotations.length === 0
      ? []
      : [`post: ${post?.exitCode}, ${JSON.stringify(post?.annotations.map(({ message }) => message))}`]),
  ]
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
