import { Failure } from '../core/failure.ts'
import { kv2Path } from '../vault/refusal.ts'
import { listedAt, type KvMount } from '../vault/kv-mount.ts'

/** A folder whose list failed. */
export interface ListedFolder {
  readonly path: string
  /** True if all levels were to be listed. */
  readonly isDeep: boolean
  /** Undefined if the mount is unknown. */
  readonly mount: KvMount | undefined
}

/** Adds a hint to a failed list, because a status means something else than for a read. Returns other errors unchanged. */
export function withAdvice(error: unknown, folder: ListedFolder): unknown {
  if (!(error instanceof Failure)) return error
  const { status, words } = error
  return status !== undefined && status < 500 ? error.with({ hint: adviceFor(status, words, folder) }) : error
}

function adviceFor(status: number, words: string, folder: ListedFolder): string | undefined {
  if (words.includes('namespace not found')) return 'Check `namespace`.'
  const { path, isDeep, mount } = folder
  const listed = mount ? listedAt(mount, path) : guessedPath(path)
  const isElsewhere = listed !== path
  if (mount?.version === 2 && isElsewhere) return `${mount.path} is KV version 2, which lists folders below metadata/: write ${listed}.`
  if (status === 403) {
    const line = `A policy of the token must allow: path "${path}${isDeep ? '*' : ''}" { capabilities = ["list"] }.`
    return isElsewhere ? `${line} If the mount is KV version 2, write ${listed}.` : line
  }
  if (words.includes('versioned K/V') || (status === 405 && isElsewhere)) {
    return `A folder of KV version 2 is below metadata/: write ${listed}.`
  }
  if (status === 404) {
    const advice = 'Check the path. A folder exists only while it contains a secret.'
    return mount ? advice : `${advice} For KV version 2, write metadata/ after the mount.`
  }
  return status === 405 ? 'This path cannot be listed. To read a single secret, write its path without the / at the end.' : undefined
}

/** Returns the path at which KV version 2 probably lists the folder. */
function guessedPath(path: string): string {
  const listed = path.replace(/^(.+?\/)data\//, '$1metadata/')
  return listed.includes('/metadata/') ? listed : kv2Path(listed, 'metadata')
}
