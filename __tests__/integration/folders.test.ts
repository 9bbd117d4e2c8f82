import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { mountKeyValue } from '../../testing/stack/key-value.ts'
import { jwtRoleBody } from '../../testing/stack/roles.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, nothing, stack, type Finished, type Scenario } from '../support/scenario.ts'
import { serverWords } from '../support/server-words.ts'

const allowed = (...capabilities: string[]) => ({ capabilities })
/** The policy of the role `folders`; root writes the secrets. */
const policy = {
  'secret/metadata/shop/*': allowed('list'),
  'secret/data/shop/*': allowed('read'),
  // an operation that the engine does not support
  'secret/data/shop/app': allowed('list'),
  'secret/data/shop/closed/b': allowed('deny'),
  'secret/data/unlisted/*': allowed('read'),
  'kv/shop/*': allowed('read', 'list'),
  'kv/metadata/shop/*': allowed('read', 'list'),
  'shelf/metadata/metadata/shop/*': allowed('list'),
  'shelf/metadata/data/shop/*': allowed('read'),
  'secret/wide/*': allowed('list', 'read'),
  'team/secret/metadata/ci': allowed('list'),
  'team/secret/data/ci/*': allowed('read'),
  'team/old/*': allowed('read', 'list'),
  'sys/policy/': allowed('read'),
}

beforeAll(async () => {
  const put2 = (path: string, data: object) => look.root('POST', `secret/data/${path}`, { data })
  await look.root('PUT', 'sys/policies/acl/folders', { policy: JSON.stringify({ path: policy }) })
  await look.root('POST', 'auth/jwt/role/folders', jwtRoleBody({ token_policies: ['folders'] }))
  await put2('shop/app/db', { user: 'hush-shop-user', password: 'hush-shop-password' })
  await put2('shop/app/web.v2', { 'api-key': 'hush-shop-api-key' })
  await put2('shop/app/mail/smtp', { password: 'hush-shop-smtp' })
  await put2('shop/app/mail/in/imap', { password: 'hush-shop-imap' })
  await put2(`shop/odd/${encodeURIComponent('na me?#%&x')}`, { password: 'hush-shop-odd' })
  await put2('shop/odd/größe', { password: 'hush-shop-size' })
  await put2('shop/encoded/key', { der: Buffer.from('hush-shop-der').toString('base64') })
  await put2('shop/same/a-b', { c: 'hush-shop-first' })
  await put2('shop/same/ab', { c: 'hush-shop-second' })
  await put2('shop/closed/a', { password: 'hush-shop-open' })
  await put2('shop/closed/b', { password: 'hush-shop-closed' })
  await put2('shop/gone/alive', { password: 'hush-shop-alive' })
  await put2('shop/gone/deleted', { password: 'hush-shop-deleted' })
  await look.root('DELETE', 'secret/data/shop/gone/deleted')
  await put2('unlisted/a', { password: 'hush-shop-unlisted' })
  await look.root('POST', 'kv/metadata/shop/db', { user: 'hush-shop-in-metadata' })
  await mountKeyValue(look.root, 'shelf/metadata')
  await look.root('POST', 'shelf/metadata/data/shop/db', { data: { user: 'hush-shelf-user' } })
  await look.root('POST', 'auth/jwt/role/folders-five-uses', jwtRoleBody({ token_policies: ['folders'], token_num_uses: 5 }))
  await look.root('POST', 'auth/jwt/role/folders-enough-uses', jwtRoleBody({ token_policies: ['folders'], token_num_uses: 22 }))
  for (let index = 0; index < 20; index++) await look.root('POST', `kv/metadata/shop/twenty/n${index}`, { v: `hush-twenty-${index}` })
  await look.root('POST', 'kv/shop/db', { user: 'hush-shop-old-user' })
  await look.root('POST', 'kv/shop/mail/smtp', { password: 'hush-shop-old-smtp' })
})

const run = (secrets: string, more: Scenario = {}) => finishRun({ secrets, role: 'folders', ...more })
const errorOf = ({ main }: Finished) => main.annotations.find(({ level }) => level === 'error')?.message
const outputsOf = ({ step }: Finished) => JSON.parse(step.outputs['secrets']!) as unknown

