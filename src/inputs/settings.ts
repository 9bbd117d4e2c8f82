import { setSecret } from '@actions/core'
import { Failure } from '../core/failure.ts'
import type { LoginPlan } from '../login/login.ts'
import { createInputReader, type InputReader } from '../core/input-reader.ts'
import { chooseMethod } from '../login/methods.ts'
import { cleanPath } from '../mapping/entry.ts'
import type { Encoding, Entry, Plan } from '../mapping/plan.ts'
import { readConnection } from './connection.ts'
import { readMaxTtl, readRevoke, type RevokeMode } from './revocation.ts'
import { readPlan } from './secrets.ts'
import { masksOfInput, secretInputs } from '../masks/secret-inputs.ts'
import { checkStateSize } from '../state/size-limit.ts'
import { plainInputs, unevaluated } from './unevaluated.ts'
import type { Connection } from '../vault/connection.ts'
import type { TlsSettings } from '../http/transport.ts'
import type { Env } from '../core/env.ts'

/** Everything that the inputs say, checked. */
export interface Settings {
  readonly connection: Connection
  readonly login: LoginPlan
  readonly plan: Plan
  readonly exportToken: boolean
  readonly outputToken: boolean
  /** Lines of a multi-line value shorter than this, in characters, are not masked. */
  readonly minMaskLength: number
  /** Seconds for all of main. */
  readonly timeout: number
  readonly revoke: RevokeMode
  /** Seconds that a token or a lease may live at most, even if the post step never runs; 0 for no limit. */
  readonly maxTtl: number
}

/** One thing that is wrong with what the user wrote. */
interface Problem {
  readonly where: string
  readonly text: string
  readonly instead: string
}

/** Defaults of inputs that are not switches; action.yml says the same. */
const defaults = { timeout: '120', minMaskLength: '4' } as const

/**
 * Reads and checks every input. Throws ERR_INPUT with all problems at once, or ERR_UNREADABLE; nothing was sent by then.
 */
export async function readSettings(env: Env): Promise<Settings> {
  const problems: Problem[] = []
  const problem: InputReader['problem'] = (where, text, instead) => problems.push({ where, text, instead })
  const text = (name: string) => inputOf(env, name)
  const flag = (name: string) => readBoolean(name, text(name), problem) ?? false
  const count = (name: 'timeout' | 'minMaskLength') => readCount(name, text(name) ?? defaults[name], problem)

  // first of all: a problem may quote what is wrong
  for (const mask of secretInputs.flatMap((name) => masksOfInput(text(name) ?? ''))) setSecret(mask)
  const exportEnv = flag('exportEnv')
  const token = { exportToken: flag('exportToken'), outputToken: flag('outputToken') }
  const inputs = createInputReader(text, problem)
  const revoke = readRevoke(inputs)
  const settings: Settings = {
    connection: {
      ...readConnection(inputs, env),
      ...(await readTls(inputs, flag('tlsSkipVerify'))),
      ...(await readHeaders(inputs)),
    },
    login: await readLogin(inputs),
    plan: readPlan(
      { secrets: env['INPUT_SECRETS'] ?? '', pki: env['INPUT_PKI'] ?? '', workspace: env['GITHUB_WORKSPACE'] ?? '.', token },
      { optional: flag('ignoreNotFound'), toEnvironment: exportEnv, encoding: readEncoding(text('secretEncodingType'), problem) },
      problem,
    ),
    ...token,
    minMaskLength: count('minMaskLength'),
    timeout: count('timeout'),
    revoke,
    maxTtl: readMaxTtl(inputs, revoke),
  }
  const { access } = settings.login
  checkStateSize(settings.connection, 'token' in access ? access.token : undefined, env, problem)
  const isEmpty = settings.plan.length === 0 && !problems.some(({ where }) => /^(secrets|pki)/.test(where))
  if (isEmpty && !settings.exportToken && !settings.outputToken) {
    problem('secrets', 'is empty, so there is nothing to do', 'one entry per line: PATH KEY | NAME;')
  }
  const expressions = plainInputs.flatMap((name) => {
    const found = unevaluated(text(name) ?? '')
    return found ? [{ where: name, ...found }] : []
  })
  // whatever else is wrong with such an input follows from that
  const all = [...expressions, ...problems.filter(({ where }) => !expressions.some((one) => one.where === where))]
  if (all.length > 0) throw new Failure('ERR_INPUT', summaryOf(all))
  const values = settings.plan.flatMap((request) => request.entries)
  const onlyOutputs = settings.outputToken || (values.length > 0 && !values.some(isReadableWithoutId))
  if (onlyOutputs && text('exportEnv') === undefined && isUnreadable(env)) throw unreadable()
  return settings
}

