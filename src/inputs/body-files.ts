import { readFileSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { isInside } from '../runner/job-directories.ts'
import { sha256 } from '../core/sha256.ts'
import { isObject, type Json, type JsonObject } from '../core/json.ts'

/** The largest file that a write may take in, in bytes; Vault refuses requests over 32 MiB. */
const maxBytes = 8 * 1024 * 1024

/** A file that a body names and that cannot be read, as the end of a sentence that starts with its path. */
export interface BodyProblem {
  readonly path: string
  readonly text: string
}

/**
 * A body with the files it names put in: `"@path"` is a file's text, `"@base64:path"` its bytes in base64,
 * `"@sha256:path"` the base64 of its SHA-256 digest, as transit signs it; `"@@…"` is a text that starts with @. Files have
 * to lie in the workspace, wherever their path leads.
 */
export function withFiles(body: JsonObject, workspace: string, problem: (problem: BodyProblem) => void): JsonObject {
  const fill = (value: Json): Json => {
    if (typeof value === 'string') return value.startsWith('@') ? textFor(value, workspace, problem) : value
    if (Array.isArray(value)) return (value as readonly Json[]).map(fill)
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, its]) => [key, fill(its)])) : value
  }
  return fill(body) as JsonObject
}

function textFor(reference: string, workspace: string, problem: (problem: BodyProblem) => void): string {
  if (reference.startsWith('@@')) return reference.slice(1)
  const [, form = '', path = ''] = /^@(?:(base64|sha256):)?(.*)$/s.exec(reference) ?? []
  const content = readText(path, workspace)
  if (typeof content === 'string') {
    problem({ path, text: content })
    return ''
  }
  if (form === 'sha256') return sha256(content, 'base64')
  return content.toString(form === 'base64' ? 'base64' : 'utf8')
}

/** The bytes of a file, or why there are none. */
function readText(path: string, workspace: string): Buffer | string {
  try {
    const file = realpathSync(resolve(workspace, path))
    if (!isInside(file, { workspace, temp: '' })) return 'is not inside the workspace'
    const { size } = statSync(file)
    return size > maxBytes ? `is larger than ${maxBytes / 1024 / 1024} MiB` : readFileSync(file)
  } catch {
    return 'cannot be read'
  }
}
