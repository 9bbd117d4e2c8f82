import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface ActionInput {
  readonly name: string
  /** '' if action.yml has none. */
  readonly default: string
  readonly deprecationMessage: string | undefined
}

/** A JavaScript action as its action.yml describes it. */
export interface Action {
  readonly directory: string
  /** Absolute paths of the scripts. */
  readonly main: string
  readonly post: string | undefined
  readonly inputs: readonly ActionInput[]
}

interface ActionFile {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown; readonly deprecationMessage?: string } | null>> | null
  readonly runs?: Readonly<Record<string, unknown>>
}

function scriptPath(directory: string, script: unknown): string {
  if (typeof script !== 'string' || !existsSync(join(directory, script))) throw new Error(`${directory}: no script ${String(script)}`)
  return join(directory, script)
}

function defaultText(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new Error(`input ${name}: the default must be a string, a number or a boolean`)
  }
  const text = String(value)
  if (text.includes('${{')) throw new Error(`input ${name}: expressions in defaults are not evaluated here`)
  return text
}

/**
 * Reads the action.yml (or action.yaml) of a directory.
 * Throws if there is none, or if it uses what this harness does not support: a runtime other than node24 and node20 (both run with this
 * node), `pre`, `post-if` (without it, post always runs), or expressions in defaults.
 */
export function readAction(directory: string): Action {
  const file = ['action.yml', 'action.yaml'].map((name) => join(directory, name)).find((path) => existsSync(path))
  if (file === undefined) throw new Error(`${directory}: no action.yml`)
  const { inputs, runs } = parse(readFileSync(file, 'utf8')) as ActionFile
  const using = runs?.['using']
  // the runner has only node 24 left and starts node20 actions with it
  if (runs === undefined || (using !== 'node24' && using !== 'node20')) {
    throw new Error(`${file}: runs.using must be node24 or node20`)
  }
  for (const key of ['pre', 'pre-if', 'post-if']) {
    if (key in runs) throw new Error(`${file}: runs.${key} is not supported here`)
  }
  return {
    directory,
    main: scriptPath(directory, runs['main']),
    post: 'post' in runs ? scriptPath(directory, runs['post']) : undefined,
    inputs: Object.entries(inputs ?? {}).map(([name, input]) => ({
      name,
      default: defaultText(name, input?.default),
      deprecationMessage: input?.deprecationMessage,
    })),
  }
}
