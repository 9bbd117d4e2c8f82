import { createServer } from '../../../src/drift/server.ts'
import { Failure } from '../../../src/core/failure.ts'
import { vaultBasics, vaultThatSays } from '../../support/vault-that-says.ts'
import type { Call } from '../../../src/vault/client.ts'

const refused = (code: 'ERR_DENIED' | 'ERR_NOT_FOUND' | 'ERR_CONNECT') => new Failure(code, 'refused')

test('reads each path once, in its namespace, and escapes what a name could do to the URL', async () => {
  const { vault, calls } = vaultThatSays({ data: { a: 1 } })
  const server = createServer(vault)
  const readings = await Promise.all([server.read('team', 'auth/jwt/role/a?b#c d'), server.read('team', 'auth/jwt/role/a?b#c d')])
  expect(readings).toEqual([1, 2].map(() => ({ state: 'found', data: { a: 1 } })))
  expect(calls).toMatchObject([{ method: 'GET', path: 'auth/jwt/role/a%3Fb%23c%20d', namespace: 'team' }])
})

test('tells what is not there from what the token may not read, and throws everything else', async () => {
  const { vault } = vaultThatSays(refused('ERR_NOT_FOUND'), refused('ERR_DENIED'), refused('ERR_CONNECT'))
  const server = createServer(vault)
  expect(await server.read('', 'a')).toEqual({ state: 'absent' })
  expect(await server.read('', 'b')).toEqual({ state: 'denied' })
  await expect(server.read('', 'c')).rejects.toMatchObject({ code: 'ERR_CONNECT' })
})

describe('the engines of a namespace', () => {
  const engines = {
    'secret/': { type: 'kv', options: { version: '2' } },
    'kv/': { type: 'kv', options: null },
    'old/': { type: 'generic' },
    'transit/': { type: 'transit' },
  }
  const mounts = [
    { namespace: 'team', path: 'secret/', type: 'kv', version: 2 },
    { namespace: 'team', path: 'kv/', type: 'kv', version: 1 },
    { namespace: 'team', path: 'old/', type: 'kv', version: 1 },
    { namespace: 'team', path: 'transit/', type: 'transit' },
  ]

  test('come from sys/mounts', async () => {
    const { vault, calls } = vaultThatSays({ data: engines })
    expect(await createServer(vault).mounts('team')).toEqual(mounts)
    expect(calls.map(({ path }) => path)).toEqual(['sys/mounts'])
  })

  test('or are those that the token can use', async () => {
    const { vault, calls } = vaultThatSays(refused('ERR_DENIED'), { data: { secret: engines, auth: {} } })
    expect(await createServer(vault).mounts('team')).toEqual(mounts)
    expect(calls.map(({ path }) => path)).toEqual(['sys/mounts', 'sys/internal/ui/mounts'])
  })

  test('or none', async () => {
    const { vault } = vaultThatSays(refused('ERR_DENIED'), refused('ERR_DENIED'))
    expect(await createServer(vault).mounts('')).toEqual([])
  })
})

test('asks for the capabilities of many paths in several requests, eight at once', async () => {
  let running = 0
  let most = 0
  const calls: Call[] = []
  const call = async (asked: Call) => {
    calls.push(asked)
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 2))
    running--
    const { paths } = asked.body as unknown as { paths: string[] }
    return {
      reply: { data: Object.fromEntries(paths.map((path) => [path, path === 'path-1' ? ['deny'] : ['read', 'list']])) },
      lost: false,
    }
  }
  const paths = Array.from({ length: 2_001 }, (_, index) => `path-${index}`)
  const granted = await createServer({ ...vaultBasics(), call, tokenNamespace: 'team' }).capabilities(paths)
  expect([granted.size, granted.get('path-1'), granted.get('path-2000')]).toEqual([2_001, new Set(['deny']), new Set(['read', 'list'])])
  expect(calls).toHaveLength(11)
  expect(calls[0]).toMatchObject({ method: 'POST', path: 'sys/capabilities-self', namespace: 'team' })
  expect(most).toBe(8)
})
