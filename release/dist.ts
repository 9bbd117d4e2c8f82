import { globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { inCleanCheckout } from './clean-checkout.ts'
import type { Commit } from './commit.ts'
import { run } from './program.ts'

/** Returns the folder of each bundle: the `dist` beside each action.yml. */
export function distFolders(root: string): string[] {
  return globSync('{,*/}action.yml', { cwd: root })
    .map((path) => join(dirname(path), 'dist').replaceAll('\\', '/'))
    .sort()
}

/** Returns the paths of all files of the bundles, sorted. */
export function distFiles(root: string): string[] {
  return distFolders(root)
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

/**
 * Builds every `dist` from a clean checkout and compares it with the committed one, byte for byte. Returns the number of files. Throws an
 * Error that names each file that differs.
 */
export function compareDist(commit: Commit): number {
  return inCleanCheckout(commit, (folder) => {
    const committed = contents(folder)
    run(process.execPath, ['build/bundle.js'], { cwd: folder })
    const built = contents(folder)
    const different = differences(committed, built)
    if (different.length > 0) {
      throw new Error(`dist differs from what the sources build. Run "npm run build" and commit:\n  ${different.join('\n  ')}`)
    }
    return built.size
  })
}

/** Returns one line for each file that is in one of the maps only, or whose content differs. */
export function differences(committed: ReadonlyMap<string, Buffer>, built: ReadonlyMap<string, Buffer>): string[] {
  return [...new Set([...committed.keys(), ...built.keys()])].sort().flatMap((path) => {
    const [before, after] = [committed.get(path), built.get(path)]
    if (before === undefined) return [`${path}: not committed`]
    if (after === undefined) return [`${path}: no longer built`]
    return before.equals(after) ? [] : [`${path}: different content`]
  })
}

function contents(folder: string): Map<string, Buffer> {
  return new Map(distFiles(folder).map((path) => [path, readFileSync(join(folder, path))]))
}
