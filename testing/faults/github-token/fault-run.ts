import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy } from '../../proxy/fault-proxy.ts'
import type { StageResult } from '../../runner/job.ts'
import type { StackInfo } from '../../stack/info.ts'
import { compareLeft, nothing } from '../compare.ts'
import type { RowResult } from '../fault-run.ts'
import type { Ledger } from '../ledger.ts'
import { tokenExpected, type TokenExpected, type TokenRow } from './expected.ts'
import { startTokenJob, tokenLeaks, validTokens, withGithub, type TokenProxies } from './job.ts'

/** Milliseconds for which a server is unreachable once: long enough to fail the first attempt, short enough for a later one to succeed. */
const outageMs = 400
/** Extra seconds allowed for a busy machine. */
const slack = 20
const backgroundSeconds = 10

/** Runs a row's job with its fault, and compares the result with the expected one. */
export async function runTokenFault(row: TokenRow, stack: StackInfo, ledger: Ledger): Promise<RowResult> {
  const standby = await startFaultProxy({ target: stack.server.url })
  const otherHost = await startFaultProxy({ target: stack.server.url })
  try {
    return await withGithub(stack, async (proxies) => {
      const proxy = proxies[row.target.at]
      const planned = row.fault.fault?.({ here: proxy.url, standby: standby.url, otherHost: otherHost.url })
      if (planned) proxy.fault(row.target.path, planned, { times: row.times === 'once' ? 1 : Infinity })
      const beginOutage = outageOf(row, proxies)
      await beginOutage('start')
      const started = startTokenJob(stack, proxies, { redirectHosts: new URL(standby.url).host })
      try {
        const main = await started.step.main
        await beginOutage('main')
        const [post] = await started.job.complete()
        const wanted = tokenExpected(row)
        const counts = { ...nothing, tokens: wanted.left === 'Vault token' ? 1 : 0 }
        const left = await ledger.settled(started.run, (found) => compareLeft(found, counts).length === 0, backgroundSeconds)
        const sent = proxy.requests.filter(({ path }) => path.startsWith(row.target.path)).length
        return {
          problems: [
            ...endProblems(wanted, main, post),
            ...compareLeft(left, counts),
            ...tokenProblems(wanted, proxies, main),
            ...tokenLeaks(started, [main, post], proxies),
            ...(otherHost.requests.length > 0 ? ['the untrusted host received a request'] : []),
            ...(wanted.sent !== undefined && sent !== wanted.sent ? [`sent ${sent} times, expected ${wanted.sent}`] : []),
          ],
          log: [...main.log, '--- post', ...(post?.log ?? [])],
        }
      } finally {
        await started.job.end()
      }
    })
  } finally {
    await Promise.all([standby.close(), otherHost.close()])
  }
}

/** Makes the server refuse connections just before the row's request is sent. */
function outageOf({ target, fault, times }: TokenRow, proxies: TokenProxies): (moment: 'start' | 'main') => Promise<void> {
  const forMs = times === 'once' ? outageMs : undefined
  const refuseNow = async (until: Promise<unknown> = Promise.resolve()) => {
    const listenAgain = await proxies[target.at].refuse()
    if (forMs !== undefined) void until.then(() => sleep(forMs)).then(listenAgain)
  }
  return async (moment) => {
    if (fault.meaning !== 'unsent') return
    if (moment === 'main') return target.name === 'token revocation' ? refuseNow() : undefined
    if (target.name === 'signature') proxies.vault.refuseAfter('/v1/auth/jwt/login', forMs)
    if (target.name === 'token creation') proxies.github.refuseAfter('/repos/', forMs)
    if (target.name !== 'installation') return
    const hold = proxies.vault.hold('/v1/transit/sign/', 'replied')
    const released = hold.reached.then(() => {
      hold.release()
    })
    await refuseNow(released)
  }
}

function endProblems(wanted: TokenExpected, main: StageResult, post: StageResult | undefined): readonly string[] {
  const errors = main.annotations.filter(({ level }) => level === 'error').length
  const said = (post?.annotations ?? []).map(({ level, message }) => `${level}: ${message}`)
  const { names } = wanted
  const saysRight = said.length === (names ? 1 : 0) && said.every((text) => names?.test(text.replace(/^warning: /, '')))
  const took = Math.round(main.milliseconds / 1_000)
  return [
    ...(main.exitCode === wanted.exitCode ? [] : [`main's exit code is ${main.exitCode}, expected ${wanted.exitCode}`]),
    ...(errors === wanted.exitCode ? [] : [`main has ${errors} errors`]),
    ...(took <= wanted.seconds + slack ? [] : [`main took ${took} s, at most ${wanted.seconds} s expected`]),
    ...(post?.exitCode === 0 ? [] : [`post's exit code is ${post?.exitCode}`]),
    ...(saysRight ? [] : [`post has ${said.length} annotations: ${said.join(' / ')}`]),
  ]
}

/** Checks how many installation tokens are still valid, and that main logs those whose response was lost. */
function tokenProblems({ left }: TokenExpected, proxies: TokenProxies, main: StageResult): readonly string[] {
  // if main succeeded, it received the last one
  const lost = proxies.behind.tokens.length - (main.exitCode === 0 ? 1 : 0)
  const expected = left === 'lost' ? lost : left === 'installation token' ? 1 : 0
  const valid = validTokens(proxies)
  const isLogged = /created a token whose response was lost/.test(main.log.join('\n'))
  return [
    ...(valid === expected ? [] : [`${valid} installation tokens are valid, expected ${expected}`]),
    ...(left !== 'lost' || isLogged === lost > 0 ? [] : ['main does not log what was lost']),
  ]
}
