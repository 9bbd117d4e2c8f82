import fc from 'fast-check'
import { Failure, type FailureCode } from '../../../src/core/failure.ts'
import { secretsIn } from '../../../src/read/folder.ts'
import { parseMapping } from '../../../src/mapping/parse.ts'
import { wildcardNames } from '../../../src/mapping/names.ts'
import type { Call, TokenVault } from '../../../src/vault/client.ts'
import { refusal } from '../../../src/vault/refusal.ts'
import type { Json } from '../../../src/core/json.ts'
import { defaults } from '../../support/entry.ts'
import { connectionOf } from '../../support/revocable.ts'
import { failureOf } from '../../support/rejection.ts'
import { vaultBasics } from '../../support/vault-that-says.ts'

type Tree = Readonly<Record<string, readonly Json[] | Failure>>
/** The mount of the folder in Vault's response; 403 if not given. */
type Mount = Readonly<{ path: string; options: Json }>

/** Creates a vault with these folders, by their full paths; lists of others fail with 404. */
function vaultWith(tree: Tree, mount?: Mount): { vault: TokenVault; calls: Call[]; mountCalls: Call[] } {
  const calls: Call[] = []
  const mountCalls: Call[] = []
  const call = (asked: Call) => {
    if (asked.path.startsWith('sys/internal/ui/mounts/')) {
      mountCalls.push(asked)
      return mount ? Promise.resolve({ reply: { data: mount }, lost: false }) : Promise.reject(refused(403, asked.path))
    }
    calls.push(asked)
    const keys = tree[asked.path.replace('?list=true', '')] ?? refused(404, asked.path)
    return keys instanceof Failure ? Promise.reject(keys) : Promise.resolve({ reply: { data: { keys } }, lost: false })
  }
  return { vault: { call, ...vaultBasics() }, calls, mountCalls }
}

const version2 = (path: string): Mount => ({ path, options: { version: '2' } })
const version1 = (path: string): Mount => ({ path, options: null })
const noUses = () => ({ requests: 0, lists: 0 })

const refused = (status: number, path: string, ...errors: string[]) => refusal(`GET ${path}`, path, status, JSON.stringify({ errors }))
const folderOf = (mapping: string) => parseMapping(mapping, defaults).plan.find(({ folder }) => folder)!
const read = (mapping: string, tree: Tree, mount?: Mount) => secretsIn(folderOf(mapping), vaultWith(tree, mount).vault, noUses())

/** Returns each request with the output and the variable of a key `key`. */
async function namesOf(mapping: string, tree: Tree): Promise<string[]> {
  return (await read(mapping, tree)).flatMap(({ path, entries }) =>
    entries.map((entry) => {
      if (entry.kind !== 'wildcard') throw new Error('no wildcard')
      const { output, variable } = wildcardNames('key', entry.prefix, entry.upperCase)
      return `${path} ${output} ${variable}`
    }),
  )
}

const tree: Tree = {
  'secret/metadata/app/': ['db', 'Web.v2', 'a-b', 'sub/'],
  'secret/metadata/app/sub/': ['x', 'deep/'],
  'secret/metadata/app/sub/deep/': ['y'],
}