describe('KV version 2', () => {
  test('a pattern selects the keys that match in each secret, on all levels with **', async () => {
    expect(outputsOf(await run('secret/metadata/shop/app/ pass*'))).toEqual({ db__password: 'hush-shop-password' })
    expect(outputsOf(await run('secret/metadata/shop/app/ pass** | P_'))).toEqual({
      P_db__password: 'hush-shop-password',
      P_mail__smtp__password: 'hush-shop-smtp',
      P_mail__in__imap__password: 'hush-shop-imap',
    })
    expect(errorOf(await run('secret/metadata/shop/app/ none_*'))).toContain(
      'secrets line 1: secret/data/shop/app/: no secret of the folder has a key that matches "none_*"',
    )
  })

  test('one level: a list, then each secret; names of the secret and its key', async () => {
    const done = await run('secret/metadata/shop/app/ *', { with: { exportEnv: 'true' } })
    const values = { db__user: 'hush-shop-user', db__password: 'hush-shop-password', web__v2__apikey: 'hush-shop-api-key' }
    expect(outputsOf(done)).toEqual(values)
    expect(done.job.env).toEqual(Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toUpperCase(), value])))
    const [login, first = '', second = '', ...others] = done.requests()
    // the mount is requested beside the list
    expect([first, second].sort()).toEqual(['list secret/metadata/shop/app/', 'read sys/internal/ui/mounts/secret/metadata/shop/app/'])
    expect([login, ...others]).toEqual([
      'update auth/jwt/login',
      expect.stringMatching(/^read secret\/data\/shop\/app\//),
      expect.stringMatching(/^read secret\/data\/shop\/app\//),
      'update auth/token/revoke-self',
    ])
    expect(done.main.log.join('\n')).toContain('Read 2 paths in')
    for (const value of Object.values(values)) expect(done.job.masks).toContain(value)
    expect(await done.left()).toEqual(nothing)
  })

  test('all levels, under a prefix, variables in the case of the key', async () => {
    const done = await run('secret/metadata/shop/app/ ** | Shop_ | env')
    const values = {
      Shop_db__user: 'hush-shop-user',
      Shop_db__password: 'hush-shop-password',
      Shop_web__v2__apikey: 'hush-shop-api-key',
      Shop_mail__smtp__password: 'hush-shop-smtp',
      Shop_mail__in__imap__password: 'hush-shop-imap',
    }
    expect(outputsOf(done)).toEqual(values)
    expect(done.job.env).toEqual(values)
    expect(done.requests().filter((request) => request.startsWith('list '))).toEqual([
      'list secret/metadata/shop/app/',
      'list secret/metadata/shop/app/mail/',
      'list secret/metadata/shop/app/mail/in/',
    ])
  })

  test('names with characters that have a meaning in a URL', async () => {
    expect(outputsOf(await run('secret/metadata/shop/odd/ *'))).toEqual({
      namex__password: 'hush-shop-odd',
      größe__password: 'hush-shop-size',
    })
  })

  test('flags apply to every value', async () => {
    await finishRun({ role: 'folders', secrets: 'secret/metadata/shop/encoded/ * | | base64 file' }, async ({ step }) => {
      const { readFile } = await import('node:fs/promises')
      expect(await readFile(step.outputs['key__der']!, 'utf8')).toBe('hush-shop-der')
    })
  })

  test('other entries are requested before the list returns', async () => {
    const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    const done = await run('secret/metadata/shop/app/ *; kv/shop/db user; secret/data/shop/app/db password | PASSWORD', {
      with: { url: proxy.url },
    })
    expect(outputsOf(done)).toMatchObject({ user: 'hush-shop-old-user', PASSWORD: 'hush-shop-password', db__user: 'hush-shop-user' })
    const paths = proxy.requests.map(({ path }) => path)
    const last = paths.lastIndexOf('/v1/secret/data/shop/app/web.v2')
    expect(paths.slice(1, last)).toEqual(
      expect.arrayContaining(['/v1/secret/metadata/shop/app/?list=true', '/v1/kv/shop/db', '/v1/secret/data/shop/app/db']),
    )
  })
})

test('KV version 1: lists and reads at one path', async () => {
  const one = await run('kv/shop/ *')
  expect(outputsOf(one)).toEqual({ db__user: 'hush-shop-old-user' })
  expect(one.requests()).toEqual(['update auth/jwt/login', 'list kv/shop/', 'read kv/shop/db', 'update auth/token/revoke-self'])
  expect(outputsOf(await run('kv/shop/ **'))).toEqual({ db__user: 'hush-shop-old-user', mail__smtp__password: 'hush-shop-old-smtp' })
})