/** An input as the runner passes it; an empty one is not given, since composite actions pass '' for what they were not given. */
function inputOf(env: Env, name: string): string | undefined {
  const value = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim()
  return value === '' ? undefined : value
}

/** Later steps read variables and files whose path the author wrote; anything else is told by an output alone. */
const isReadableWithoutId = ({ toEnvironment, file }: Entry): boolean => toEnvironment || file?.path !== undefined

/** What reads certificates is loaded where there are some. */
async function readTls(inputs: InputReader, skipVerify: boolean): Promise<{ tls?: TlsSettings }> {
  const isGiven = ['caCertificate', 'clientCertificate', 'clientKey'].some((name) => inputs.text(name) !== undefined)
  const certificates = isGiven ? (await import('./tls.ts')).readCertificateInputs(inputs, setSecret) : {}
  return isGiven || skipVerify ? { tls: { ...certificates, ...(skipVerify && { skipVerify }) } } : {}
}

/** Loads the reader of headers only if there are some. */
async function readHeaders(inputs: InputReader): Promise<{ extraHeaders?: string }> {
  return inputs.text('extraHeaders') === undefined ? {} : (await import('../http/extra-headers.ts')).readExtraHeaders(inputs, setSecret)
}

async function readLogin(inputs: InputReader): Promise<LoginPlan> {
  const method = await chooseMethod(inputs)
  const mount = (inputs.text('path') ?? method.mount).replace(/^\/*(auth\/)?|\/+$/g, '')
  const path = cleanPath(mount)
  if (typeof path !== 'string' || /[?#]/.test(mount))
    inputs.problem('path', `"${mount}" is not a valid mount of an auth method`, method.mount)
  return { method, mount, access: await method.read(inputs, mount) }
}

function readBoolean(name: string, value: string | undefined, problem: InputReader['problem']): boolean | undefined {
  if (value === undefined) return undefined
  if (!/^(true|false)$/i.test(value)) problem(name, `"${value}" is neither true nor false`, 'true or false')
  return /^true$/i.test(value)
}

function readEncoding(value: string | undefined, problem: InputReader['problem']): Encoding {
  const encoding = encodings.find((known) => known === value?.toLowerCase())
  if (value !== undefined && !encoding) problem('secretEncodingType', `"${value}" is not known`, encodings.join(', '))
  return encoding ?? 'utf8'
}

const encodings: readonly Encoding[] = ['base64', 'hex', 'utf8']

function readCount(name: 'timeout' | 'minMaskLength', value: string, problem: InputReader['problem']): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 86_400) {
    problem(name, `"${value}" is not a whole number from 1 to 86400`, defaults[name])
  }
  return number
}

/**
 * Whether no step could ever read the outputs: the runner names a step without id `__…`, and inside a composite action
 * (where it sets GITHUB_ACTION_PATH) such a step is still an error of its author's, seen only there.
 */
function isUnreadable(env: Env): boolean {
  return (env['GITHUB_ACTION'] ?? '').startsWith('__') && (env['GITHUB_ACTION_PATH'] ?? '') === ''
}

function unreadable(): Failure {
  return new Failure('ERR_UNREADABLE', 'no later step can read the secrets: this step has no `id`, and `exportEnv` is not set', {
    hint: [
      'Add one of these to this step:',
      '  id: vault                     # then use steps.vault.outputs.NAME in the steps that need it',
      '  with: { exportEnv: true }     # sets the secrets as environment variables of every later step, as vault-action does',
    ].join('\n'),
  })
}

function summaryOf(problems: readonly Problem[]): string {
  const lines = problems.map(({ where, text, instead }) => `${where}: ${text}. Write: ${instead}`)
  return lines.length === 1 ? lines.join('') : [`${lines.length} problems in the inputs`, ...lines.map((line) => `  ${line}`)].join('\n')
}
