import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Commit } from './commit.ts'
import { run } from './program.ts'

/** Checks out the commit in a new folder, with the packages of its lock file, and removes the folder after `use`. */
export function inCleanCheckout<T>({ root, sha }: Commit, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'release-'))
  try {
    run('git', ['clone', '--quiet', '--no-checkout', root, folder], { cwd: root })
    run('git', ['checkout', '--quiet', '--detach', sha], { cwd: folder })
    // the build needs no install script
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
