import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '../../../src/inputs/settings.ts'
import { type Env } from '../../../src/core/env.ts'
import { secretInputs } from '../../../src/masks/secret-inputs.ts'
import { plainInputs } from '../../../src/inputs/unevaluated.ts'
import { captureLog } from '../../support/captured-log.ts'
import { failureOf } from '../../support/rejection.ts'

const valid = { url: 'https://vault.test', secrets: 'secret/a key | NAME;' }
const asEnv = (inputs: Record<string, string>, more: Env = {}): Env => ({
  ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  GITHUB_ACTION: 'vault',
  ...more,
})
const read = (inputs: Record<string, string> = {}, more: Env = {}) => readSettings(asEnv({ ...valid, ...inputs }, more))
const problemsOf = (inputs: Record<string, string>, more: Env = {}) => failureOf(read(inputs, more))

beforeEach(() => {
  captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
})

const actionYml = readFileSync(join(__dirname, '../../../action.yml'), 'utf8')
/** name → default, as action.yml declares the inputs: two blanks of indent, four for what is said of each. */
const declared = new Map(
  [...actionYml.slice(actionYml.indexOf('\ninputs:'), actionYml.indexOf('\noutputs:')).matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n)*)/gm)].map(
    ([, name = '', body = '']) => [name, /^ {4}default: '?(.*?)'?$/m.exec(body)?.[1]],
  ),
)

describe('what is not given', () => {
  const defaults = {
    connection: { urls: ['https://vault.test'], redirectHosts: [], correlationId: 'local' },
    login: { mount: 'jwt', access: { as: 'the default role' }, method: { name: 'jwt' } },
    exportToken: false,
    outputToken: false,
    minMaskLength: 4,
    timeout: 120,
  }

  it('has its default', async () => {
    const settings = await read()
    expect(settings).toMatchObject(defaults)
    expect(settings.connection).not.toHaveProperty('namespace')
    expect(settings.plan).toMatchObject([{ path: 'secret/a', entries: [{ output: 'NAME', optional: false, toEnvironment: false }] }])
  })

  test.each(['', ' ', '\n'])('is what is given as %j too, for every input', async (empty) => {
    const names = [...declared.keys()].filter((name) => !(name in valid))
    expect(names.length).toBeGreaterThan(10)
    const settings = await read(Object.fromEntries(names.map((name) => [name, empty])))
    expect(settings).toMatchObject(defaults)
    expect(settings.connection).not.toHaveProperty('namespace')
  })

  it('has the same default in action.yml', async () => {
    const inYml = Object.fromEntries([...declared].filter(([, value]) => value !== undefined))
    expect(inYml).toEqual({
      ignoreNotFound: 'false',
      tlsSkipVerify: 'false',
      timeout: '120',
      exportToken: 'false',
      outputToken: 'false',
      minMaskLength: '4',
      revoke: 'true',
    })
    expect(JSON.stringify(await read(inYml as Record<string, string>))).toBe(JSON.stringify(await read()))
  })

  it('and needed is a problem', async () => {
    expect(await problemsOf({ url: '' })).toMatchObject({
      code: 'ERR_INPUT',
      message: 'url: is not given. Write: https://vault.example.com',
    })
    expect((await problemsOf({ secrets: '' })).message).toBe(
      'secrets: is empty, so there is nothing to do. Write: a line each: PATH KEY | NAME;',
    )
    expect((await problemsOf({ secrets: '# only this\n;;' })).message).toMatch('secrets: is empty')
  })
})

it('what the post step needs has one limit, and what is over it is told with all other problems', async () => {
  const failure = await problemsOf({ namespace: 'n'.repeat(250 * 1024), redirectHosts: 'h'.repeat(250 * 1024), exportEnv: 'yes' })
  expect(failure).toMatchObject({ code: 'ERR_INPUT', message: expect.stringMatching(/^2 inputs are wrong\n/) as string })
  expect(failure.message).toMatch(/redirectHosts, namespace: the post step needs 501 KiB of inputs/)
})

