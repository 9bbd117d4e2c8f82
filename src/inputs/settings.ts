import { Failure } from '../core/failure.ts'
import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'
import type { Destination } from '../export/names.ts'
import type { PlannedFile } from '../formats/planned-file.ts'
import type { Encoding, Entry, Plan } from '../mapping/plan.ts'
import type { AwsSettings } from './aws.ts'
import { readMaxTtl, readMinTtl, readRevoke, type RevokeMode } from './revocation.ts'
import type { CommandSettings } from './command.ts'
import { readPlan } from './secrets.ts'
import { hasNoStepId } from './step-id.ts'
import { openInputs, throwProblems } from './step-inputs.ts'
import { plainInputs } from './unevaluated.ts'
import { readBoolean, readCount } from './values.ts'
import { readVault, type VaultSettings } from './vault.ts'

/** The values of all inputs, checked. */
export interface Settings extends VaultSettings {
  readonly plan: Plan
  /** Files that contain several values. */
  readonly files: readonly PlannedFile[]
  readonly destination: Destination
  /** The command of the input `run`. */
  readonly command?: CommandSettings
  readonly exportToken: boolean
  readonly outputToken: boolean
  /** Lines of a multi-line value shorter than this, in characters, are not masked. */
  readonly minMaskLength: number
  readonly revoke: RevokeMode
  /** The longest TTL of a token or a lease, in seconds, even if the post step never runs; 0 for no limit. */
  readonly maxTtl: number
  /** The TTL that token and leases should have after the step, in seconds; 0 if none is asked for. */
  readonly minTtl: number
  /** Whether to write a receipt; absent for only if something dynamic was read. */
  readonly summary?: boolean
  readonly aws: AwsSettings
}

/** The default of `minMaskLength`; action.yml has the same. */
const defaultMinMaskLength = '4'
const defaultAws: AwsSettings = { region: undefined, maxSeconds: 30 }

/**
 * Reads and checks every input, before anything is sent. Throws ERR_INPUT with all problems at once, or ERR_UNREADABLE.
 */
export async function readSettings(env: Env): Promise<Settings> {
  const step = openInputs(env)
  const values = await readValues(step.inputs, env)
  const hasMappingProblem = step.problems.some(({ where }) => /^(secrets|pki)/.test(where))
  const settings = { ...values, files: await readPlannedFiles(step.inputs, env, hasMappingProblem ? undefined : values.plan) }
  if (!hasMappingProblem) checkNotEmpty(settings, step.inputs)
  throwProblems(step, { plain: plainInputs, mappings: ['secrets', 'pki', 'files'] }, env)
  if (step.inputs.text('exportEnv') === undefined && needsStepId(settings) && hasNoStepId(env)) throw unreadableError()
  return settings
}

async function readValues(inputs: InputReader, env: Env): Promise<Omit<Settings, 'files'>> {
  // in the order of action.yml, so that problems have it
  const decoding = { encoding: readEncoding(inputs), optional: readBoolean('ignoreNotFound', inputs) }
  const vault = await readVault(inputs, env)
  const command = await readCommand(inputs, env)
  const toEnvironment = readBoolean('exportEnv', inputs) || command !== undefined
  const exports = {
    destination: command ? ('child' as const) : ('job' as const),
    exportToken: readBoolean('exportToken', inputs),
    outputToken: readBoolean('outputToken', inputs),
  }
  const minMaskLength = readCount('minMaskLength', defaultMinMaskLength, inputs)
  const aws = await readAws(inputs)
  const revoke = readRevoke(inputs)
  const maxTtl = readMaxTtl(inputs, revoke)
  return {
    ...vault,
    plan: await readPlan(
      { secrets: env['INPUT_SECRETS'] ?? '', pki: env['INPUT_PKI'] ?? '', workspace: env['GITHUB_WORKSPACE'] ?? '.', exports },
      { ...decoding, toEnvironment },
      inputs.problem,
    ),
    ...exports,
    ...(command && { command }),
    minMaskLength,
    revoke,
    maxTtl,
    minTtl: readMinTtl(inputs, maxTtl),
    ...(inputs.text('summary') !== undefined && { summary: readBoolean('summary', inputs) }),
    aws,
  }
}

function checkNotEmpty({ plan, exportToken, outputToken }: Settings, inputs: InputReader): void {
  if (plan.length > 0 || exportToken || outputToken) return
  inputs.problem('secrets', 'is required: there is nothing to read', 'one entry per line: PATH KEY | NAME;')
}

/** Loads the reader of `files` only if it is needed. The plan is undefined if the mapping has problems. */
async function readPlannedFiles({ text, problem }: InputReader, env: Env, plan: Plan | undefined): Promise<readonly PlannedFile[]> {
  return text('files') === undefined ? [] : (await import('./files.ts')).readFiles(env, plan, problem)
}

/** Loads the reader of `run`, `shell` and `workingDirectory` only if one of them is given. */
async function readCommand(inputs: InputReader, env: Env): Promise<CommandSettings | undefined> {
  const isGiven = ['run', 'shell', 'workingDirectory'].some((name) => inputs.text(name) !== undefined)
  return isGiven ? (await import('./command.ts')).readCommand(inputs, env) : undefined
}

/** Loads the reader only if it is needed. */
async function readAws(inputs: InputReader): Promise<AwsSettings> {
  const isGiven = ['awsRegion', 'awsWait'].some((name) => inputs.text(name) !== undefined)
  return isGiven ? (await import('./aws.ts')).readAwsInputs(inputs, defaultAws) : defaultAws
}

const encodings: readonly Encoding[] = ['base64', 'hex', 'utf8']

function readEncoding({ text, problem }: InputReader): Encoding {
  const value = text('secretEncodingType')
  const encoding = encodings.find((known) => known === value?.toLowerCase())
  if (value !== undefined && !encoding) problem('secretEncodingType', `"${value}" is invalid`, encodings.join(', '))
  return encoding ?? 'utf8'
}

/** Checks if later steps can read the results only as outputs of this step, which need its `id`. */
function needsStepId({ plan, files, outputToken }: Settings): boolean {
  const entries = plan.flatMap((request) => request.entries)
  return outputToken || (entries.length > 0 && files.length === 0 && !entries.some(isReadableWithoutId))
}

/** Environment variables, and files at a path from the mapping, can be read without the step's outputs. */
const isReadableWithoutId = ({ toEnvironment, file }: Entry): boolean => toEnvironment || file?.path !== undefined

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
