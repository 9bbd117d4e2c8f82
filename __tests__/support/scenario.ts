import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { createJob, type Job, type StageResult, type Step } from '../../testing/runner/job.ts'
import { awsEnv } from '../../testing/stack/aws-api.ts'
import type { Claims } from '../../testing/stack/claims.ts'
import { requestUrl } from '../../testing/stack/id-token.ts'
import type { StackInfo } from '../../testing/stack/info.ts'
import { inspect } from '../../testing/stack/inspect.ts'
import { audience } from '../../testing/stack/roles.ts'
import { endsWithTest } from './ends-with-test.ts'

/** The stack that global-setup.ts started. */
export const stack = JSON.parse(process.env['TEST_STACK'] ?? '{}') as StackInfo
export const look = inspect(stack)

/** The folder of this repository: the action as it is committed, with dist. */
export const action = join(__dirname, '../..')

/** Options of a job with one step of the action. */
export interface Scenario {
  readonly secrets?: string
  readonly role?: string
  /** More inputs, or other values than the defaults; '' removes an input. */
  readonly with?: Readonly<Record<string, string>>
  readonly postWith?: Readonly<Record<string, string>>
  readonly claims?: Claims
  /** The step's id; null for a step without an id. */
  readonly id?: string | null
  /** False for a job without `permissions: id-token: write`. */
  readonly identity?: boolean
  /** Address of the OIDC endpoint, for example of a proxy; the issuer's own if not given. */
  readonly issuerUrl?: string
  readonly env?: Readonly<Record<string, string>>
  readonly composite?: string
  /** GITHUB_WORKSPACE; an empty folder if not given. */
  readonly workspace?: string
  /** RUNNER_TEMP; a folder beside the workspace if not given. */
  readonly temp?: string
  /** Variables of the runner itself; undefined removes one. */
  readonly machine?: Readonly<Record<string, string | undefined>>
  /** A command that starts node. */
  readonly launcher?: readonly string[]
  readonly debug?: boolean
  /** The folder of the step's action.yml; that of the main action if not given. */
  readonly action?: string
  /** GITHUB_API_URL. */
  readonly apiUrl?: string
}

/** A running job. The run's unique id identifies its requests, leases and tokens among those of other tests. */
export interface Run {
  readonly job: Job
  readonly step: Step
  readonly id: string
  /** Returns the leases and tokens of this run that the server still has. */
  readonly left: (namespace?: string) => Promise<Left>
  /** Returns the requests of this run in the server's audit log, as "operation path". */
  readonly requests: () => readonly string[]
  /** Returns the requests of this run that the server's policies denied. */
  readonly refused: () => readonly string[]
}

/** Ids of leases and accessors of tokens that are not revoked. */
export interface Left {
  readonly leases: readonly string[]
  readonly tokens: readonly string[]
}

export const nothing: Left = { leases: [], tokens: [] }

