import { matches } from '../mapping/pattern.ts'
import type { Place } from '../policy/need.ts'
import type { RequestOfUsage } from './usage.ts'

/** A rule of the user: paths, and the path to read in their place. */
export interface PathRule {
  readonly pattern: string
  readonly replacement: string
  readonly matches: (request: RequestOfUsage) => boolean
}

/** A line that is not a rule: its number, and what to write instead. */
export interface RuleProblem {
  readonly line: number
  readonly text: string
}

/**
 * Parses lines `PATTERN => REPLACEMENT`. A pattern is a path, or a path and a key; `*` matches any text, `?` one character. Empty lines
 * and lines that start with `#` are skipped.
 */
export function parsePathRules(text: string): { readonly rules: readonly PathRule[]; readonly problems: readonly RuleProblem[] } {
  const rules: PathRule[] = []
  const problems: RuleProblem[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(#|$)/.test(line)) continue
    const [, path, key, replacement] = /^\s*(\S+)(?:\s+(\S+))?\s+=>\s+(\S.*?)\s*$/.exec(line) ?? []
    if (path === undefined || replacement === undefined || path === '=>') problems.push({ line: index + 1, text: line.trim() })
    else rules.push({ pattern: [path, key].filter(Boolean).join(' '), replacement, matches: matcher(path, key) })
  }
  return { rules, problems }
}

function matcher(path: string, key: string | undefined): PathRule['matches'] {
  const pathPattern = path.replace(/^\/+/, '')
  return (request) => {
    if (!matches(pathPattern, request.path.replace(/\?.*$/s, ''))) return false
    return key === undefined || request.keys.some((name) => matches(key, name))
  }
}

/** Returns the first place of a request; `fallback` if it has none. */
export const firstPlace = ({ places }: RequestOfUsage, fallback: Place): Place => places[0] ?? fallback