describe('url', () => {
  test.each([
    ['https://vault.test', 'https://vault.test'],
    ['https://vault.test/', 'https://vault.test'],
    ['https://vault.test:8200//', 'https://vault.test:8200'],
    ['https://vault.test/v1', 'https://vault.test'],
    ['https://vault.test/v1/', 'https://vault.test'],
    ['https://vault.test/prefix/', 'https://vault.test/prefix'],
    ['https://vault.test/prefix/v1', 'https://vault.test/prefix'],
    ['https://vault.test/v11', 'https://vault.test/v11'],
    ['http://127.0.0.1:8200', 'http://127.0.0.1:8200'],
    ['http://[::1]:8200', 'http://[::1]:8200'],
    [' HTTPS://Vault.Test:443 ', 'https://vault.test'],
  ])('%j is %s', async (url, expected) => {
    expect((await read({ url })).connection.urls).toEqual([expected])
  })

  test.each([
    ['vault.test', 'url: "vault.test" is not an address. Write: https://vault.test'],
    ['vault.test:8200', 'url: "vault.test:8200" is not an address. Write: https://vault.test:8200'],
    ['ftp://vault.test', 'url: "ftp://vault.test" is not an address. Write: https://vault.test'],
    ['localhost:8200', 'url: "localhost:8200" is not an address. Write: https://localhost:8200'],
    ['vault.test/v1/', 'url: "vault.test/v1/" is not an address. Write: https://vault.test'],
    ['//vault.test/x', 'url: "//vault.test/x" is not an address. Write: https://vault.test/x'],
    ['[2001:db8::1]:8200', 'url: "[2001:db8::1]:8200" is not an address. Write: https://[2001:db8::1]:8200'],
    ['2001:db8::1', 'url: "2001:db8::1" is not an address. Write: https://[2001:db8::1]'],
    ['https://', 'url: "https://" is not an address. Write: https://vault.example.com'],
    ['https://vault.test/?a=s3cr3t', 'url: has more than host, port and path. Write: https://vault.test/'],
    ['https://vault.test/#s3cr3t', 'url: has more than host, port and path. Write: https://vault.test/'],
    ['https://user:s3cr3t@vault.test/x', 'url: has more than host, port and path. Write: https://vault.test/x'],
    ['https://user:s3cr3t@vault.test:port', 'url: "https://***@vault.test:port" is not an address. Write: https://vault.example.com'],
    [
      'https://user:s3cr3t/s3cr3t@vault.test:port',
      'url: "https://***@vault.test:port" is not an address. Write: https://vault.example.com',
    ],
    [
      'https://user:s3cr3t@s3cr3t@vault.test:port',
      'url: "https://***@vault.test:port" is not an address. Write: https://vault.example.com',
    ],
    ['user:s3cr3t@vault.test', 'url: "***@vault.test" is not an address. Write: https://vault.test'],
  ])('%j is refused', async (url, message) => {
    expect((await problemsOf({ url })).message).toBe(message)
    expect(message).not.toContain('s3cr3t')
  })
})

describe('an expression that was not evaluated', () => {
  test.each([
    ['role', '{ { NAME } }', 'NAME'],
    ['role', '{{ vars.ROLE }}', 'vars.ROLE'],
    ['role', '$ {{ vars.ROLE }}', 'vars.ROLE'],
    ['role', 'deploy-${{ github.ref_name }}', 'github.ref_name'],
    ['role', '$ {{', 'vars.NAME'],
    ['url', '${{ vars.VAULT_ADDR }}', 'vars.VAULT_ADDR'],
    ['path', '${ { inputs.path } }', 'inputs.path'],
    ['namespace', '{{team}}', 'team'],
    ['timeout', '${{ inputs.timeout }}', 'inputs.timeout'],
    ['exportEnv', '{ { true } }', 'true'],
  ])('in %s: %j', async (name, value, inner) => {
    expect((await problemsOf({ [name]: value })).message).toBe(
      `${name}: "${value}" is an expression that was not evaluated. Write: \${{ ${inner} }} in a workflow or a composite action, without spaces in \${{ and }}`,
    )
  })

  test.each(['team-{a}', '{a}{b}', '$HOME', 'a$b'])('is not %j', async (role) => {
    expect((await read({ role })).plan).toHaveLength(1)
  })

  it('is looked for in every input that may be quoted', () => {
    const others = ['secrets', 'pki', 'extraHeaders']
    expect([...plainInputs, ...secretInputs, ...others].toSorted()).toEqual([...declared.keys()].toSorted())
  })
})

