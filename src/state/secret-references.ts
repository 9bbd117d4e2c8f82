import type { Env } from '../core/env.ts'
import { sha256 } from '../core/sha256.ts'

/**
 * Inputs whose secrets stay valid after the job and that the post step needs. The state file is plain text on the runner's disk, which
 * later steps can read, so it contains only references to these inputs.
 */
const longLived = ['token', 'clientKey', 'extraHeaders'] as const

/** Replaces such a secret in the state: the name of its input, with the hash that identifies its value, or with the value itself. */
type Reference = { readonly fromInput: string } & (
  | {
      /** SHA-256 of the input's exact text, in hex. */
      readonly sha256: string
    }
  | { readonly text: string }
)

/** A saved value, in which the secrets have replaced their references. */
export interface Resolved {
  /** Undefined if the text is invalid JSON. */
  readonly value: unknown
  /** The secrets in the value. They have to be masked before anything else is done with them. */
  readonly secrets: readonly string[]
  /** Inputs whose values changed after the main step; their secrets are empty texts in the value. */
  readonly changedInputs: readonly string[]
}

/**
 * Returns plain data as JSON of one line. A text that equals the value of a long-lived input is replaced by a reference to it.
 * Inside a composite action (GITHUB_ACTION_PATH is set), the reference contains the secret itself: there the runner evaluates
 * the inputs of the post step in the wrong context, and they can be different or empty (actions/runner#2030).
 */
export function withReferences(value: unknown, env: Env): string {
  const references = referencesOf(env)
  // the replacer of JSON.stringify would also replace texts inside the references
  const replace = (part: unknown): unknown => {
    if (typeof part === 'string') return references.get(part) ?? part
    if (Array.isArray(part)) return part.map(replace)
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, replace(member)]))
  }
  return JSON.stringify(replace(value))
}

/** Reads the result of `withReferences` in the post step. */
export function resolveReferences(text: string, env: Env): Resolved {
  const [secrets, changed] = [new Set<string>(), new Set<string>()]
  const restore = (_key: string, part: unknown): unknown => {
    if (!isReference(part)) return part
    const text = secretOf(part, env)
    if (text === undefined) changed.add(part.fromInput)
    else secrets.add(text)
    return text ?? ''
  }
  try {
    const value: unknown = JSON.parse(text, restore)
    return { value, secrets: [...secrets], changedInputs: [...changed] }
  } catch {
    return { value: undefined, secrets: [], changedInputs: [] }
  }
}

/** Returns the references to the long-lived inputs, by the secret that each replaces. */
function referencesOf(env: Env): ReadonlyMap<string, Reference> {
  const given = longLived.map((name) => ({ name, ...givenInput(name, env) })).filter(({ value }) => value !== '')
  const content = ({ exact, value }: { exact: string; value: string }) =>
    env['GITHUB_ACTION_PATH'] ? { text: value } : { sha256: sha256(exact, 'hex') }
  return new Map(given.map((input) => [input.value, { fromInput: input.name, ...content(input) }]))
}

/** Returns the secret of a reference; undefined if the value of its input has changed. */
function secretOf(reference: Reference, env: Env): string | undefined {
  if ('text' in reference) return reference.text
  const { exact, value } = givenInput(reference.fromInput, env)
  return sha256(exact, 'hex') === reference.sha256 ? value : undefined
}

/** Returns an input exactly as it was passed, and trimmed, as the settings use it. */
function givenInput(name: string, env: Env): { exact: string; value: string } {
  const exact = env[`INPUT_${name.toUpperCase()}`] ?? ''
  return { exact, value: exact.trim() }
}

function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null || !('fromInput' in value)) return false
  const isKnown = longLived.some((name) => name === value.fromInput)
  return isKnown && (('sha256' in value && typeof value.sha256 === 'string') || ('text' in value && typeof value.text === 'string'))
}
