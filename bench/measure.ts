import { startDelayProxy, type ConnectionCounts } from '../testing/proxy/delay-proxy.ts'
import { startFaultProxy } from '../testing/proxy/fault-proxy.ts'
import { requestUrl } from '../testing/stack/id-token.ts'
import type { StackInfo } from '../testing/stack/info.ts'
import { inspect } from '../testing/stack/inspect.ts'
import { audience } from '../testing/stack/roles.ts'
import { portOf, type Network, type Place, type Way } from './network.ts'
import { runJob, type BenchStep, type JobRun, type Probe } from './stage.ts'
import { commandOf, mappingOf, verify, type Workload } from './workload.ts'

/** A measured action: its name in tables, and its directory. */
export interface Contender {
  readonly name: string
  readonly action: string
  /** Set if it exports the secrets in every row. */
  readonly ignoresRun?: true
}

/** A row of measurements: one job, run by all contenders. */
export interface Row extends Workload {
  readonly way: Way
  /** Round trip to Vault and to the OIDC issuer, in milliseconds. */
  readonly roundTripMs: number
}

/** The cost of a job: requests, connections, loaded bytes and memory. */
export interface Cost extends ConnectionCounts {
  /** Requests to the OIDC endpoint and to Vault, of main and post. */
  readonly requests: number
  readonly main: Probe
  readonly post: Probe | undefined
}

/** Runs jobs against the stack. */
export interface Bench {
  /** Measures main plus post in milliseconds, one number per run. Contenders alternate, so that load on the machine affects all of them. */
  time(row: Row, contenders: readonly Contender[], runs: number): Promise<ReadonlyMap<Contender, readonly number[]>>
  /** Runs one untimed job and counts its cost. */
  count(row: Row, contender: Contender): Promise<Cost>
}

/** Creates a bench on a running stack; store() must have written the secrets. */
export function createBench(info: StackInfo, network: Network): Bench {
  const look = inspect(info)
  const runs = (row: Row, contender: Contender) => row.run && !contender.ignoresRun
  const stepOf = (row: Row, contender: Contender, place: Place): BenchStep => ({
    action: contender.action,
    with: {
      url: place.vaultUrl,
      role: 'deploy',
      jwtGithubAudience: audience,
      secrets: mappingOf(row),
      method: 'jwt',
      ...(runs(row, contender) && { run: commandOf(row) }),
    },
    env: row.way === 'http' ? {} : { NODE_EXTRA_CA_CERTS: network.caFile },
    idToken: { url: requestUrl({ ...info.issuer, url: place.issuerUrl }), token: info.issuer.requestToken },
  })

  /** Runs a job at a place. Throws unless the secrets arrive: a command that lacks one fails. */
  async function runAt(place: Place, row: Row, contender: Contender, probing = false): Promise<JobRun> {
    const job = await runJob(stepOf(row, contender, place), probing)
    if (!runs(row, contender)) verify(row, job.outputs)
    return job
  }

  async function runOnce(row: Row, contender: Contender): Promise<number> {
    const { main, post } = await runAt(network.place(row.way, row.roundTripMs), row, contender)
    return main.milliseconds + post.milliseconds
  }

  return {
    async time(row, contenders, runs) {
      const times = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]))
      for (let run = 0; run < runs; run += 1) {
        for (const contender of run % 2 === 0 ? contenders : contenders.toReversed()) {
          times.get(contender)?.push(await runOnce(row, contender))
        }
      }
      return times
    },
    async count(row, contender) {
      const { vaultUrl } = network.place(row.way, 0)
      const proxy = await startDelayProxy({ targetPort: portOf(vaultUrl), roundTripMs: 0 })
      const issuer = await startFaultProxy({ target: info.issuer.url })
      try {
        const mark = look.auditMark()
        const place = { vaultUrl: `${new URL(vaultUrl).protocol}//127.0.0.1:${proxy.port}`, issuerUrl: issuer.url }
        const { main, post } = await runAt(place, row, contender, true)
        if (!main.probe) throw new Error('the probe of main has no result')
        const atVault = look.audit(mark).filter(({ type }) => type === 'request').length
        return { ...proxy.counts(), requests: atVault + issuer.requests.length, main: main.probe, post: post.probe }
      } finally {
        await Promise.all([proxy.close(), issuer.close()])
      }
    },
  }
}