describe('the connection', () => {
  test.each([
    ['team/a', 'team/a'],
    ['/team/a/', 'team/a'],
    ['root', undefined],
    ['rooted', 'rooted'],
  ])('namespace %j is %j', async (namespace, expected) => {
    expect((await read({ namespace })).connection.namespace).toBe(expected)
  })

  test.each([
    ['https://a.test,https://b.test:8200/', ['https://a.test', 'https://b.test:8200']],
    ['\n  https://a.test/v1\n  https://b.test\n', ['https://a.test', 'https://b.test']],
    ['https://a.test, https://a.test/', ['https://a.test']],
  ])('has every address of %j', async (url, urls) => {
    expect((await read({ url })).connection.urls).toEqual(urls)
  })

  it('names each address that is none', async () => {
    const [first, ...problems] = (await problemsOf({ url: 'a.test, https://b.test, https://u:s3cr3t@c.test' })).message.split('\n')
    expect(first).toBe('2 inputs are wrong')
    expect(problems).toEqual([
      '  url: "a.test" is not an address. Write: https://a.test',
      '  url: has more than host, port and path. Write: https://c.test/',
    ])
  })

  test.each([
    ['team', 'team'],
    ['/team/a/', 'team/a'],
    ['root', ''],
    ['/', ''],
  ])('a login in namespace %j is in "%s"', async (authNamespace, expected) => {
    expect((await read({ authNamespace, namespace: 'x' })).connection).toMatchObject({ authNamespace: expected, namespace: 'x' })
  })

  it('logs in where it reads unless told otherwise', async () => {
    expect((await read({ namespace: 'x' })).connection).not.toHaveProperty('authNamespace')
  })

  it('has no namespace where that is only a slash, and refuses one that no header carries', async () => {
    expect((await read({ namespace: '/' })).connection).not.toHaveProperty('namespace')
    expect((await problemsOf({ namespace: 'команда' })).message).toMatch('namespace: has characters that cannot be sent')
    expect((await problemsOf({ namespace: 'a\nb' })).message).toMatch('namespace: has characters that cannot be sent')
  })

  test.each([
    ['a.test', ['a.test']],
    ['a.test, b.test:8200', ['a.test', 'b.test:8200']],
    ['a.test\n  b.test\n', ['a.test', 'b.test']],
    [',', []],
  ])('redirectHosts %j', async (redirectHosts, hosts) => {
    expect((await read({ redirectHosts })).connection.redirectHosts).toEqual(hosts)
  })

  test.each([
    ['2001:db8::1', '"2001:db8::1" is not a host. Write: [2001:db8::1]'],
    ['https://v2.test:8200', '"https://v2.test:8200" is more than a host. Write: v2.test:8200'],
    ['v2.test/v1', '"v2.test/v1" is more than a host. Write: v2.test'],
    ['v2.test:port', '"v2.test:port" is not a host. Write: vault-2.example.com:8200'],
  ])('redirectHosts %j is refused', async (redirectHosts, message) => {
    expect((await problemsOf({ redirectHosts })).message).toBe(`redirectHosts: ${message}`)
  })

  it('is correlated with the job', async () => {
    expect((await read({}, { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'deploy' })).connection.correlationId).toBe(
      '77-2-deploy',
    )
  })

  it('comes from inputs alone', async () => {
    const planted = { VAULT_ADDR: 'https://evil.test', VAULT_TOKEN: 't', VAULT_NAMESPACE: 'evil' }
    expect(JSON.stringify(await read({}, planted))).toBe(JSON.stringify(await read()))
    expect((await problemsOf({ url: '' }, planted)).message).toMatch('url: is not given')
  })
})

