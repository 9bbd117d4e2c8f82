import { createHash } from 'node:crypto'
import type { Env } from './inputs.ts'

/**
 * Inputs with secrets that outlive the job and that the post step needs. The state file lies in clear on the runner's disk
 * and every later step can read it, so there they are named and not told.
 */
const longLived = ['token', 'clientKey', 'extraHeaders'] as const

/** What stands in the place of such a secret: where post finds it, and by what it knows that it is the same. */
interface Reference {
  readonly fromInput: string
  /** Of the input's exact text, in hex. */
  readonly sha256: string
}

/** What was written down, with its secrets back in their places. */
export interface Recalled {
  /** Undefined where the text is no JSON. */
  readonly value: unknown
  /** Texts of the inputs that were put back. They have to be masked before anything else is done with them. */
  readonly secrets: readonly string[]
  /** Inputs that no longer have the value that main saw; their places are empty. */
  readonly missing: readonly string[]
}

/**
 * Plain data as JSON of one line, in which a text that is the value of a long-lived input stands as a reference to it.
 * Inside a composite action (GITHUB_ACTION_PATH is set) the runner evaluates the inputs of post in the wrong context, so
 * that they may be other ones or none (actions/runner#2030): there the text itself is written down.
 */
export function noteDown(value: unknown, env: Env): string {
  const references = env['GITHUB_ACTION_PATH'] ? new Map<string, Reference>() : referencesOf(env)
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? (references.get(part) ?? part) : part))
}

/** What `noteDown` gave, read in the post step. */
export function recall(text: string, env: Env): Recalled {
  const [secrets, missing] = [new Set<string>(), new Set<string>()]
  const putBack = (_key: string, part: unknown): unknown => {
    if (!isReference(part)) return part
    const { exact, value } = inputOf(part.fromInput, env)
    if (digest(exact) !== part.sha256) {
      missing.add(part.fromInput)
      return ''
    }
    secrets.add(value)
    return value
  }
  try {
    const value: unknown = JSON.parse(text, putBack)
    return { value, secrets: [...secrets], missing: [...missing] }
  } catch {
    return { value: undefined, secrets: [], missing: [] }
  }
}

/** By the text that each stands for. */
function referencesOf(env: Env): ReadonlyMap<string, Reference> {
  const given = longLived.map((name) => ({ name, ...inputOf(name, env) })).filter(({ value }) => value !== '')
  return new Map(given.map(({ name, exact, value }) => [value, { fromInput: name, sha256: digest(exact) }]))
}

/** An input as it was passed, and as the settings have it. */
function inputOf(name: string, env: Env): { exact: string; value: string } {
  const exact = env[`INPUT_${name.toUpperCase()}`] ?? ''
  return { exact, value: exact.trim() }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

function isReference(value: unknown): value is Reference {
  return (
    typeof value === 'object' &&
    value !== null &&
    'sha256' in value &&
    typeof value.sha256 === 'string' &&
    'fromInput' in value &&
    longLived.some((name) => name === value.fromInput)
  )
}
