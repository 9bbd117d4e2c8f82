import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksumsOf, formatChecksums, mismatches, parseChecksums, type Checksum } from './checksums.ts'
import type { Commit } from './commit.ts'
import { distFiles } from './dist.ts'

/** Folder of the files that the steps write, below the repository. One job writes them, others attest and publish them. */
export const outputFolder = 'release/out'

/** The software bill of materials. */
export const sbomFile = `${outputFolder}/sbom.cdx.json`
/** Checksums of every file of `dist` and of the SBOM: the subjects of the attestation. */
export const checksumsFile = `${outputFolder}/checksums.txt`
/** The text of the release. */
export const notesFile = `${outputFolder}/notes.md`

/** The files that are attached to the release. */
export const assets: readonly string[] = [sbomFile, checksumsFile]

/** Writes one of these files. */
export function writeOutput({ root }: Commit, path: string, text: string): void {
  mkdirSync(join(root, outputFolder), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** Writes the checksums of the subjects, and returns them. */
export function writeChecksums(commit: Commit): Checksum[] {
  const checksums = checksumsOf(commit.root, [...distFiles(commit.root), sbomFile])
  writeOutput(commit, checksumsFile, formatChecksums(checksums))
  return checksums
}

/** Throws an Error if a file is missing, or if `dist` or the SBOM differ from the checksums that were attested. */
export function verifyChecksums({ root }: Commit): void {
  const checksums = parseChecksums(readFileSync(join(root, checksumsFile), 'utf8'))
  const listed = new Set(checksums.map(({ path }) => path))
  const unlisted = [...distFiles(root), sbomFile].filter((path) => !listed.has(path))
  const different = mismatches(root, checksums)
  if (different.length > 0 || unlisted.length > 0) {
    throw new Error(`${checksumsFile} does not agree with these files: ${[...different, ...unlisted].join(', ')}`)
  }
}
