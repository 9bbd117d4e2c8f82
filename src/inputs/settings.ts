import { setSecret } from '@actions/core'
import { Failure } from '../core/failure.ts'
import type { Destination } from '../export/names.ts'
import type { LoginPlan } from '../login/login.ts'
import { createInputReader, type InputReader } from '../core/input-reader.ts'
import { chooseMethod } from '../login/methods.ts'
import { cleanPath } from '../mapping/entry.ts'
import type { Encoding, Entry, Plan } from '../mapping/plan.ts'
import { readConnection } from './connection.ts'
import { readMaxTtl, readMinTtl, readRevoke, type RevokeMode } from './revocation.ts'
import type { CommandSettings } from './command.ts'
import { readPlan } from './secrets.ts'
import { masksOfInput, secretInputs } from '../masks/secret-inputs.ts'
import { checkStateSize } from '../state/size-limit.ts'
import { plainInputs, unevaluated, unevaluatedIn, unevaluatedSecret } from './unevaluated.ts'
import type { Connection } from '../vault/connection.ts'
import type { TlsSettings } from '../http/transport.ts'
import type { Env } from '../core/env.ts'

/** The values of all inputs, checked. */
export interface Settings {
  readonly connection: Connection
  readonly login: LoginPlan
  readonly plan: Plan
  readonly destination: Destination
  /** The command of the input `run`. */
  readonly command?: CommandSettings
  readonly exportToken: boolean
  readonly outputToken: boolean
  /** Lines of a multi-line value shorter than this, in characters, are not masked. */
  readonly minMaskLength: number
  /** Seconds for the whole main step. */
  readonly timeout: number
  readonly revoke: RevokeMode
  /** The longest TTL of a token or a lease, in seconds, even if the post step never runs; 0 for no limit. */
  readonly maxTtl: number
  /** The TTL that token and leases should have after the step, in seconds; 0 if none is asked for. */
  readonly minTtl: number
  /** Whether to write a receipt; absent for only if something dynamic was read. */
  readonly summary?: boolean
}

/** A problem with an input, and what to write instead. */
interface Problem {
  /** Name of the input; for mappings also the line and column. */
  readonly where: string
  readonly text: string
  readonly instead: string
}

/** Defaults of the numeric inputs; action.yml has the same. */
const defaults = { timeout: '120', minMaskLength: '4' } as const

/**
 * Reads and checks every input, before anything is sent. Throws ERR_INPUT with all problems at once, or ERR_UNREADABLE.
 */
export async function readSettings(env: Env): Promise<Settings> {
  const problems: Problem[] = []
  const inputs = createInputReader(
    (name) => inputOf(env, name),
    (where, text, instead) => problems.push({ where, text, instead }),
  )
  // masks come first, because problems quote values
  for (const mask of secretInputs.flatMap((name) => masksOfInput(inputs.text(name) ?? ''))) setSecret(mask)
  const settings = await readValues(inputs, env)
  const { access } = settings.login
  checkStateSize(settings.connection, 'token' in access ? access.token : undefined, env, inputs.problem)
  const hasMappingProblem = problems.some(({ where }) => /^(secrets|pki)/.test(where))
  if (!hasMappingProblem) checkNotEmpty(settings, inputs)
  const all = withUnevaluated(problems, inputs, env)
  if (all.length > 0) throw new Failure('ERR_INPUT', summaryOf(all))
  if (inputs.text('exportEnv') === undefined && needsStepId(settings) && hasNoStepId(env)) throw unreadableError()
  return settings
}

async function readValues(inputs: InputReader, env: Env): Promise<Settings> {
  const exportEnv = readBoolean('exportEnv', inputs)
  const command = await readCommand(inputs, env)
  const exports = {
    destination: command ? ('child' as const) : ('job' as const),
    exportToken: readBoolean('exportToken', inputs),
    outputToken: readBoolean('outputToken', inputs),
  }
  const revoke = readRevoke(inputs)
  const maxTtl = readMaxTtl(inputs, revoke)
  const toEnvironment = exportEnv || command !== undefined
  return {
    connection: {
      ...readConnection(inputs, env),
      ...(await readTls(inputs)),
      ...(await readHeaders(inputs)),
    },
    login: await readLogin(inputs),
    plan: readPlan(
      { secrets: env['INPUT_SECRETS'] ?? '', pki: env['INPUT_PKI'] ?? '', workspace: env['GITHUB_WORKSPACE'] ?? '.', exports },
      { optional: readBoolean('ignoreNotFound', inputs), toEnvironment, encoding: readEncoding(inputs) },
      inputs.problem,
    ),
    ...exports,
    ...(command && { command }),
    minMaskLength: readCount('minMaskLength', inputs),
    timeout: readCount('timeout', inputs),
    revoke,
    maxTtl,
    minTtl: readMinTtl(inputs, maxTtl),
    ...(inputs.text('summary') !== undefined && { summary: readBoolean('summary', inputs) }),
  }
}

function checkNotEmpty({ plan, exportToken, outputToken }: Settings, inputs: InputReader): void {
  if (plan.length > 0 || exportToken || outputToken) return
  inputs.problem('secrets', 'is required: there is nothing to read', 'one entry per line: PATH KEY | NAME;')
}

