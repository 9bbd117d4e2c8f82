import { Failure } from './failure.ts'
import type { PlannedRequest, WildcardEntry } from './mapping/plan.ts'
import type { Vault } from './vault/client.ts'
import { kv2Path } from './vault/errors.ts'
import { isObject, own } from './vault/json.ts'
import { harmless } from './vault/retry.ts'

/** Secrets and folders together that one folder may hold, and levels, its own included. */
const maxItems = 1_000
const maxLevels = 16

/**
 * Lists a folder of a KV engine and gives a request for each secret in it: `*` takes one level, `**` all that is below.
 * KV version 2 lists below `metadata/` and reads below `data/`; version 1 does both at one path.
 * Throws ERR_DENIED, ERR_NOT_FOUND or whatever else became of a list, and ERR_FOLDER where there is too much in it.
 */
export async function secretsIn(folder: PlannedRequest, vault: Vault, token: string): Promise<readonly PlannedRequest[]> {
  const wildcards = folder.entries.filter((entry) => entry.kind === 'wildcard')
  const isDeep = wildcards.some(takesAllLevels)
  const secrets: string[] = []
  let folders = ['']
  for (let level = 1, items = 0; folders.length > 0; level++) {
    if (level > maxLevels) throw tooMuch(folder, `has more than ${maxLevels} levels`)
    const found = await listAll(folder, folders, isDeep, vault, token)
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
  return secrets.map((name) => requestFor(folder, wildcards, name))
}

/** `*` upper-cases the variables and takes one level; `**` keeps their case and takes all. */
const takesAllLevels = (entry: WildcardEntry): boolean => !entry.upperCase
const takes = (entry: WildcardEntry, name: string): boolean => takesAllLevels(entry) || !name.includes('/')

/** What is in several folders, by its path from the one that is asked for. */
async function listAll(
  folder: PlannedRequest,
  below: readonly string[],
  isDeep: boolean,
  vault: Vault,
  token: string,
): Promise<readonly string[]> {
  const lists = await Promise.allSettled(below.map((name) => list(`${folder.path}${escaped(name)}`, vault, token)))
  return lists.flatMap((result, index) => {
    const name = below[index] ?? ''
    if (result.status === 'fulfilled') return result.value.map((key) => `${name}${key}`)
    // one that went away since it was listed had a last secret that did
    if (name !== '' && result.reason instanceof Failure && result.reason.code === 'ERR_NOT_FOUND') return []
    throw withAdvice(result.reason, folder.path, isDeep)
  })
}

/** The keys of one folder, those of folders with a `/` at the end. Source: Vault's API pages "kv/kv-v1" and "kv/kv-v2", list secrets. */
async function list(path: string, vault: Vault, token: string): Promise<readonly string[]> {
  const { reply } = await vault.call({ method: 'GET', path: `${path}?list=true`, token, repeatable: harmless })
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

function requestFor(folder: PlannedRequest, wildcards: readonly WildcardEntry[], name: string): PlannedRequest {
  const taking = wildcards.filter((entry) => takes(entry, name))
  return {
    method: 'GET',
    path: `${folder.path.replace(/^(.+?\/)metadata\//, '$1data/')}${escaped(name)}`,
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

/** What a list that failed means, which is not what a read that failed in the same way would mean. */
function withAdvice(error: unknown, path: string, isDeep: boolean): unknown {
  if (!(error instanceof Failure)) return error
  const { code, message, status, words } = error
  const hint = status !== undefined && status < 500 ? adviceFor(status, words, path, isDeep) : error.hint
  return new Failure(code, message, { hint, cause: error })
}

function adviceFor(status: number, words: string, path: string, isDeep: boolean): string | undefined {
  if (words.includes('namespace not found')) return 'Check `namespace`.'
  const version2 = listPath(path)
  if (status === 403) {
    const line = `A policy of this role has to allow it: path "${path}${isDeep ? '*' : ''}" { capabilities = ["list"] }.`
    return version2 === path ? line : `${line} If that is KV version 2, the folder is ${version2}.`
  }
  if (words.includes('versioned K/V') || (status === 405 && version2 !== path)) {
    return `A folder of KV version 2 is below metadata/: write ${version2}.`
  }
  if (status === 404)
    return 'Check the path: a folder is there as long as a secret is in it. For KV version 2 it has metadata/ after the mount.'
  return status === 405 ? 'Only what can be listed is a folder. For one secret write its path without the / at the end.' : undefined
}

/** The folder's path as KV version 2 lists it, as far as it can be told. */
function listPath(path: string): string {
  const listed = path.replace(/^(.+?\/)data\//, '$1metadata/')
  return listed.includes('/metadata/') ? listed : kv2Path(listed, 'metadata')
}
