/** A package with code in the bundles. */
export interface Shipped {
  readonly name: string
  readonly version: string
  /** SPDX identifier. */
  readonly licence: string
  /** SHA-512 of the package in the registry, in hex. */
  readonly sha512: string
  /** The folders with code of it: `dist`, `plan/dist`, … */
  readonly folders: readonly string[]
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>
}

/**
 * Returns the packages with code in the bundles, sorted by name.
 * @param lists the text of licenses.txt by folder; its first paragraph has one line for each package: name, version, licence
 * @param lock the text of package-lock.json, which has the checksums
 * Throws an Error if a line is invalid, or if the lock file does not have a package.
 */
export function shippedPackages(lists: ReadonlyMap<string, string>, lock: string): Shipped[] {
  const { packages } = JSON.parse(lock) as LockFile
  const shipped = new Map<string, Shipped>()
  for (const [folder, text] of lists) {
    for (const line of text.split('\n\n', 1).join().split('\n')) {
      const [, name, version, licence] = /^(\S+) (\S+) (.+)$/.exec(line) ?? []
      if (name === undefined || version === undefined || licence === undefined) {
        throw new Error(`${folder}/licenses.txt: "${line}" is not a name, a version and a licence`)
      }
      const folders = [...(shipped.get(line)?.folders ?? []), folder]
      shipped.set(line, { name, version, licence, sha512: sha512Of(packages, name, version), folders })
    }
  }
  return [...shipped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/** A package can be in the lock file in several versions, each in a folder of its own, and several times in the same version. */
function sha512Of(packages: LockFile['packages'], name: string, version: string): string {
  const found = Object.entries(packages).filter(([path, entry]) => path.endsWith(`node_modules/${name}`) && entry.version === version)
  const [integrity, ...others] = new Set(found.map(([, entry]) => entry.integrity))
  const [, base64] = /^sha512-([\w+/]{86}==)$/.exec(integrity ?? '') ?? []
  if (base64 === undefined || others.length > 0) {
    throw new Error(`package-lock.json has no SHA-512 of ${name} ${version}. Run "npm install" and "npm run build", and commit.`)
  }
  return Buffer.from(base64, 'base64').toString('hex')
}
