import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { assets, notesFile } from './assets.ts'
import { sha256Of } from './checksums.ts'
import type { Commit } from './commit.ts'
import { eventually } from './eventually.ts'
import type { Github, Release } from './github.ts'

/**
 * Publishes the release: creates a draft, uploads the assets, publishes it. An immutable release cannot be changed afterwards, so the
 * draft is complete before. Makes only the changes that are still missing, so that a second run completes a first one. Returns the changes,
 * none if the release was complete. Throws an Error if a published release or its tag differ.
 */
export function publish(commit: Commit, server: Github): string[] {
  const { tag, sha } = commit
  const tagged = server.commitOf(tag)
  if (tagged !== undefined && tagged !== sha) throw new Error(`the tag ${tag} is on another commit (${tagged})`)
  const found = server.release(tag)
  const done = found?.draft === false ? [] : publishDraft(commit, server, found)
  eventually(() => {
    assertPublished(commit, required(server, tag), server.commitOf(tag))
  })
  return done
}

function publishDraft(commit: Commit, server: Github, found: Release | undefined): string[] {
  const { root, tag, sha } = commit
  const notes = join(root, notesFile)
  const done: string[] = []
  if (found === undefined) {
    server.createDraft(tag, sha, notes)
    done.push('draft created')
  } else if (found.target !== sha || !sameText(found.body, readFileSync(notes, 'utf8'))) {
    server.updateDraft(tag, sha, notes)
    done.push('draft updated')
  }
  const draft = eventually(() => required(server, tag))
  const names = assets.map((file) => basename(file))
  const others = [...draft.assets.keys()].filter((name) => !names.includes(name))
  if (others.length > 0) throw new Error(`the draft ${tag} has assets of another origin. Delete them: ${others.join(', ')}`)
  for (const file of missing(commit, draft)) {
    server.upload(tag, join(root, file))
    done.push(`${basename(file)} uploaded`)
  }
  eventually(() => {
    assertComplete(commit, required(server, tag))
  })
  server.publish(tag)
  return [...done, 'published']
}

function required(server: Github, tag: string): Release {
  const release = server.release(tag)
  if (release === undefined) throw new Error(`GitHub does not show the release ${tag} that was just written. Start the job again.`)
  return release
}

/** Returns the assets that the release does not have yet, or has with another content. */
function missing({ root }: Commit, release: Release): string[] {
  return assets.filter((file) => release.assets.get(basename(file)) !== sha256Of(join(root, file)))
}

function assertComplete(commit: Commit, release: Release): void {
  const names = missing(commit, release).map((file) => basename(file))
  if (names.length > 0) throw new Error(`assets of ${commit.tag} are missing or different: ${names.join(', ')}`)
}

function assertPublished(commit: Commit, release: Release, tagged: string | undefined): void {
  const { tag, sha } = commit
  assertComplete(commit, release)
  if (release.draft || tagged !== sha) throw new Error(`the release ${tag} is not published on ${sha}, but on ${tagged ?? 'no commit'}`)
  if (release.immutable) return
  throw new Error(
    `the release ${tag} can still be changed. Turn on "immutable releases" in the settings of the repository (docs/releasing.md).`,
  )
}

/** Compares two texts without their line breaks, because GitHub stores its own. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim()
  return plain(one) === plain(other)
}
