import type { Commit } from './commit.ts'
import type { Github } from './github.ts'

/**
 * Moves the major tag to the commit of a published release, never backwards. Returns a line about the result. Throws an Error if the release is not
 * published, or if the tag is on a commit that is not in the history of this one.
 */
export function moveMajorTag({ tag, majorTag, sha }: Commit, server: Github): string {
  if (server.release(tag)?.draft !== false) throw new Error(`the release ${tag} is not published, so ${majorTag} stays where it is`)
  const current = server.commitOf(majorTag)
  if (current === undefined) {
    server.createTag(majorTag, sha)
    return `${majorTag} created`
  }
  const status = current === sha ? 'identical' : server.compare(current, sha)
  switch (status) {
    case 'identical':
      return `${majorTag} is on this commit already`
    case 'behind':
      return `${majorTag} is on a newer commit (${current}) and stays there`
    case 'ahead':
      server.moveTag(majorTag, sha)
      return `${majorTag} moved from ${current}`
    default:
      throw new Error(`${majorTag} is on ${current}, which is not in the history of ${sha} (${status}). It is not moved.`)
  }
}
