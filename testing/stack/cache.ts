import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { access, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from './info.ts'
import { type Keeper, startKeeper } from './keeper.ts'

/** Where downloads and builds stay between runs: `.cache/` at the repository's root, which git ignores. */
const cacheFolder = join(realpathSync(join(import.meta.dirname, '../..')), '.cache')

/** A folder of the cache: what it is called, what its content depends on, and how it is filled. */
export type Entry = {
  /** What a user sees while it is made, with how long that takes. */
  title: string
  name: string
  /** Everything that makes a different content. */
  key: string[]
  fill: (folder: string, keeper: Keeper) => Promise<void>
}

/** The entry's folder in the cache, there or not. */
export const folderOf = ({ name, key }: Entry): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify([process.platform, process.arch, ...key]))
    .digest('hex')
    .slice(0, 12)
  return join(cacheFolder, `${name}-${hash}`)
}

/** Whether the entry is in the cache, complete. */
const isCached = (entry: Entry): Promise<boolean> =>
  access(folderOf(entry)).then(
    () => true,
    () => false,
  )

/**
 * Fills the entry in the keeper's folder, which must be on the cache's file system, and renames it into place: what is in the
 * cache is complete, also when two processes fill it at once (the second leaves the first one's) or one is killed meanwhile.
 */
const fill = async (entry: Entry, keeper: Keeper): Promise<void> => {
  const draft = join(keeper.folder, entry.name)
  await mkdir(draft)
  await entry.fill(draft, keeper)
  await rename(draft, folderOf(entry)).catch(async (error: unknown) => {
    if (!(await isCached(entry))) throw error
  })
}

/** Fills what the cache lacks, all at once, and says so; silent where nothing is missing. */
export const fillMissing = async (entries: Entry[], report: Report): Promise<void> => {
  const missing: Entry[] = []
  for (const entry of entries) if (!(await isCached(entry))) missing.push(entry)
  if (missing.length === 0) return
  const keeper = await startKeeper(cacheFolder)
  try {
    await Promise.all(
      missing.map(async (entry) => {
        report(`${entry.title} …`)
        const start = Date.now()
        await fill(entry, keeper)
        report(`${entry.title}: done in ${Math.round((Date.now() - start) / 1000)} s`)
      }),
    )
  } finally {
    await keeper.stop()
  }
}