describe('the login', () => {
  test.each([
    [{ role: 'ci' }, { access: { as: 'role ci' }, mount: 'jwt' }],
    [{ token: 's.1' }, { access: { token: 's.1' }, method: { name: 'token' } }],
    [
      { token: 's.1', method: 'jwt' },
      { access: { as: 'the default role' }, method: { name: 'jwt' } },
    ],
    [{ method: 'JWT' }, { mount: 'jwt' }],
    [{ path: 'github' }, { mount: 'github' }],
    [{ path: '/auth/team/github/' }, { mount: 'team/github' }],
    [{ path: 'auth/github' }, { mount: 'github' }],
  ])('of %j', async (inputs, login) => {
    expect((await read(inputs)).login).toMatchObject(login)
  })

  test.each([
    ['../sys', '../sys'],
    ['jwt/../../sys', 'jwt/../../sys'],
    ['auth/./jwt', './jwt'],
    ['%2e%2e/sys', '%2e%2e/sys'],
    ['jwt?x', 'jwt?x'],
    ['jwt#x', 'jwt#x'],
    ['jwt\u0007x', 'jwt\u0007x'],
    ['auth/', ''],
    ['/', ''],
  ])('at %j is refused: a request there would go somewhere else', async (path, mount) => {
    expect(await problemsOf({ path })).toMatchObject({
      code: 'ERR_INPUT',
      message: `path: "${mount}" is not the mount of an auth method. Write: jwt`,
    })
  })

  it('by a method that is not known is a problem that lists those that are', async () => {
    expect((await problemsOf({ method: 'kerberos' })).message).toBe(
      'method: "kerberos" is not known. Write: jwt, token, approle, github, kubernetes, ldap, userpass, cert, or any other together with `authPayload`',
    )
  })
})

describe('booleans', () => {
  test.each([
    ['true', true],
    ['TRUE', true],
    ['True', true],
    [' true ', true],
    ['false', false],
    ['FALSE', false],
  ])('%j is %j', async (text, expected) => {
    const settings = await read({ exportToken: text, outputToken: text, ignoreNotFound: text, exportEnv: text })
    expect(settings).toMatchObject({ exportToken: expected, outputToken: expected })
    expect(settings.plan[0]!.entries[0]).toMatchObject({ optional: expected, toEnvironment: expected })
  })

  test.each(
    ['exportEnv', 'exportToken', 'outputToken', 'ignoreNotFound'].flatMap((name) =>
      ['yes', '1', 'tru', 'true false'].map((value) => [name, value]),
    ),
  )('%s: %j is refused', async (name, value) => {
    expect((await problemsOf({ [name]: value })).message).toBe(`${name}: "${value}" is neither true nor false. Write: true or false`)
  })
})

describe('secretEncodingType', () => {
  test.each([
    ['base64', 'base64'],
    ['HEX', 'hex'],
    ['Utf8', 'utf8'],
    ['', 'utf8'],
  ])('%j is %s for every entry', async (secretEncodingType, encoding) => {
    const { plan } = await read({ secrets: 'a k; a *', secretEncodingType })
    expect(plan.flatMap(({ entries }) => entries.map((entry) => entry.encoding))).toEqual([encoding, encoding])
  })

  it('of another kind is refused', async () => {
    expect((await problemsOf({ secretEncodingType: 'latin1' })).message).toBe(
      'secretEncodingType: "latin1" is not known. Write: base64, hex, utf8',
    )
  })
})

describe('numbers', () => {
  test.each([
    ['1', 1],
    ['86400', 86_400],
    [' 30 ', 30],
  ])('%j is %i', async (text, expected) => {
    expect(await read({ timeout: text, minMaskLength: text })).toMatchObject({ timeout: expected, minMaskLength: expected })
  })

  test.each(['0', '-1', '1.5', '2m', 'x', '86401', 'NaN', 'Infinity'])('%j is refused', async (text) => {
    expect((await problemsOf({ timeout: text })).message).toBe(`timeout: "${text}" is not a whole number from 1 to 86400. Write: 120`)
    expect((await problemsOf({ minMaskLength: text })).message).toBe(
      `minMaskLength: "${text}" is not a whole number from 1 to 86400. Write: 4`,
    )
  })
})

