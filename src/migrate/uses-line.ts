import type { Scalar } from 'yaml'
import type { TextEdit } from './text-edit.ts'

/** The repository of this action, as `uses:` names it. */
const repository = 'vault-exchange/vault-exchange'

/** Matches comments that only say the version of a pinned ref, as tools write them: `v3.4.0`, `tag=v3`, `pin@v3`. */
const versionComment = /^\s*(?:(?:tag|version)\s*[:=]\s*|pin\s*@|ratchet:\S+@|@)?v?\d+(?:\.\d+)*(?:[-+][\w.]+)?\s*$/i

/** Returns the comment after a `uses:`, without `#`; '' if there is none. */
export const commentOf = (uses: Scalar.Parsed): string => (uses.comment ?? '').split('\n')[0] ?? ''

/**
 * Replaces the value of `uses:`, and the version in the comment after it. Other comments stay.
 * @param ref `v0`, or a commit with its comment
 * @param isFlow true inside of `{ }`, where the new comment would hide what follows
 */
export function editUses(text: string, uses: Scalar.Parsed, ref: string, isFlow: boolean): readonly TextEdit[] {
  const [, name = ref, newComment = ''] = /^(.*?)(\s+#.*)?$/s.exec(ref) ?? []
  const [start, end] = uses.range
  const quote = /^["']/.exec(text.slice(start, end))?.[0] ?? ''
  const value = `${quote}${repository}@${name}${quote}`
  const comment = isFlow ? '' : newComment
  const isStale = versionComment.test(commentOf(uses))
  const after = /^[ \t]*#[^\r\n]*/.exec(text.slice(end))?.[0] ?? ''
  return [{ start, end: isStale ? end + after.length : end, value: `${value}${comment}` }]
}