test('KV version 1 with metadata/ in its path: lists and reads at one path', async () => {
  const done = await run('kv/metadata/shop/ *')
  expect(outputsOf(done)).toEqual({ db__user: 'hush-shop-in-metadata' })
  expect(done.requests()).toContain('read kv/metadata/shop/db')
})

test('KV version 2 at a mount whose path ends with metadata/', async () => {
  expect(outputsOf(await run('shelf/metadata/metadata/shop/ *'))).toEqual({ db__user: 'hush-shelf-user' })
})

describe('a token of limited use', () => {
  test('needs one use for each list and each secret, and one for its revocation', async () => {
    const enough = await run('kv/metadata/shop/twenty/ *', { role: 'folders-enough-uses' })
    expect(Object.keys(outputsOf(enough) as object)).toHaveLength(20)
    expect(enough.main.log.join('\n')).toContain('token revoked')
    expect(await enough.left()).toEqual(nothing)
  })

  test('reports how many uses it needs, if it has too few', async () => {
    const short = await run('kv/metadata/shop/twenty/ *', { role: 'folders-five-uses' })
    expect(errorOf(short)).toContain(
      'The role gives its tokens 5 uses (token_num_uses), but this step needs at least 22: ' +
        '20 requests for secrets, 1 folder listing, 1 revocation of the token. Set token_num_uses of the role to 22 or more',
    )
    expect(await short.left()).toEqual(nothing)
  })

  test('spends no use on the request for the mount', async () => {
    await look.root('POST', 'auth/jwt/role/folders-three-uses', jwtRoleBody({ token_policies: ['folders'], token_num_uses: 3 }))
    const done = await run('kv/metadata/shop/ *', { role: 'folders-three-uses' })
    expect(outputsOf(done)).toEqual({ db__user: 'hush-shop-in-metadata' })
    expect(done.main.log.join('\n')).toContain('token revoked')
  })
})

onlyWith('namespaces', () => {
  test('a namespace before the mount', async () => {
    expect(outputsOf(await run('team/secret/metadata/ci/ *'))).toEqual({
      app__password: 'hush-team-password',
      app__apikey: 'hush-team-api-key',
    })
  })

  test('KV version 1 with metadata/ in its path in a namespace: lists and reads at one path', async () => {
    await look.root('POST', 'team/sys/mounts/old', { type: 'kv', options: { version: '1' } })
    await look.root('POST', 'team/old/metadata/shop/db', { user: 'hush-team-in-metadata' })
    await look.root('POST', 'team/old/data/shop/db', { user: 'hush-team-in-data' })
    expect(outputsOf(await run('team/old/metadata/shop/ *'))).toEqual({ db__user: 'hush-team-in-metadata' })
  })
})

test('two secrets with the same name: the last one wins, and a warning names it', async () => {
  const done = await run('secret/metadata/shop/same/ *')
  expect(outputsOf(done)).toEqual({ ab__c: 'hush-shop-second' })
  expect(done.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'warning Several entries have the same name, and the last one wins: ab__c',
  ])
})

