import { Failure } from '../core/failure.ts'
import type { PlannedRequest, WildcardEntry } from '../mapping/plan.ts'
import type { TokenVault } from '../vault/client.ts'
import { withAdvice } from './folder-advice.ts'
import type { Uses } from '../vault/token.ts'
import { isObject, own } from '../core/json.ts'
import { findKvMount, readAt, type KvMount } from '../vault/kv-mount.ts'
import { harmless } from '../vault/retry.ts'

/** Secrets and folders together that one folder may hold, and levels, its own included. */
const maxItems = 1_000
const maxLevels = 16

/**
 * Lists a folder of a KV engine and gives a request for each secret in it: `*` takes one level, `**` all that is below.
 * KV version 2 lists below `metadata/` and reads below `data/`; version 1 does both at one path, which can have `metadata/` in
 * it too: Vault is asked which of them it is while the first list is under way.
 * @param uses counts each list
 * Throws ERR_DENIED, ERR_NOT_FOUND or whatever else became of a list, and ERR_FOLDER where there is too much in it.
 */
export async function secretsIn(folder: PlannedRequest, vault: TokenVault, uses: Uses): Promise<readonly PlannedRequest[]> {
  const wildcards = folder.entries.filter((entry) => entry.kind === 'wildcard')
  const isDeep = wildcards.some(takesAllLevels)
  const findMount = once(() => findKvMount(vault, folder.path))
  const isAmbiguous = guess.test(folder.path)
  if (isAmbiguous) void findMount().catch(() => undefined)
  const secrets: string[] = []
  let folders = ['']
  for (let level = 1, items = 0; folders.length > 0; level++) {
    if (level > maxLevels) throw tooMuch(folder, `has more than ${maxLevels} levels`)
    uses.lists += folders.length
    const found = await listAll(folder, folders, vault).catch(async (error: unknown) => {
      const isRefused = error instanceof Failure && error.status !== undefined && error.status < 500
      // for the advice alone: without an answer there is less of it
      const mount = isRefused ? await findMount().catch(() => undefined) : undefined
      throw withAdvice(error, { path: folder.path, isDeep, mount })
    })
    secrets.push(...found.filter((name) => !name.endsWith('/')))
    folders = isDeep ? found.filter((name) => name.endsWith('/')) : []
    items += folders.length
    if (secrets.length + items > maxItems) throw tooMuch(folder, `holds more than ${maxItems} secrets and folders`)
  }
  const missing = wildcards.find((entry) => !secrets.some((name) => takes(entry, name)))
  if (missing) {
    const hint = takesAllLevels(missing) ? undefined : 'Write ** for the secrets on all levels.'
    throw new Failure('ERR_NOT_FOUND', `GET ${folder.path}: there are only folders below`, { hint })
  }
  const mount = isAmbiguous ? await findMount() : undefined
  return secrets.map((name) => requestFor(folder, wildcards, name, mount))
}

/** The first `metadata/` after the first part of a path: of KV version 2, if nothing more is known. */
const guess = /^(.+?\/)metadata\//

/** A question that is asked at most once. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => (answer ??= ask())
}

/** `*` upper-cases the variables and takes one level; `**` keeps their case and takes all. */
const takesAllLevels = (entry: WildcardEntry): boolean => !entry.upperCase
const takes = (entry: WildcardEntry, name: string): boolean => takesAllLevels(entry) || !name.includes('/')

/** What is in several folders, by its path from the one that is asked for. */
async function listAll(folder: PlannedRequest, below: readonly string[], vault: TokenVault): Promise<readonly string[]> {
  const lists = await Promise.allSettled(below.map((name) => listFolder(`${folder.path}${escaped(name)}`, vault)))
  return lists.flatMap((result, index) => {
    const name = below[index] ?? ''
    if (result.status === 'fulfilled') return result.value.map((key) => `${name}${key}`)
    // one that went away since it was listed had a last secret that did
    if (name !== '' && result.reason instanceof Failure && result.reason.code === 'ERR_NOT_FOUND') return []
    throw result.reason
  })
}

/** The keys of one folder, those of folders with a `/` at the end. Source: Vault's API pages "kv/kv-v1" and "kv/kv-v2", list secrets. */
async function listFolder(path: string, vault: TokenVault): Promise<readonly string[]> {
  const { reply } = await vault.call({ method: 'GET', path: `${path}?list=true`, repeatable: harmless })
  const data = own(reply, 'data')
  const keys = isObject(data) ? own(data, 'keys') : undefined
  if (!Array.isArray(keys)) throw new Failure('ERR_REPLY', `GET ${path}?list=true: the reply has no list of keys`)
  return keys.map((key: unknown) => {
    // as a segment each of these would lead to another path
    const isName = typeof key === 'string' && key.isWellFormed() && !/^\.{0,2}\/?$|\/[^]/.test(key)
    if (!isName) throw new Failure('ERR_FOLDER', `GET ${path}?list=true: there is a name that no path can have`)
    return key
  })
}

/** A name may have characters that mean something in an address. */
const escaped = (name: string): string => name.split('/').map(encodeURIComponent).join('/')

function requestFor(folder: PlannedRequest, wildcards: readonly WildcardEntry[], name: string, mount: KvMount | undefined): PlannedRequest {
  const readPath = mount ? readAt(mount, folder.path) : folder.path.replace(guess, '$1data/')
  const taking = wildcards.filter((entry) => takes(entry, name))
  return {
    method: 'GET',
    path: `${readPath}${escaped(name)}`,
    entries: taking.map((entry) => ({ ...entry, prefix: `${entry.prefix}${name.replaceAll('/', '__')}__` })),
    input: folder.input,
    line: folder.line,
  }
}

function tooMuch(folder: PlannedRequest, why: string): Failure {
  return new Failure('ERR_FOLDER', `GET ${folder.path}: the folder ${why}`, {
    hint: 'Take a folder further down, or name the secrets themselves.',
  })
}
