import { sha256 } from '../core/sha256.ts'
import { isObject, type Json, type JsonObject } from '../core/json.ts'
import { readWorkspaceFile } from './workspace-file.ts'

/** A problem with a file that a body names. */
export interface BodyProblem {
  readonly path: string
  /** The end of a sentence that starts with the path. */
  readonly text: string
}

/**
 * Replaces the file references in a body: `"@path"` by the file's text, `"@base64:path"` by its bytes in base64,
 * `"@sha256:path"` by the base64 of its SHA-256 digest, as transit signs it, and `"@@…"` by text that starts with @. Symbolic
 * links are resolved, and the file must be in the workspace. Reports a file outside the workspace as a problem.
 */
export function withFiles(body: JsonObject, workspace: string, problem: (problem: BodyProblem) => void): JsonObject {
  const replace = (value: Json): Json => {
    if (typeof value === 'string') return value.startsWith('@') ? textFor(value, workspace, problem) : value
    if (Array.isArray(value)) return (value as readonly Json[]).map(replace)
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)])) : value
  }
  return replace(body) as JsonObject
}

function textFor(reference: string, workspace: string, problem: (problem: BodyProblem) => void): string {
  if (reference.startsWith('@@')) return reference.slice(1)
  const [, form = '', path = ''] = /^@(?:(base64|sha256):)?(.*)$/s.exec(reference) ?? []
  const content = readWorkspaceFile(path, workspace)
  if (typeof content === 'string') {
    problem({ path, text: content })
    return ''
  }
  if (form === 'sha256') return sha256(content, 'base64')
  return content.toString(form === 'base64' ? 'base64' : 'utf8')
}