describe('one error with advice, nothing exported, nothing left', () => {
  test.each([
    [
      'no list allowed',
      'secret/metadata/unlisted/ *',
      /^secrets line 1: GET secret\/metadata\/unlisted\/\?list=true: 403 permission denied\nA policy of the token must allow: path "secret\/metadata\/unlisted\/" \{ capabilities = \["list"\] \}\.\nERR_DENIED/,
    ],
    [
      'no list allowed on any level',
      'secret/metadata/unlisted/ **',
      /path "secret\/metadata\/unlisted\/\*" \{ capabilities = \["list"\] \}\./,
    ],
    [
      'a secret in it that may not be read',
      'secret/metadata/shop/closed/ *',
      /^secrets line 1: GET secret\/data\/shop\/closed\/b: 403 permission denied\n.*path "secret\/data\/shop\/closed\/b" \{ capabilities = \["read"\] \}\.\nERR_DENIED/,
    ],
    [
      'nothing there',
      'secret/metadata/shop/empty/ *',
      /^secrets line 1: GET secret\/metadata\/shop\/empty\/\?list=true: 404 nothing .*\nCheck the path\. A folder/,
    ],
    [
      'only folders',
      'secret/metadata/shop/ *',
      /^secrets line 1: GET secret\/metadata\/shop\/: the folder contains only folders\nUse \*\* to read/,
    ],
    [
      'a secret in it that is deleted',
      'secret/metadata/shop/gone/ *',
      /^secrets line 1: GET secret\/data\/shop\/gone\/deleted: 404 version 1 was deleted at /,
    ],
    ['a secret, not a folder', 'kv/shop/db/ *', /^secrets line 1: GET kv\/shop\/db\/\?list=true: 404 nothing/],
    [
      'data/ in place of metadata/',
      'secret/data/shop/app/ *',
      new RegExp(
        `: ${serverWords('listBelowData').source}.*\\nsecret/ is KV version 2, .*: write secret/metadata/shop/app/\\.\\nERR_REFUSED`,
      ),
    ],
    ['neither', 'secret/shop/ *', /403 permission denied\nsecret\/ is KV version 2, .* write secret\/metadata\/shop\/\.\nERR_DENIED/],
    ['neither, and listing is allowed', 'secret/wide/ *', /404 Invalid path for a versioned .*\nsecret\/ is KV version 2, .*\nERR_REFUSED/],
    ['neither, and optional', 'secret/wide/ * | | optional', /404 Invalid path for a versioned .*\n.*\nERR_REFUSED/],
  ])('%s', async (_, secrets, says) => {
    const done = await run(secrets)
    expect(errorOf(done)).toMatch(says)
    expect(done.main.exitCode).toBe(1)
    expect(Object.keys(done.step.outputs)).toEqual(['errorMessage'])
    expect(await done.left()).toEqual(nothing)
  })
})

test.each(['*', '**'])('the policy line of the error is enough, for %s', async (levels) => {
  const mapping = `secret/metadata/unlisted/ ${levels}`
  const [line] = /path ".*" \{ capabilities = \["list"\] \}/.exec(errorOf(await run(mapping))!)!
  await look.root('PUT', 'sys/policies/acl/from-error', { policy: `${line}\npath "secret/data/unlisted/+" { capabilities = ["read"] }` })
  await look.root('POST', 'auth/jwt/role/from-error', jwtRoleBody({ token_policies: ['from-error'] }))
  expect(outputsOf(await run(mapping, { role: 'from-error' }))).toEqual({ a__password: 'hush-shop-unlisted' })
})

test('optional: a missing folder and a deleted secret in a folder are notices', async () => {
  const done = await run('secret/metadata/shop/empty/ * | | optional; secret/metadata/shop/gone/ * | | optional')
  expect(outputsOf(done)).toEqual({ alive__password: 'hush-shop-alive' })
  expect(done.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'notice secrets line 1: secret/metadata/shop/empty/: nothing is stored there; ignored because of the flag optional or the input ignoreNotFound',
    expect.stringMatching(
      /^notice secrets line 1: secret\/data\/shop\/gone\/deleted: version 1 was deleted at \S+; ignored because of the flag optional or the input ignoreNotFound$/,
    ),
  ])
  const denied = await run('secret/metadata/unlisted/ * | | optional')
  expect(denied.main.exitCode).toBe(1)
})

test('a thousand secrets are read; one more is an error before the first read', async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `n${index}`)
  for (let at = 0; at < names.length; at += 50) {
    await Promise.all(names.slice(at, at + 50).map((name) => look.root('POST', `kv/shop/many/${name}`, { v: `hush-${name}` })))
  }
  const all = await run('kv/shop/many/ *')
  expect(Object.keys(outputsOf(all) as object)).toHaveLength(1_000)
  expect(all.step.outputs['n999__v']).toBe('hush-n999')
  await look.root('POST', 'kv/shop/many/last', { v: 'hush-last' })
  const tooMany = await run('kv/shop/many/ *')
  expect(errorOf(tooMany)).toMatch(
    /^secrets line 1: GET kv\/shop\/many\/: the folder contains more than 1000 secrets and folders\nUse a folder at a lower level/,
  )
  expect(tooMany.requests().filter((request) => request.startsWith('read '))).toEqual([])
  await Promise.all([...names, 'last'].map((name) => look.root('DELETE', `kv/shop/many/${name}`)))
})

test('a path below sys with a / at its end is read, not listed', async () => {
  const done = await run('sys/policy/ *')
  expect(JSON.parse(done.step.outputs['policies']!)).toContain('folders')
  expect(done.requests()).toContain('read sys/policy/')
})
