import { createGithub } from '../../../src/plan/github.ts'
import { readOwner } from '../../../src/plan/owner-repositories.ts'
import { endsWithTest } from '../../support/ends-with-test.ts'
import { startGithubApi, type ApiOptions, type ApiReply } from '../../support/github-api.ts'
import { failureOf } from '../../support/rejection.ts'

/** Reads the owner of a server. Waits take no time and are recorded. */
async function read(options: Partial<ApiOptions>) {
  const server = await endsWithTest(startGithubApi({ type: 'Organization', repositories: {}, ...options }))
  const waits: number[] = []
  const told: number[] = []
  const github = createGithub(
    { token: 'ghp_token', apiUrl: server.url },
    {
      stop: new AbortController().signal,
      sleep: (seconds) => {
        waits.push(seconds)
        return Promise.resolve()
      },
      onLimit: (seconds) => told.push(seconds),
    },
  )
  return { server, waits, told, reading: readOwner('octo-org', github) }
}

const one = { app: { files: { '.github/workflows/ci.yml': 'on: push' } } }
const firstTree = 'GET /repos/octo-org/app/git/trees/main?recursive=true'

describe('readOwner', () => {
  it('reads the workflow and action files of all repositories, on all pages', async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']
    const { server, reading } = await read({
      repositories: Object.fromEntries(
        names.map((name) => [
          name,
          { files: { '.github/workflows/ci.yml': `name: ${name}`, 'README.md': 'x', 'a/action.yaml': 'runs: {}' } },
        ]),
      ),
    })
    const repositories = await reading
    expect(repositories.map(({ name, id, defaultBranch }) => [name, id, defaultBranch])).toEqual(
      names.map((name, index) => [`octo-org/${name}`, String(index + 1), 'main']),
    )
    expect(Object.fromEntries(repositories[6]!.files)).toEqual({ '.github/workflows/ci.yml': 'name: seven', 'a/action.yaml': 'runs: {}' })
    expect(server.requests.filter((line) => line.startsWith('GET /orgs/'))).toHaveLength(3)
    expect([...server.tokens]).toEqual(['token ghp_token'])
  })

  it('leaves out archived, disabled and empty repositories, and links', async () => {
    const files = { '.github/workflows/ci.yml': 'x' }
    const { reading } = await read({
      repositories: {
        archived: { files, archived: true },
        disabled: { files, disabled: true },
        empty: { files, status: 409 },
        links: { files, links: ['.github/workflows/ci.yml'] },
      },
    })
    expect((await reading).map(({ name, files: { size }, problem }) => [name, size, problem])).toEqual([
      ['octo-org/empty', 0, undefined],
      ['octo-org/links', 0, undefined],
    ])
  })

  it('reads many files with few requests', async () => {
    const files = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`a${index}/action.yml`, `name: ${index}`]))
    const { server, reading } = await read({ repositories: { app: { files } } })
    const [repository] = await reading
    expect(repository!.files.get('a119/action.yml')).toBe('name: 119')
    expect(server.requests).toEqual([
      'GET /users/octo-org',
      'GET /orgs/octo-org/repos?type=all&per_page=100',
      firstTree,
      'POST /graphql',
      'POST /graphql',
      'POST /graphql',
    ])
  })

  it.each([
    ['octo-org', '/user/repos?affiliation=owner&per_page=100'],
    ['someone', '/users/octo-org/repos?type=owner&per_page=100'],
    [undefined, '/users/octo-org/repos?type=owner&per_page=100'],
  ])('lists the repositories of a user with a token of %s', async (user, list) => {
    const { server, reading } = await read({ type: 'User', repositories: one, ...(user !== undefined && { user }) })
    expect(await reading).toHaveLength(1)
    expect(server.requests).toContain(`GET ${list}`)
  })

  it('says which repositories cannot be read, and which files', async () => {
    const files = { '.github/workflows/ci.yml': 'x' }
    const { reading } = await read({
      repositories: {
        forbidden: { files, status: 404 },
        large: { files: { ...files, 'action.yml': 'x'.repeat(3_000_000) } },
        many: { files, truncated: true },
      },
      instead: (request, count) =>
        request === 'POST /graphql' && count === 2
          ? { status: 200, body: { data: { repository: { file0: { text: null, isTruncated: false } } } } }
          : undefined,
    })
    const [forbidden, large, many] = await reading
    expect(forbidden!.problem).toMatch(/^cannot be read: GET \/repos\/octo-org\/forbidden\/git\/trees\/main\?recursive=true: 404 /)
    expect(large!.files.get('action.yml')).toEqual({ problem: 'is larger than 512 KiB' })
    expect(many!.problem).toBe('has more files than GitHub lists')
    const texts = [...large!.files.values(), ...many!.files.values()]
    expect(texts).toContainEqual({ problem: 'is not a text' })
  })

  describe('limits', () => {
    const limited = (reply: ApiReply, times = 1): Partial<ApiOptions> => ({
      repositories: one,
      instead: (request, count) => (request === firstTree && count <= times ? reply : undefined),
    })
    const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000090' }

    it.each<[string, ApiReply, number]>([
      ['the primary limit', { status: 403, headers: reset, body: { message: 'API rate limit exceeded' } }, 91],
      ['the primary limit as 429', { status: 429, headers: reset, body: { message: 'API rate limit exceeded' } }, 91],
      ['retry-after', { status: 403, headers: { 'retry-after': '30' }, body: { message: 'You have exceeded a secondary rate limit' } }, 30],
      ['a secondary limit without a time', { status: 403, body: { message: 'You have exceeded a secondary rate limit' } }, 60],
    ])('waits for %s', async (_, reply, seconds) => {
      const { waits, told, reading } = await read(limited(reply))
      expect(await reading).toHaveLength(1)
      expect([waits, told]).toEqual([[seconds], [seconds]])
    })

    it('waits for the limit of the GraphQL API, whose status is 200', async () => {
      const { waits, reading } = await read({
        repositories: one,
        instead: (request, count) =>
          request === 'POST /graphql' && count === 1
            ? { status: 200, headers: reset, body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] } }
            : undefined,
      })
      expect((await reading)[0]!.files.size).toBe(1)
      expect(waits).toEqual([91])
    })

    it('waits before it exceeds a limit that is used up', async () => {
      const { waits, reading } = await read(limited({ status: 200, headers: reset, body: { tree: [], truncated: false } }))
      await reading
      expect(waits).toEqual([91])
    })

    it('repeats after failures that are usually transient', async () => {
      const { waits, reading } = await read(limited({ status: 502, body: { message: 'Server Error' } }, 3))
      expect(await reading).toHaveLength(1)
      expect(waits).toEqual([1, 2, 4])
    })

    it.each<[string, ApiReply, RegExp]>([
      ['5 attempts', { status: 502, body: { message: 'Server Error' } }, /: 502 Server Error.* after 5 attempts$/],
      [
        'a limit that is reset in two hours',
        { status: 403, headers: { ...reset, 'x-ratelimit-reset': '1800007200' }, body: { message: 'API rate limit exceeded' } },
        /: 403 API rate limit exceeded/,
      ],
    ])('gives up after %s', async (_, reply, message) => {
      const { reading } = await read({ instead: (request) => (request === 'GET /users/octo-org' ? reply : undefined) })
      expect(await failureOf(reading)).toMatchObject({ code: 'ERR_GITHUB', message: expect.stringMatching(message) as string })
    })

    it.each([
      [401, 'Check `ownerToken`: it is not valid, or it has expired.'],
      [404, 'Check `owner`, and that `ownerToken` can read its repositories.'],
    ])('explains %i', async (status, hint) => {
      const { waits, reading } = await read({ instead: () => ({ status, body: { message: 'Not Found' } }) })
      expect(await failureOf(reading)).toMatchObject({ code: 'ERR_GITHUB', status, hint })
      expect(waits).toEqual([])
    })

    it('reports errors of the GraphQL API', async () => {
      const { reading } = await read({
        repositories: one,
        instead: (request) =>
          request === 'POST /graphql'
            ? { status: 200, body: { errors: [{ type: 'FORBIDDEN', message: 'Resource\nprotected' }] } }
            : undefined,
      })
      expect(await failureOf(reading)).toMatchObject({
        code: 'ERR_GITHUB',
        message: expect.stringMatching(/^POST graphql: .*Resource protected/) as string,
      })
    })

    it('reports a connection that is refused', async () => {
      const { server, reading } = await read({ instead: () => ({ status: 503 }) })
      await failureOf(reading)
      await server.stop()
      const github = createGithub(
        { token: 'x', apiUrl: server.url },
        { stop: new AbortController().signal, sleep: () => Promise.resolve(), onLimit: () => undefined },
      )
      expect(await failureOf(readOwner('octo-org', github))).toMatchObject({
        code: 'ERR_GITHUB',
        message: 'GET /users/octo-org: no connection to GitHub, or no response in time after 5 attempts',
      })
    })
  })
})