describe('the secrets in a folder', () => {
  test.each<[string, Tree, readonly string[]]>([
    [
      'secret/metadata/app/ *',
      tree,
      ['secret/data/app/db db__key DB__KEY', 'secret/data/app/Web.v2 Web__v2__key WEB__V2__KEY', 'secret/data/app/a-b ab__key AB__KEY'],
    ],
    [
      'secret/metadata/app/ ** | P_',
      tree,
      [
        'secret/data/app/db P_db__key P_db__key',
        'secret/data/app/Web.v2 P_Web__v2__key P_Web__v2__key',
        'secret/data/app/a-b P_ab__key P_ab__key',
        'secret/data/app/sub/x P_sub__x__key P_sub__x__key',
        'secret/data/app/sub/deep/y P_sub__deep__y__key P_sub__deep__y__key',
      ],
    ],
    ['kv/app/ *', { 'kv/app/': ['db', 'x/'] }, ['kv/app/db db__key DB__KEY']],
    ['kv/ *', { 'kv/': ['db'] }, ['kv/db db__key DB__KEY']],
    ['metadata/app/ *', { 'metadata/app/': ['db'] }, ['metadata/app/db db__key DB__KEY']],
    ['team/secret/metadata/ *', { 'team/secret/metadata/': ['db'] }, ['team/secret/data/db db__key DB__KEY']],
    ['secret/metadata/a/metadata/ *', { 'secret/metadata/a/metadata/': ['x'] }, ['secret/data/a/metadata/x x__key X__KEY']],
    ['kv/ *', { 'kv/': ['we ird?#%;x'] }, ['kv/we%20ird%3F%23%25%3Bx weirdx__key WEIRDX__KEY']],
  ])('%s', async (mapping, its, names) => {
    expect(await namesOf(mapping, its)).toEqual(names)
  })

  it('are read for each of two wildcards on its own levels', async () => {
    expect(await namesOf('kv/ * | A_; kv/ ** | B_', { 'kv/': ['a', 'f/'], 'kv/f/': ['b'] })).toEqual([
      'kv/a A_a__key A_A__KEY',
      'kv/a B_a__key B_a__key',
      'kv/f/b B_f__b__key B_f__b__key',
    ])
  })

  it('may have no key that matches a pattern, and the pattern itself is not a name', async () => {
    const [narrow, all] = (await read('kv/ DB_*; kv/ *', { 'kv/': ['a'] }))[0]!.entries
    expect(narrow).toMatchObject({ pattern: 'DB_*', prefix: 'a__', asKey: undefined, maybeNone: true })
    expect(all).not.toHaveProperty('maybeNone')
  })

  it('are requested with the flags, the order and the line of the entry', async () => {
    const [request] = await read('a/b key;\nkv/ * | | optional file nomask env', { 'kv/': ['a'] })
    expect(request).toMatchObject({ method: 'GET', input: 'secrets', line: 2 })
    expect(request).not.toHaveProperty('folder')
    expect(request!.entries).toMatchObject([
      { optional: true, file: { path: undefined }, masking: 'none', toEnvironment: true, order: 1, line: 2 },
    ])
  })

  it('are listed with one request for each folder, one level at a time', async () => {
    const { vault, calls } = vaultWith(tree)
    const uses = noUses()
    await secretsIn(folderOf('secret/metadata/app/ **'), vault, uses)
    expect(uses.lists).toBe(3)
    expect(calls.map(({ method, path }) => [method, path])).toEqual([
      ['GET', 'secret/metadata/app/?list=true'],
      ['GET', 'secret/metadata/app/sub/?list=true'],
      ['GET', 'secret/metadata/app/sub/deep/?list=true'],
    ])
    expect(calls.every(({ repeatable }) => repeatable.afterLoss)).toBe(true)
  })

  it('can be deleted from a lower folder after its parent was listed', async () => {
    expect(await namesOf('kv/ **', { 'kv/': ['a', 'gone/'] })).toEqual(['kv/a a__key a__key'])
  })

  it('never lead to another path, whatever names the server returns', async () => {
    const counts = { failures: 0, paths: 0 }
    // one invalid name fails the whole folder, so most folders have none
    const bad = fc.oneof(fc.constantFrom('..', '.', './', '../', '', '/', 'a/../b', '%2e'), fc.string())
    const good = fc.string({ unit: fc.constantFrom(...Array.from('aZ9.-_ %?#&+=~ü')), minLength: 3 }).map((text) => `a${text}`)
    const folder = fc.oneof(fc.array(bad), fc.array(good, { maxLength: 5 }))
    await fc.assert(
      fc.asyncProperty(folder, async (keys) => {
        const found = await read('kv/app/ *', { 'kv/app/': keys }).catch((error: unknown) => error as Failure)
        if (found instanceof Failure) {
          counts.failures += 1
          expect(['ERR_FOLDER', 'ERR_NOT_FOUND']).toContain(found.code)
          return
        }
        for (const { path } of found) {
          counts.paths += 1
          const { pathname, search, hash } = new URL(`https://vault.test/v1/${path}`)
          expect(`${pathname}${search}${hash}`.startsWith('/v1/kv/app/')).toBe(true)
          expect(`${search}${hash}`).toBe('')
        }
      }),
      { numRuns: 500 },
    )
    expect(counts.failures).toBeGreaterThan(100)
    expect(counts.paths).toBeGreaterThan(100)
  })
})

