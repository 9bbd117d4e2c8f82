import { join } from 'node:path'
import { sbomFile } from './assets.ts'
import type { Commit } from './commit.ts'
import { distFolders } from './dist.ts'
import { eventually } from './eventually.ts'
import type { Github } from './github.ts'

/**
 * Verifies a published release as its users do: the attestation of the release, and the provenance of the script of each action and of the
 * SBOM. Returns the files. Throws an Error with the standard error of `gh`.
 */
export function verifyRelease({ root, tag, sha }: Commit, server: Github): string[] {
  const files = [...distFolders(root).map((folder) => `${folder}/main/index.js`), sbomFile]
  eventually(() => {
    server.verifyRelease(tag)
  })
  for (const file of files) {
    eventually(() => {
      server.verifyFile(join(root, file), sha)
    })
  }
  return files
}