describe('the mapping', () => {
  it('names the line of a problem as it stands in the input', async () => {
    expect((await problemsOf({ secrets: '\n\n# comment\nsecret/a;\n' })).message).toBe(
      'secrets line 4, column 1: "secret/a" has no key. Write: secret/a KEY',
    )
  })

  test.each([
    ['a/b k | a=b', 'secrets line 1: the output name "a=b" contains =. Write: another name after |'],
    ['a/b ---', 'secrets line 1: the output name "" is empty. Write: another name after |'],
    ['a/b k | x<<y', 'secrets line 1: the output name "x<<y" contains <<. Write: another name after |'],
  ])('refuses the output of %j', async (secrets, message) => {
    expect((await problemsOf({ secrets })).message).toBe(message)
  })

  it('refuses a variable only where there will be one', async () => {
    expect((await problemsOf({ secrets: 'a/b path', exportEnv: 'true' })).message).toBe(
      'secrets line 1: the variable "PATH" changes which programs and libraries later steps load. Write: another name after |',
    )
    expect((await read({ secrets: 'a/b path' })).plan).toHaveLength(1)
    expect((await read({ secrets: 'a/b *', exportEnv: 'true' })).plan).toHaveLength(1)
  })

  test.each<[string, Record<string, string>, string]>([
    ['a k | VAULT_TOKEN | env', { exportToken: 'true' }, 'the variable "VAULT_TOKEN" is set by `exportToken`'],
    ['a k | VAULT_ADDR', { exportToken: 'true', exportEnv: 'true' }, 'the variable "VAULT_ADDR" is set by `exportToken`'],
    ['a vault_namespace', { exportToken: 'true', exportEnv: 'true' }, 'the variable "VAULT_NAMESPACE" is set by `exportToken`'],
    [
      'a k | Vault_Token',
      { outputToken: 'true' },
      'the output name "Vault_Token" is set by `outputToken`, because output names are case-insensitive',
    ],
  ])('%j cannot have a name of the token with %j', async (secrets, inputs, text) => {
    expect((await problemsOf({ secrets, ...inputs })).message).toBe(`secrets line 1: ${text}. Write: another name after |`)
    expect((await read({ secrets })).plan).toHaveLength(1)
  })

  it('may be a certificate alone', async () => {
    expect((await read({ secrets: '', pki: 'pki/issue/web {"common_name": "a.test"};' })).plan).toMatchObject([
      { method: 'POST', path: 'pki/issue/web' },
    ])
    expect((await problemsOf({ secrets: '', pki: 'web' })).message).toMatch(/^pki line 1, column 1: /)
  })

  it('takes the files that a write names from the workspace', async () => {
    const failure = await problemsOf({ secrets: 'a {"x": "@action.yml"}' }, { GITHUB_WORKSPACE: join(__dirname, 'nowhere') })
    expect(failure.message).toMatch('secrets line 1: the file "action.yml" cannot be read')
    const { plan } = await read({ secrets: 'a {"x": "@action.yml"}' }, { GITHUB_WORKSPACE: join(__dirname, '../../..') })
    expect(plan).toMatchObject([{ body: { x: actionYml } }])
  })

  it('may be empty where only the token is wanted', async () => {
    expect(await read({ secrets: '', exportToken: 'true' })).toMatchObject({ plan: [], exportToken: true })
    expect(await read({ secrets: '', outputToken: 'true' })).toMatchObject({ plan: [], outputToken: true })
  })
})