/** Starts a job and its main step. The job ends with the test at the latest. */
export function startRun(scenario: Scenario): Run {
  const id = String(randomInt(1e12))
  const mark = look.auditMark()
  // tokens are named after the claim `repository`; no role here has it as a bound claim
  const repository = `octo-org/run-${id}`
  const issuer = { ...stack.issuer, ...(scenario.issuerUrl !== undefined && { url: scenario.issuerUrl }) }
  const job = endsWithTest(
    createJob({
      github: { run_id: id, ...(scenario.apiUrl !== undefined && { api_url: scenario.apiUrl }) },
      ...(scenario.identity !== false && {
        idToken: { url: requestUrl(issuer, { run_id: id, repository, ...scenario.claims }), token: stack.issuer.requestToken },
      }),
      machine: { ...awsEnv(stack.aws), ...scenario.machine },
      ...(scenario.env && { env: scenario.env }),
      ...(scenario.workspace !== undefined && { workspace: scenario.workspace }),
      ...(scenario.temp !== undefined && { temp: scenario.temp }),
      ...(scenario.launcher && { launcher: scenario.launcher }),
      debug: scenario.debug ?? false,
    }),
  )
  const inputs = {
    url: stack.server.url,
    role: scenario.role ?? 'deploy',
    jwtGithubAudience: audience,
    ...(scenario.secrets !== undefined && { secrets: scenario.secrets }),
  }
  const step = job.start({
    action: scenario.action ?? action,
    ...(scenario.id !== null && { id: scenario.id ?? 'vault' }),
    with: { ...inputs, ...scenario.with },
    ...(scenario.postWith && { postWith: scenario.postWith }),
    ...(scenario.composite !== undefined && { composite: scenario.composite }),
  })
  const mine = () => look.audit(mark).filter((entry) => entry.request.headers?.['x-correlation-id']?.[0]?.startsWith(`${id}-`) ?? false)
  return {
    job,
    step,
    id,
    async left(namespace) {
      const leases = new Set(mine().flatMap((entry) => entry.response?.secret?.lease_id ?? []))
      const alive = await Promise.all([...leases].map(async (lease) => ((await look.leaseAlive(lease, namespace)) ? [lease] : [])))
      return { leases: alive.flat(), tokens: await tokensOf(repository, namespace) }
    },
    requests: () => mine().flatMap(({ type, request }) => (type === 'request' ? [`${request.operation} ${request.path}`] : [])),
    refused: () =>
      mine().flatMap(({ type, request, error }) =>
        type === 'response' && error?.includes('permission denied') ? [`${request.operation} ${request.path}`] : [],
      ),
  }
}

/** A finished run. */
export interface Finished extends Run {
  readonly main: StageResult
  readonly post: StageResult
}

/** Called between main and post. */
type During = (run: Run, main: StageResult) => Promise<void> | void

/** Runs a job with one step of the action. The logs are without the receipt, which has tests of its own. */
export async function finishRun(scenario: Scenario, during?: During): Promise<Finished> {
  const run = await finishWithReceipt(scenario, during)
  return { ...run, main: withoutReceipt(run.main), post: withoutReceipt(run.post) }
}

/** Removes the group of the receipt from the log of a stage. */
export function withoutReceipt(stage: StageResult): StageResult {
  const start = stage.log.indexOf('##[group]Receipt')
  return start < 0 ? stage : { ...stage, log: stage.log.toSpliced(start, 3) }
}

/** Runs a job with one step of the action. */
export async function finishWithReceipt(scenario: Scenario, during: During = () => undefined): Promise<Finished> {
  const run = startRun(scenario)
  const main = await run.step.main
  await during(run, main)
  const [post] = await run.job.complete()
  await run.job.end()
  return { ...run, main, post: post! }
}

/** The outputs of a step: those of the action itself, and the values of the mapping. */
export function outputsOf({ step }: Pick<Run, 'step'>) {
  const { secrets, leases, notFound, ...values } = step.outputs
  return { secrets, leases, notFound, values }
}

/** Returns the log with placeholders for addresses, ids, durations and times, which differ between runs. */
export function steady(run: Run, log: readonly string[]): string[] {
  return log.map((line) =>
    line
      .replaceAll(stack.server.url, 'VAULT')
      .replaceAll(stack.issuer.url, 'ISSUER')
      .replaceAll(run.id, 'RUN')
      .replace(/\b\d+ ms\b/, 'N ms')
      .replace(/\bafter \d+ s$/, 'after N s')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')
      .replace(/^\{"schema":"vault-exchange\/receipt\/v1".*\}$/, 'RECEIPT'),
  )
}

async function tokensOf(repository: string, namespace: string | undefined): Promise<string[]> {
  const accessors = await look.tokenAccessors(namespace)
  const owned = accessors.map(async (accessor) => {
    // the lookup fails if the token was revoked after the list
    const reply = await look.root('POST', 'auth/token/lookup-accessor', { accessor }, namespace).catch(() => undefined)
    return String(reply?.data['display_name']).includes(repository) ? [accessor] : []
  })
  return (await Promise.all(owned)).flat()
}