describe('the mount of a folder', () => {
  test.each<[string, Mount, string]>([
    ['kv/metadata/app/ *', version1('kv/'), 'kv/metadata/app/db'],
    ['kv/metadata/app/ *', { path: 'kv/', options: { version: '1' } }, 'kv/metadata/app/db'],
    ['kv/metadata/app/ *', version2('kv/'), 'kv/data/app/db'],
    ['team/metadata/metadata/app/ *', version2('team/metadata/'), 'team/metadata/data/app/db'],
    ['team/metadata/app/ *', version1('team/metadata/'), 'team/metadata/app/db'],
    ['a/b/metadata/metadata/ *', version2('a/b/'), 'a/b/data/metadata/db'],
    // another mount, or none, does not count
    ['kv/metadata/app/ *', version1('other/'), 'kv/data/app/db'],
    ['kv/metadata/app/ *', { path: '', options: null }, 'kv/data/app/db'],
  ])('%s of %j is read at %s', async (mapping, mount, path) => {
    const tree = { [folderOf(mapping).path]: ['db'] }
    expect((await read(mapping, tree, mount)).map((request) => request.path)).toEqual([path])
  })

  test.each<[string, string, Mount, string]>([
    ['team/kv/metadata/app/ *', 'team', version1('kv/'), 'team/kv/metadata/app/db'],
    ['team/kv/metadata/app/ *', 'team', version2('kv/'), 'team/kv/data/app/db'],
    ['a/b/kv/metadata/app/ *', 'a/b', version1('kv/'), 'a/b/kv/metadata/app/db'],
    ['a/b/kv/metadata/app/ *', 'a', version1('b/kv/'), 'a/b/kv/metadata/app/db'],
    ['team/metadata/metadata/app/ *', 'team', version2('metadata/'), 'team/metadata/data/app/db'],
  ])('%s in the namespace %j of %j is read at %s', async (mapping, namespace, mount, path) => {
    const call = (asked: Call) => {
      if (!asked.path.startsWith('sys/')) return Promise.resolve({ reply: { data: { keys: ['db'] } }, lost: false })
      const isFound = asked.namespace === `org/${namespace}`
      return isFound ? Promise.resolve({ reply: { data: mount }, lost: false }) : Promise.reject(refused(403, asked.path))
    }
    const vault = { call, ...vaultBasics({ ...connectionOf(), namespace: 'org' }) }
    expect((await secretsIn(folderOf(mapping), vault, noUses())).map((request) => request.path)).toEqual([path])
  })

  it('is requested beside the first list, and only if the path is ambiguous', async () => {
    const both = vaultWith({ 'kv/metadata/app/': ['db'] }, version1('kv/'))
    await secretsIn(folderOf('kv/metadata/app/ *'), both.vault, noUses())
    expect(both.mountCalls).toMatchObject([{ path: 'sys/internal/ui/mounts/kv/metadata/app/', costsNoUse: true }])
    const one = vaultWith({ 'kv/app/': ['db'] }, version1('kv/'))
    await secretsIn(folderOf('kv/app/ *'), one.vault, noUses())
    expect(one.mountCalls).toEqual([])
  })

  test.each<[string, number, string, Mount, string]>([
    ['secret/data/app/ *', 405, 'unsupported operation', version2('secret/'), 'secret/metadata/app/'],
    ['secret/data/app/ *', 404, 'Invalid path for a versioned K/V secrets engine.', version2('secret/'), 'secret/metadata/app/'],
    ['secret/app/ *', 404, 'Invalid path for a versioned K/V secrets engine.', version2('secret/'), 'secret/metadata/app/'],
    ['secret/app/ *', 403, 'permission denied', version2('secret/'), 'secret/metadata/app/'],
    ['team/kv/app/ **', 403, 'permission denied', version2('team/kv/'), 'team/kv/metadata/app/'],
    ['a/data/x/ *', 405, 'unsupported operation', version2('a/data/'), 'a/data/metadata/x/'],
  ])('%s, %i %s: the hint has the exact path', async (mapping, status, words, mount, path) => {
    const { path: asked } = folderOf(mapping)
    const failure = await failureOf(read(mapping, { [asked]: refused(status, `${asked}?list=true`, words) }, mount))
    expect(failure.hint).toBe(`${mount.path} is KV version 2, which lists folders below metadata/: write ${path}.`)
  })

  test.each<[number, Mount, string, string]>([
    [404, version1('kv/'), 'kv/app/ *', 'Check the path. A folder exists only while it contains a secret.'],
    [404, version2('kv/'), 'kv/metadata/app/ *', 'Check the path. A folder exists only while it contains a secret.'],
    [403, version1('kv/'), 'kv/app/ *', 'A policy of the token must allow: path "kv/app/" { capabilities = ["list"] }.'],
  ])('%i at %j: the hint for %s has no advice for other mounts', async (status, mount, mapping, hint) => {
    const { path } = folderOf(mapping)
    expect((await failureOf(read(mapping, { [path]: refused(status, path) }, mount))).hint).toBe(hint)
  })

  test.each<[string, FailureCode, number | undefined]>([
    ['a lost connection', 'ERR_CONNECT', undefined],
    ['a server error', 'ERR_UNAVAILABLE', 500],
    ['a quota', 'ERR_UNAVAILABLE', 429],
  ])('%s when the mount is requested: the error is thrown, and no path is guessed', async (_, code, status) => {
    const message = 'GET sys/internal/ui/mounts/kv/metadata/: x'
    const lost = new Failure(code, message, { status })
    const call = ({ path }: Call) =>
      path.startsWith('sys/') ? Promise.reject(lost) : Promise.resolve({ reply: { data: { keys: ['a'] } }, lost: false })
    await expect(secretsIn(folderOf('kv/metadata/ *'), { call, ...vaultBasics() }, noUses())).rejects.toMatchObject({
      code,
      message: `kv/metadata/: ${message}`,
      cause: lost,
    })
  })

  test.each([400, 403, 404])('if the request for it is refused with %i everywhere, the path is read as KV version 2', async (status) => {
    const call = ({ path }: Call) =>
      path.startsWith('sys/')
        ? Promise.reject(refused(status, path, 'why'))
        : Promise.resolve({ reply: { data: { keys: ['a'] } }, lost: false })
    const found = await secretsIn(folderOf('team/kv/metadata/ *'), { call, ...vaultBasics() }, noUses())
    expect(found.map(({ path }) => path)).toEqual(['team/kv/data/a'])
  })

  it('a failed request for the mount does not hide the failure of the list', async () => {
    const lost = new Failure('ERR_CONNECT', 'x')
    const call = ({ path }: Call) => Promise.reject(path.startsWith('sys/') ? lost : refused(403, path))
    expect((await failureOf(secretsIn(folderOf('kv/app/ *'), { call, ...vaultBasics() }, noUses()))).code).toBe('ERR_DENIED')
  })

  it('a bug in the request for the mount is thrown', async () => {
    const call = ({ path }: Call) =>
      path.startsWith('sys/') ? Promise.reject(new TypeError('x')) : Promise.resolve({ reply: { data: { keys: ['a'] } }, lost: false })
    await expect(secretsIn(folderOf('kv/metadata/ *'), { call, ...vaultBasics() }, noUses())).rejects.toThrow(TypeError)
  })
})

