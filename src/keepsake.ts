import { sha256 } from './sha256.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Inputs with secrets that outlive the job and that the post step needs. The state file lies in clear on the runner's disk
 * and every later step can read it, so there they are named and not told.
 */
const longLived = ['token', 'clientKey', 'extraHeaders'] as const

/** What stands in the place of such a secret: the input it is from, and by what post knows it, or itself. */
type Reference = { readonly fromInput: string } & (
  | {
      /** Of the input's exact text, in hex. */
      readonly sha256: string
    }
  | { readonly text: string }
)

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
  const references = referencesOf(env)
  // not the replacer of JSON.stringify, which would go on within the reference that it gave
  const referring = (part: unknown): unknown => {
    if (typeof part === 'string') return references.get(part) ?? part
    if (Array.isArray(part)) return part.map(referring)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, its]) => [key, referring(its)]))
  }
  return JSON.stringify(referring(value))
}

/** What `noteDown` gave, read in the post step. */
export function recall(text: string, env: Env): Recalled {
  const [secrets, missing] = [new Set<string>(), new Set<string>()]
  const putBack = (_key: string, part: unknown): unknown => {
    if (!isReference(part)) return part
    const text = textOf(part, env)
    if (text === undefined) missing.add(part.fromInput)
    else secrets.add(text)
    return text ?? ''
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
  const known = ({ exact, value }: { exact: string; value: string }) =>
    env['GITHUB_ACTION_PATH'] ? { text: value } : { sha256: sha256(exact, 'hex') }
  return new Map(given.map((input) => [input.value, { fromInput: input.name, ...known(input) }]))
}

/** The secret that a reference stands for; undefined where the input is another one by now. */
function textOf(reference: Reference, env: Env): string | undefined {
  if ('text' in reference) return reference.text
  const { exact, value } = inputOf(reference.fromInput, env)
  return sha256(exact, 'hex') === reference.sha256 ? value : undefined
}

/** An input as it was passed, and as the settings have it. */
function inputOf(name: string, env: Env): { exact: string; value: string } {
  const exact = env[`INPUT_${name.toUpperCase()}`] ?? ''
  return { exact, value: exact.trim() }
}

function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null || !('fromInput' in value)) return false
  const isKnown = longLived.some((name) => name === value.fromInput)
  return isKnown && (('sha256' in value && typeof value.sha256 === 'string') || ('text' in value && typeof value.text === 'string'))
}
