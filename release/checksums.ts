import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file and its SHA-256 in hex. */
export interface Checksum {
  readonly path: string
  readonly sha256: string
}

/** Computes the SHA-256 of files below a folder. */
export function checksumsOf(root: string, paths: readonly string[]): Checksum[] {
  return paths.map((path) => ({ path, sha256: sha256Of(join(root, path)) }))
}

/** Returns the SHA-256 of a file in hex. */
export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

/** Returns checksums in the form that `sha256sum --check` and the input `subject-checksums` of actions/attest read. */
export function formatChecksums(checksums: readonly Checksum[]): string {
  return checksums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('')
}

/** Parses the text that formatChecksums returns. Throws an Error if a line is invalid. */
export function parseChecksums(text: string): Checksum[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
      if (sha256 === undefined || path === undefined) throw new Error(`"${line}" is not a SHA-256 and a path`)
      return { path, sha256 }
    })
}

/** Returns the paths below a folder whose file is missing or has another checksum. */
export function mismatches(root: string, checksums: readonly Checksum[]): string[] {
  return checksums.flatMap(({ path, sha256 }) => {
    const file = join(root, path)
    return existsSync(file) && sha256Of(file) === sha256 ? [] : [path]
  })
}