describe('too much in a folder', () => {
  const many = (count: number, end = '') => Array.from({ length: count }, (_, index) => `n${index}${end}`)

  it('is more than a thousand secrets', async () => {
    expect(await read('kv/ *', { 'kv/': many(1_000) })).toHaveLength(1_000)
    expect(await failureOf(read('kv/ *', { 'kv/': many(1_001) }))).toMatchObject({
      code: 'ERR_FOLDER',
      message: 'GET kv/: the folder contains more than 1000 secrets and folders',
      hint: 'Use a folder at a lower level, or write an entry for each secret.',
    })
  })

  it('is more than a thousand folders, which are not all listed', async () => {
    const { vault, calls } = vaultWith({ 'kv/': many(1_001, '/') })
    expect(await failureOf(secretsIn(folderOf('kv/ **'), vault, noUses()))).toMatchObject({ code: 'ERR_FOLDER' })
    expect(calls).toHaveLength(1)
    expect(await read('kv/ *', { 'kv/': ['a', ...many(5_000, '/')] })).toHaveLength(1)
  })

  it('is more than 16 levels', async () => {
    const levels = (count: number): Tree =>
      Object.fromEntries(many(count).map((_, level) => [`kv/${'f/'.repeat(level)}`, level === count - 1 ? ['x'] : ['f/']]))
    expect(await namesOf('kv/ **', levels(16))).toHaveLength(1)
    expect(await failureOf(read('kv/ **', levels(17)))).toMatchObject({
      code: 'ERR_FOLDER',
      message: 'GET kv/: the folder has more than 16 levels',
    })
  })
})

