import { Failure } from './failure.ts'
import { kv2Path } from './vault/errors.ts'
import { listedAt, type KvMount } from './vault/kv-mount.ts'

/** A folder that was listed in vain. */
export interface ListedFolder {
  readonly path: string
  /** All levels below were to be listed too. */
  readonly isDeep: boolean
  /** Undefined where Vault does not say. */
  readonly mount: KvMount | undefined
}

/** Explains a list that failed: the same status means something else for a read. Returns what is no Failure as it is. */
export function withAdvice(error: unknown, folder: ListedFolder): unknown {
  if (!(error instanceof Failure)) return error
  const { status, words } = error
  return status !== undefined && status < 500 ? error.with({ hint: adviceFor(status, words, folder) }) : error
}

function adviceFor(status: number, words: string, folder: ListedFolder): string | undefined {
  if (words.includes('namespace not found')) return 'Check `namespace`.'
  const { path, isDeep, mount } = folder
  const listed = mount ? listedAt(mount, path) : guessed(path)
  const isElsewhere = listed !== path
  if (mount?.version === 2 && isElsewhere) return `${mount.path} is KV version 2, which lists folders below metadata/: write ${listed}.`
  if (status === 403) {
    const line = `A policy of this role has to allow it: path "${path}${isDeep ? '*' : ''}" { capabilities = ["list"] }.`
    return isElsewhere ? `${line} If that is KV version 2, the folder is ${listed}.` : line
  }
  if (words.includes('versioned K/V') || (status === 405 && isElsewhere)) {
    return `A folder of KV version 2 is below metadata/: write ${listed}.`
  }
  if (status === 404) {
    const there = 'Check the path: a folder is there as long as a secret is in it.'
    return mount ? there : `${there} For KV version 2 it has metadata/ after the mount.`
  }
  return status === 405 ? 'Only what can be listed is a folder. For one secret write its path without the / at the end.' : undefined
}

/** Gives the folder's path as KV version 2 lists it, as far as the path alone tells it. */
function guessed(path: string): string {
  const listed = path.replace(/^(.+?\/)data\//, '$1metadata/')
  return listed.includes('/metadata/') ? listed : kv2Path(listed, 'metadata')
}