/** Adds the unevaluated expressions, and drops other problems of the same input or line, because those follow from the expression. */
function withUnevaluated(problems: readonly Problem[], inputs: InputReader, env: Env): readonly Problem[] {
  const inInputs = [...plainInputs, ...secretInputs, 'extraHeaders'].flatMap((name) => {
    const isPlain = plainInputs.some((plain) => plain === name)
    const found = (isPlain ? unevaluated : unevaluatedSecret)(inputs.text(name) ?? '')
    return found ? [{ where: name, ...found }] : []
  })
  // the positions are those of the whole text, not of the trimmed one
  const inMappings = ['secrets', 'pki'].flatMap((name) =>
    unevaluatedIn(env[`INPUT_${name.toUpperCase()}`] ?? '').map(({ line, column, ...found }) => ({
      ...found,
      where: `${name} line ${line}, column ${column}`,
    })),
  )
  const placeOf = ({ where }: Problem) => where.replace(/,.*/, '')
  const places = new Set([...inInputs, ...inMappings].map(placeOf))
  return [...inInputs, ...inMappings, ...problems.filter((one) => !places.has(placeOf(one)))]
}

/** Returns the trimmed value of an input. An empty value counts as not set, because composite actions pass '' for unset inputs. */
function inputOf(env: Env, name: string): string | undefined {
  const value = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim()
  return value === '' ? undefined : value
}

/** Loads the certificate reader only if it is needed. */
async function readTls(inputs: InputReader): Promise<{ tls?: TlsSettings }> {
  const skipVerify = readBoolean('tlsSkipVerify', inputs)
  const isGiven = ['caCertificate', 'clientCertificate', 'clientKey'].some((name) => inputs.text(name) !== undefined)
  const certificates = isGiven ? (await import('./tls.ts')).readCertificateInputs(inputs, setSecret) : {}
  return isGiven || skipVerify ? { tls: { ...certificates, ...(skipVerify && { skipVerify }) } } : {}
}

/** Loads the header reader only if it is needed. */
async function readHeaders(inputs: InputReader): Promise<{ extraHeaders?: string }> {
  return inputs.text('extraHeaders') === undefined ? {} : (await import('../http/extra-headers.ts')).readExtraHeaders(inputs, setSecret)
}

/** Loads the reader of `run`, `shell` and `workingDirectory` only if one of them is given. */
async function readCommand(inputs: InputReader, env: Env): Promise<CommandSettings | undefined> {
  const isGiven = ['run', 'shell', 'workingDirectory'].some((name) => inputs.text(name) !== undefined)
  return isGiven ? (await import('./command.ts')).readCommand(inputs, env) : undefined
}

async function readLogin(inputs: InputReader): Promise<LoginPlan> {
  const method = await chooseMethod(inputs)
  const mount = (inputs.text('path') ?? method.mount).replace(/^\/*(auth\/)?|\/+$/g, '')
  const path = cleanPath(mount)
  if (typeof path !== 'string' || /[?#]/.test(mount))
    inputs.problem('path', `"${mount}" is not a valid mount of an auth method`, method.mount)
  return { method, mount, access: await method.read(inputs, mount) }
}

function readBoolean(name: string, { text, problem }: InputReader): boolean {
  const value = text(name) ?? 'false'
  if (!/^(true|false)$/i.test(value)) problem(name, `"${value}" is neither true nor false`, 'true or false')
  return /^true$/i.test(value)
}

const encodings: readonly Encoding[] = ['base64', 'hex', 'utf8']

function readEncoding({ text, problem }: InputReader): Encoding {
  const value = text('secretEncodingType')
  const encoding = encodings.find((known) => known === value?.toLowerCase())
  if (value !== undefined && !encoding) problem('secretEncodingType', `"${value}" is invalid`, encodings.join(', '))
  return encoding ?? 'utf8'
}

function readCount(name: keyof typeof defaults, { text, problem }: InputReader): number {
  const value = text(name) ?? defaults[name]
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < 1 || number > 86_400) {
    problem(name, `"${value}" is not a whole number from 1 to 86400`, defaults[name])
  }
  return number
}

/** Checks if later steps can read the results only as outputs of this step, which need its `id`. */
function needsStepId({ plan, outputToken }: Settings): boolean {
  const entries = plan.flatMap((request) => request.entries)
  return outputToken || (entries.length > 0 && !entries.some(isReadableWithoutId))
}

/** Environment variables, and files at a path from the mapping, can be read without the step's outputs. */
const isReadableWithoutId = ({ toEnvironment, file }: Entry): boolean => toEnvironment || file?.path !== undefined

/**
 * Checks if the step has no `id`: the runner then names it `__…`. Steps inside composite actions (where GITHUB_ACTION_PATH is
 * set) are not checked: only the author of the composite action could fix them.
 */
function hasNoStepId(env: Env): boolean {
  return (env['GITHUB_ACTION'] ?? '').startsWith('__') && (env['GITHUB_ACTION_PATH'] ?? '') === ''
}

function unreadableError(): Failure {
  return new Failure('ERR_UNREADABLE', 'no later step can read the secrets: this step has no `id`, and `exportEnv` is not set', {
    hint: [
      'Add one of these to this step:',
      '  id: vault                     # then use steps.vault.outputs.NAME in the steps that need it',
      '  with: { run: ./deploy.sh }    # gives the secrets to this command only, as environment variables',
      '  with: { exportEnv: true }     # sets the secrets as environment variables of every later step, as vault-action does',
    ].join('\n'),
  })
}

function summaryOf(problems: readonly Problem[]): string {
  const lines = problems.map(({ where, text, instead }) => `${where}: ${text}. Write: ${instead}`)
  return lines.length === 1 ? lines.join('') : [`${lines.length} problems in the inputs`, ...lines.map((line) => `  ${line}`)].join('\n')
}
