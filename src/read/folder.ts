import { encodePath } from '../core/encode-path.ts'
import { Failure } from '../core/failure.ts'
import type { PlannedRequest, WildcardEntry } from '../mapping/plan.ts'
import type { TokenVault } from '../vault/client.ts'
import { withAdvice } from './folder-advice.ts'
import type { RequestCounts } from '../vault/token.ts'
import { isObject, own } from '../core/json.ts'
import { findKvMount, readAt } from '../vault/kv-mount.ts'
import { idempotent } from '../vault/retry.ts'

/** The most secrets and folders together below one folder, and the most levels, including its own. */
const maxItems = 1_000
const maxLevels = 16

/**
 * Lists a folder of a KV engine and returns a request for each secret in it: `*` reads one level, `**` all levels.
 * KV version 2 lists below `metadata/` and reads below `data/`; version 1 uses one path, which can contain `metadata/` too. If the
 * path is ambiguous, the mount is requested while the first list is in flight.
 * Throws ERR_DENIED, ERR_NOT_FOUND or another Failure of a list, and ERR_FOLDER if the folder has too many secrets or levels.
 * @param uses counts each list
 * @param onGuess called with the path that is read as KV version 2 if the path is ambiguous and Vault does not return the mount
 */
export async function secretsIn(
  folder: PlannedRequest,
  vault: TokenVault,
  uses: RequestCounts,
  onGuess: (readPath: string) => void = () => undefined,
): Promise<readonly PlannedRequest[]> {
  const wildcards = folder.entries.filter((entry) => entry.kind === 'wildcard')
  const isDeep = wildcards.some(readsAllLevels)
  const findMount = once(() => findKvMount(vault, folder.path))
  const isAmbiguous = metadataPart.test(folder.path)
  if (isAmbiguous) void findMount().catch(() => undefined)
  const secrets: string[] = []
  let folders = ['']
  for (let level = 1, items = 0; folders.length > 0; level++) {
    if (level > maxLevels) throw tooMuch(folder, `has more than ${maxLevels} levels`)
    uses.lists += folders.length
    const found = await listAll(folder, folders, vault).catch(async (error: unknown) => {
      const isRefused = error instanceof Failure && error.status !== undefined && error.status < 500
      // the mount only improves the hint, so a failure is ignored
      const mount = isRefused ? await findMount().catch(() => undefined) : undefined
      throw withAdvice(error, { path: folder.path, isDeep, mount })
    })
    secrets.push(...found.filter((name) => !name.endsWith('/')))
    folders = isDeep ? found.filter((name) => name.endsWith('/')) : []
    items += folders.length
    if (secrets.length + items > maxItems) throw tooMuch(folder, `contains more than ${maxItems} secrets and folders`)
  }
  const missing = wildcards.find((entry) => !secrets.some((name) => isFor(entry, name)))
  if (missing) {
    const hint = readsAllLevels(missing) ? undefined : 'Use ** to read the secrets on all levels.'
    throw new Failure('ERR_NOT_FOUND', `GET ${folder.path}: the folder contains only folders`, { hint })
  }
  const mount = isAmbiguous ? await findMount().catch(rethrowWith(folder)) : undefined
  const readPath = mount ? readAt(mount, folder.path) : folder.path.replace(metadataPart, '$1data/')
  if (isAmbiguous && !mount) onGuess(readPath)
  return secrets.map((name) => requestFor(folder, wildcards, name, readPath))
}

/** Matches the first `metadata/` after the first segment of a path, which usually follows the mount of KV version 2. */
const metadataPart = /^(.+?\/)metadata\//

/** Puts the folder in front of the failure of a request for its mount, except of a stop, and throws it. */
const rethrowWith =
  ({ path }: PlannedRequest) =>
  (error: unknown): never => {
    const isOfRequest = error instanceof Failure && error.message.startsWith('GET ')
    throw isOfRequest ? error.with({ message: `${path}: ${error.message}` }) : error
  }

/** Returns a function that calls `send` at most once. */
function once<T>(send: () => Promise<T>): () => Promise<T> {
  let response: Promise<T> | undefined
  return () => (response ??= send())
}

/** `*` and `DEV_*` upper-case the variables and read one level; `**` and `DEV_**` keep their case and read all. */
const readsAllLevels = (entry: WildcardEntry): boolean => !entry.upperCase
const isFor = (entry: WildcardEntry, name: string): boolean => readsAllLevels(entry) || !name.includes('/')

/** Lists several folders at once. Returns paths relative to `folder`. */
async function listAll(folder: PlannedRequest, below: readonly string[], vault: TokenVault): Promise<readonly string[]> {
  const lists = await Promise.allSettled(below.map((name) => listFolder(`${folder.path}${encodePath(name)}`, vault)))
  return lists.flatMap((result, index) => {
    const name = below[index] ?? ''
    if (result.status === 'fulfilled') return result.value.map((key) => `${name}${key}`)
    // deleted since its parent was listed
    if (name !== '' && result.reason instanceof Failure && result.reason.code === 'ERR_NOT_FOUND') return []
    throw result.reason
  })
}

/** Lists one folder; names of folders end with `/`. Source: Vault's API pages "kv/kv-v1" and "kv/kv-v2", list secrets. */
async function listFolder(path: string, vault: TokenVault): Promise<readonly string[]> {
  const { reply } = await vault.call({ method: 'GET', path: `${path}?list=true`, repeatable: idempotent })
  const data = own(reply, 'data')
  const keys = isObject(data) ? own(data, 'keys') : undefined
  if (!Array.isArray(keys)) throw new Failure('ERR_REPLY', `GET ${path}?list=true: the response has no list of keys`)
  return keys.map((key: unknown) => {
    // as a segment of a path, any other name would change the path
    const isName = typeof key === 'string' && key.isWellFormed() && !/^\.{0,2}\/?$|\/[^]/.test(key)
    if (!isName) throw new Failure('ERR_FOLDER', `GET ${path}?list=true: the list contains a name that is invalid in a path`)
    return key
  })
}

function requestFor(folder: PlannedRequest, wildcards: readonly WildcardEntry[], name: string, readPath: string): PlannedRequest {
  const matching = wildcards.filter((entry) => isFor(entry, name))
  return {
    method: 'GET',
    path: `${readPath}${encodePath(name)}`,
    entries: matching.map((entry) => ({
      ...entry,
      asKey: undefined,
      prefix: `${entry.prefix}${name.replaceAll('/', '__')}__`,
      ...(/[^*]/.test(entry.pattern) && { maybeNone: true }),
    })),
    input: folder.input,
    line: folder.line,
  }
}

function tooMuch(folder: PlannedRequest, why: string): Failure {
  return new Failure('ERR_FOLDER', `GET ${folder.path}: the folder ${why}`, {
    hint: 'Use a folder at a lower level, or write an entry for each secret.',
  })
}