describe('a failed list', () => {
  test.each<[string, number, string, RegExp]>([
    ['secret/metadata/app/ *', 403, 'permission denied', /^A policy .*: path "secret\/metadata\/app\/" \{ capabilities = \["list"\] \}\.$/],
    [
      'secret/metadata/app/ **',
      403,
      'permission denied',
      /^A policy .*: path "secret\/metadata\/app\/\*" \{ capabilities = \["list"\] \}\.$/,
    ],
    [
      'secret/app/ *',
      403,
      'permission denied',
      /path "secret\/app\/" .* If the mount is KV version 2, write secret\/metadata\/app\/, or secret\/app\/metadata\/ if the mount is secret\/app\.$/,
    ],
    ['kv/ *', 403, 'permission denied', /If the mount is KV version 2, write kv\/metadata\/\.$/],
    ['team/secret/data/app/ *', 403, 'permission denied', /If the mount is KV version 2, write team\/secret\/metadata\/app\/\.$/],
    ['secret/app/ *', 404, 'Invalid path for a versioned K/V secrets engine.', /below metadata\/: write secret\/metadata\/app\//],
    ['secret/data/app/ *', 405, 'unsupported operation', /^A folder of KV version 2 is below metadata\/: write secret\/metadata\/app\/\.$/],
    ['secret/metadata/app/ *', 404, '', /^Check the path\. A folder exists only while it contains a secret/],
    ['a/metadata/ *', 405, 'unsupported operation', /^This path cannot be listed/],
    ['kv/ *', 404, 'namespace not found', /^Check `namespace`\.$/],
  ])('%s: %i %s', async (mapping, status, words, hint) => {
    const { path } = folderOf(mapping)
    const failure = await failureOf(read(mapping, { [path]: refused(status, `${path}?list=true`, words) }))
    expect(failure.message).toMatch(`GET ${path}?list=true: ${status}`)
    expect(failure.hint).toMatch(hint)
  })

  it('in a lower folder is an error that names the folder', async () => {
    const { message, code } = await failureOf(read('kv/ **', { 'kv/': ['a', 'f/'], 'kv/f/': refused(403, 'kv/f/?list=true') }))
    expect([code, message]).toEqual(['ERR_DENIED', 'GET kv/f/?list=true: 403'])
  })

  it('for another reason keeps its message and hint', async () => {
    const lost = new Failure('ERR_CONNECT', 'GET kv/?list=true: gone', { hint: 'the network' })
    expect(await failureOf(read('kv/ *', { 'kv/': lost }))).toMatchObject({ code: 'ERR_CONNECT', hint: 'the network' })
    await expect(read('kv/ *', { 'kv/': ['a', 1] })).rejects.toMatchObject({ code: 'ERR_FOLDER' })
    await expect(read('kv/ *', { 'kv/': ['a/b'] })).rejects.toMatchObject({ code: 'ERR_FOLDER' })
    const call = () => Promise.resolve({ reply: { data: {} }, lost: false })
    await expect(secretsIn(folderOf('kv/ *'), { call, ...vaultBasics() }, noUses())).rejects.toMatchObject({ code: 'ERR_REPLY' })
    const stopped = new Error('stopped')
    await expect(secretsIn(folderOf('kv/ *'), { call: () => Promise.reject(stopped), ...vaultBasics() }, noUses())).rejects.toBe(stopped)
  })

  it('that returns only folders is ERR_NOT_FOUND', async () => {
    expect(await failureOf(read('kv/ *', { 'kv/': ['f/'] }))).toMatchObject({
      code: 'ERR_NOT_FOUND',
      message: 'GET kv/: the folder contains only folders',
      hint: 'Use ** to read the secrets on all levels.',
    })
    expect((await failureOf(read('kv/ ** | A_; kv/ * | B_', { 'kv/': ['f/'], 'kv/f/': ['x'] }))).hint).toMatch('Use **')
    expect(await failureOf(read('kv/ **', { 'kv/': ['f/'], 'kv/f/': [] }))).toMatchObject({ code: 'ERR_NOT_FOUND' })
  })
})