describe('a step whose outputs nobody could read', () => {
  const noId = { GITHUB_ACTION: '__vault-exchange' }

  test.each<[string, Record<string, string>, Env, boolean]>([
    ['has no id', {}, noId, true],
    ['has no id, its second use in the job', {}, { GITHUB_ACTION: '__vault-exchange_2' }, true],
    ['has no id, and an empty exportEnv', { exportEnv: '' }, noId, true],
    ['has no id, and outputs the token', { secrets: '', outputToken: 'true' }, noId, true],
    ['has no id, outside of composites', {}, { ...noId, GITHUB_ACTION_PATH: '' }, true],
    ['has an id', {}, { GITHUB_ACTION: 'vault' }, false],
    ['says exportEnv: true', { exportEnv: 'true' }, noId, false],
    ['says exportEnv: false, knowing what it does', { exportEnv: 'false' }, noId, false],
    ['is inside a composite', {}, { ...noId, GITHUB_ACTION_PATH: '/a' }, false],
    ['exports the token alone', { secrets: '', exportToken: 'true' }, noId, false],
    ['writes, and selects nothing of the answer', { secrets: 'a/b {"x": 1}' }, noId, false],
    ['has an entry with env', { secrets: 'a k; a l | L | env' }, noId, false],
    ['is run by something that names no step', {}, { GITHUB_ACTION: undefined }, false],
  ])('%s', async (_, inputs, env, unreadable) => {
    if (!unreadable) {
      expect((await read(inputs, env)).timeout).toBe(120)
      return
    }
    const failure = await problemsOf(inputs, env)
    expect(failure).toMatchObject({
      code: 'ERR_UNREADABLE',
      message: 'no step could read the secrets: this step has no `id`, and `exportEnv` is not given',
    })
    expect(failure.hint).toContain('id: vault')
    expect(failure.hint).toContain('exportEnv: true')
  })

  it('is right where the mapping has the path of a file, which later steps know', async () => {
    expect((await read({ secrets: 'a cert | CERT | file=certs/app.pem' }, noId)).plan).toHaveLength(1)
    expect((await problemsOf({ secrets: 'a cert | CERT | file' }, noId)).code).toBe('ERR_UNREADABLE')
    expect((await problemsOf({ secrets: 'a cert | CERT | file=certs/app.pem', outputToken: 'true' }, noId)).code).toBe('ERR_UNREADABLE')
  })

  it('hears of its other problems first', async () => {
    expect((await problemsOf({ timeout: 'x' }, noId)).code).toBe('ERR_INPUT')
  })
})

describe('what is given back', () => {
  test.each([
    ['', 'true'],
    ['true', 'true'],
    ['False', 'false'],
    ['REQUIRED', 'required'],
  ])('revoke %j is %j', async (revoke, mode) => {
    expect((await read({ revoke })).revoke).toBe(mode)
  })

  test.each([
    ['', 21_600],
    ['0', 0],
    ['90', 90],
    ['90s', 90],
    ['15m', 900],
    ['1h30m', 5_400],
    ['2d', 172_800],
    ['6H', 21_600],
  ])('maxTtl %j is %i s', async (maxTtl, seconds) => {
    expect((await read({ maxTtl })).maxTtl).toBe(seconds)
  })

  test.each<[Record<string, string>, number]>([
    [{}, 21_600],
    [{ revoke: 'true' }, 21_600],
    [{ revoke: 'required' }, 21_600],
    [{ revoke: 'false' }, 0],
    [{ revoke: 'FALSE', maxTtl: '' }, 0],
    [{ revoke: 'false', maxTtl: '6h' }, 21_600],
    [{ revoke: 'false', maxTtl: '0' }, 0],
    [{ revoke: 'required', maxTtl: '0' }, 0],
  ])('the limit of %j is %i s: what lives on has none by default', async (inputs, seconds) => {
    expect((await read(inputs)).maxTtl).toBe(seconds)
  })

  it('maxTtl has its default in the description alone: one that is declared could not be told from one that is given', () => {
    expect(declared.get('maxTtl')).toBeUndefined()
    expect(actionYml).toMatch(/\n {2}maxTtl:\n[^]*?Default is 6h, and no limit with revoke false\.\n/)
  })

  test.each([
    [{ revoke: 'yes' }, 'revoke: "yes" is not known. Write: true, required, false'],
    [{ maxTtl: '6 h' }, 'maxTtl: "6 h" is no time span. Write: 6h, 90m, 3600 (seconds), or 0 for no limit'],
    [{ maxTtl: '-1' }, 'maxTtl: "-1" is no time span. Write: 6h, 90m, 3600 (seconds), or 0 for no limit'],
    [{ maxTtl: '1h30' }, 'maxTtl: "1h30" is no time span. Write: 6h, 90m, 3600 (seconds), or 0 for no limit'],
    [
      { maxTtl: '99999999999999999999h' },
      'maxTtl: "99999999999999999999h" is no time span. Write: 6h, 90m, 3600 (seconds), or 0 for no limit',
    ],
  ])('%j is refused', async (inputs, message) => {
    expect((await problemsOf(inputs)).message).toBe(message)
  })
})
