import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface ActionInput {
  readonly name: string
  /** '' where the file has none. */
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
    throw new Error(`input ${name}: its default is no scalar`)
  }
  const text = String(value)
  if (text.includes('${{')) throw new Error(`input ${name}: expressions in defaults are not evaluated here`)
  return text
}

/**
 * Reads the action.yml (or action.yaml) of a directory.
 * Throws where there is none, and for what this harness does not run: anything but node24 (and node20, run alike), `pre`, a `post-if` (without one, post always
 * runs), and expressions in defaults.
 */
export function readAction(directory: string): Action {
  const file = ['action.yml', 'action.yaml'].map((name) => join(directory, name)).find((path) => existsSync(path))
  if (file === undefined) throw new Error(`${directory}: no action.yml`)
  const { inputs, runs } = parse(readFileSync(file, 'utf8')) as ActionFile
  const using = runs?.['using']
  // the runner starts an action for node20 with node 24 too, since there is no other left
  if (runs === undefined || (using !== 'node24' && using !== 'node20')) {
    throw new Error(`${file}: runs.using has to be node24 or node20`)
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
