import { pathInWorkspace } from './workspace.ts'
import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'
import { isObject, objectOrList, toText } from '../core/json.ts'
import { openInputs, throwProblems } from '../inputs/step-inputs.ts'
import { plainInputs } from '../inputs/unevaluated.ts'
import type { InventoryOptions } from '../workflows/inventory.ts'
import { parsePathRules, type PathRule } from '../workflows/path-rules.ts'
import type { KnownMount } from '../policy/mounts.ts'
import { checkInputs, readCheck, type CheckSettings } from './check-settings.ts'

/** The values of all inputs of `plan`, checked. */
export interface PlanSettings {
  readonly source: DirectorySource | OwnerSource
  readonly inventory: InventoryOptions
  /** The comparison with a server; undefined without `check`. */
  readonly check: CheckSettings | undefined
  /** The folder for policies and roles as in the input `generate`; undefined if none are generated. */
  readonly generate: string | undefined
  /** The secrets engines of the input `mounts`. */
  readonly mounts: readonly KnownMount[]
  /** Path of the SARIF file; undefined if none is written. */
  readonly sarif: string | undefined
}

/** A repository on disk. */
export interface DirectorySource {
  readonly kind: 'directory'
  /** An absolute path. */
  readonly path: string
}

/** All repositories of an owner, read through GitHub's API. */
export interface OwnerSource {
  readonly kind: 'owner'
  readonly owner: string
  readonly token: string
  /** Address of the API, for example `https://api.github.com`. */
  readonly apiUrl: string
}

/**
 * Reads and checks every input, before any file is read or any request is sent. Throws ERR_INPUT with all problems at once.
 * @param mask called with the token before anything can print it
 */
export async function readPlanSettings(env: Env, mask: (secret: string) => void): Promise<PlanSettings> {
  const token = env['INPUT_OWNERTOKEN']?.trim() ?? ''
  if (token !== '') mask(token)
  const step = openInputs(env, mask)
  const settings: PlanSettings = {
    source: readSource(step.inputs, env),
    inventory: {
      vars: readVars(step.inputs),
      serverUrl: withoutSlash(env['GITHUB_SERVER_URL'] ?? 'https://github.com'),
      deprecated: readRules('deprecated', step.inputs),
      engines: readRules('engines', step.inputs),
    },
    ...(await readGenerate(step.inputs)),
    check: await readCheck(step.inputs, env),
    sarif: pathInWorkspace(step.inputs.text('sarif'), env),
  }
  throwProblems(step, { plain: ['directory', 'owner', 'generate', 'sarif', ...checkInputs, ...plainInputs], mappings: [] }, env)
  return settings
}

function readSource({ text, problem }: InputReader, env: Env): PlanSettings['source'] {
  const owner = text('owner')
  const directory = text('directory')
  if (owner === undefined) {
    if (text('ownerToken') !== undefined)
      problem('owner', 'is required with `ownerToken`', 'the organisation or user, for example octo-org')
    return { kind: 'directory', path: pathInWorkspace(directory ?? '.', env) }
  }
  if (!/^[a-z\d](?:[a-z\d_-]*[a-z\d])?$/i.test(owner)) problem('owner', `"${owner}" is not the name of an account`, 'octo-org')
  if (directory !== undefined) problem('directory', 'cannot be combined with `owner`', 'only one of them')
  const token = text('ownerToken')
  if (token === undefined) problem('ownerToken', 'is required with `owner`', 'a token that can read the contents of all repositories')
  return { kind: 'owner', owner, token: token ?? '', apiUrl: withoutSlash(env['GITHUB_API_URL'] ?? 'https://api.github.com') }
}

/** Reads the input `vars`: lines `NAME=VALUE`, or a JSON object as `${{ toJSON(vars) }}` returns it. */
function readVars({ text, problem }: InputReader): ReadonlyMap<string, string> {
  const written = text('vars') ?? ''
  const json = objectOrList(written)
  if (isObject(json)) return new Map(Object.entries(json).map(([name, value]) => [name, toText(value)]))
  const vars = new Map<string, string>()
  for (const [index, line] of written.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue
    const [, name, value] = /^\s*([a-z_]\w*)\s*=(.*)$/i.exec(line) ?? []
    if (name === undefined || value === undefined)
      problem(`vars line ${index + 1}`, 'is not a name and a value', 'NAME=VALUE, or ${{ toJSON(vars) }}')
    else vars.set(name, value.trim())
  }
  return vars
}

function readRules(name: 'deprecated' | 'engines', { text, problem }: InputReader): readonly PathRule[] {
  const { rules, problems } = parsePathRules(text(name) ?? '')
  for (const { line, text: written } of problems) {
    problem(`${name} line ${line}`, `"${written}" is not a pattern and a replacement`, 'secret/data/legacy/* => database/creds/ROLE')
  }
  return rules
}

async function readGenerate(inputs: InputReader): Promise<Pick<PlanSettings, 'generate' | 'mounts'>> {
  const generate = inputs.text('generate')
  const hasMounts = inputs.text('mounts') !== undefined
  if (generate === undefined && hasMounts)
    inputs.problem('generate', 'is required with `mounts`', 'a folder for the policies and roles, for example vault')
  return { generate, mounts: hasMounts ? (await import('./mount-table.ts')).readMounts(inputs) : [] }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')
