import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { access, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from './info.ts'
import { type Keeper, startKeeper } from './keeper.ts'

/** Folder that keeps downloads and builds between runs: `.cache/` at the repository's root, ignored by git. */
const cacheFolder = join(realpathSync(join(import.meta.dirname, '../..')), '.cache')

/** A folder of the cache: its name, what its content depends on, and how to fill it. */
export type Entry = {
  /** Progress text, with the expected duration. */
  title: string
  name: string
  /** Everything that the content depends on. */
  key: string[]
  fill: (folder: string, keeper: Keeper) => Promise<void>
}

/** Returns the path of the entry's folder in the cache, which may not exist yet. */
export const folderOf = ({ name, key }: Entry): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify([process.platform, process.arch, ...key]))
    .digest('hex')
    .slice(0, 12)
  return join(cacheFolder, `${name}-${hash}`)
}

/** Checks if the entry is in the cache. */
const isCached = (entry: Entry): Promise<boolean> =>
  access(folderOf(entry)).then(
    () => true,
    () => false,
  )

/**
 * Fills the entry in the keeper's folder, which must be on the cache's file system, and moves it into place. Entries in the cache are
 * always complete, even if a process is killed or two fill the same entry (the first one's entry stays).
 */
const fill = async (entry: Entry, keeper: Keeper): Promise<void> => {
  const draft = join(keeper.folder, entry.name)
  await mkdir(draft)
  await entry.fill(draft, keeper)
  await rename(draft, folderOf(entry)).catch(async (error: unknown) => {
    if (!(await isCached(entry))) throw error
  })
}

/** Fills all missing entries in parallel and reports progress; reports nothing if none is missing. */
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
