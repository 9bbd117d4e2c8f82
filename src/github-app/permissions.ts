import type { InputReader } from '../core/input-reader.ts'
import { isObject, objectOrList } from '../core/json.ts'

/** Permissions of an installation token by name, as GitHub's API spells them: `pull_requests`. */
export type Permissions = Readonly<Record<string, Level>>

/** A level of permission; each includes those before it. */
export type Level = (typeof levels)[number]

const levels = ['read', 'write', 'admin'] as const

const example = 'the permissions that the job needs, one per line, for example: contents: read'

/**
 * Reads the input `permissions`: a JSON object, or one `NAME: LEVEL` per line, with `-` or `_` in names. It is required, because GitHub
 * gives a token without it every permission of the installation (REST API, "Create an installation access token for an app").
 */
export function readPermissions({ text, problem }: InputReader): Permissions {
  const written = text('permissions') ?? ''
  const pairs = written.startsWith('{') ? pairsOfJson(written) : pairsOfLines(written)
  if (!pairs) {
    problem('permissions', 'is not a JSON object', '{"contents": "read"}')
    return {}
  }
  if (pairs.length === 0) problem('permissions', 'is required: without it, the token has every permission of the App', example)
  const permissions = new Map<string, Level>()
  for (const { where, name, level, quoted } of pairs) {
    const known = levels.find((one) => one === level)
    if (!known || !/^[a-z]+(_[a-z]+)*$/.test(name))
      problem(where, `"${quoted}" is not a permission`, 'NAME: read, NAME: write or NAME: admin')
    else if (permissions.has(name)) problem(where, `"${name}" is set twice`, 'each permission once')
    else permissions.set(name, known)
  }
  return Object.fromEntries(permissions)
}

interface Pair {
  readonly where: string
  readonly name: string
  readonly level: unknown
  readonly quoted: string
}

function pairsOfJson(written: string): readonly Pair[] | undefined {
  const json = objectOrList(written)
  if (!isObject(json)) return undefined
  return Object.entries(json).map(([key, level]) => ({
    where: 'permissions',
    name: nameOf(key),
    level,
    quoted: `${key}: ${typeof level === 'string' ? level : JSON.stringify(level)}`,
  }))
}

function pairsOfLines(written: string): readonly Pair[] {
  return written.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const quoted = line.trim()
    if (quoted === '' || quoted.startsWith('#')) return []
    const [, key = '', level = ''] = /^([^:\s]+)\s*:\s*(\S+)$/.exec(quoted) ?? []
    return [{ where: `permissions line ${index + 1}`, name: nameOf(key), level, quoted }]
  })
}

/** Workflows write `pull-requests`, the API writes `pull_requests`. */
const nameOf = (key: string): string => key.replaceAll('-', '_')

/** Returns the permissions as a text: "contents: read, pull_requests: write". */
export const listPermissions = (permissions: Readonly<Record<string, string>>): string =>
  Object.entries(permissions)
    .map(([name, level]) => `${name}: ${level}`)
    .join(', ')

/** Returns the wanted permissions that are not included in the granted ones. */
export function missingPermissions(wanted: Permissions, granted: Readonly<Record<string, string>>): Permissions {
  const rank = (level: string | undefined) => levels.findIndex((one) => one === level)
  return Object.fromEntries(Object.entries(wanted).filter(([name, level]) => rank(level) > rank(granted[name])))
}
