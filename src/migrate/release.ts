import { derivedNames, type Names } from '../mapping/names.ts'

/** The releases of vault-action, as far as they differ: version 1; 2 and 3; and every other ref, such as a branch. */
export type Release = '1' | '2 or 3' | 'unknown'

/** Returns the release that a ref names, or the version comment after a commit. */
export function releaseOf(ref: string, comment: string): Release {
  const [, major] = /^v?(\d+)(?:\.\d+)*$/.exec(ref) ?? /(?:^|[\s@=:])v?(\d+)(?:\.\d+)*\b/.exec(comment) ?? []
  if (major === '1') return '1'
  return major === '2' || major === '3' ? '2 or 3' : 'unknown'
}

/** Derives the output of an entry without `| NAME` as the newest code of vault-action does: it keeps dashes (src/utils.js). */
export const newestOutput = (selector: string): string => selector.replaceAll('.', '__').replace(/[^\p{L}\p{N}_-]/gu, '')

/** Derives the names of an entry without `| NAME` as releases 2 and 3 do: only the first dot becomes `__`. */
export function oldNames(selector: string): Names {
  const [head = '', ...tail] = selector.split('.')
  return derivedNames(tail.length === 0 ? head : `${head}.${tail.join('')}`)
}
