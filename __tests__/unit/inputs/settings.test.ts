import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings, type Settings } from '../../../src/inputs/settings.ts'
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
/** Default of each input in action.yml, where names are indented by two spaces and their attributes by four. */
const declared = new Map(
  [...actionYml.slice(actionYml.indexOf('\ninputs:'), actionYml.indexOf('\noutputs:')).matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n)*)/gm)].map(
    ([, name = '', body = '']) => [name, /^ {4}default: '?(.*?)'?$/m.exec(body)?.[1]],
  ),
)

/** Returns settings as text, without the random part. */
const textOf = (settings: Settings): string => JSON.stringify({ ...settings, connection: { ...settings.connection, correlationId: '' } })

describe('an input that is not set', () => {
  const defaults = {
    connection: { urls: ['https://vault.test'], redirectHosts: [], correlationId: expect.stringMatching(/^local-[\da-f]{8}$/) as string },
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

  test.each(['', ' ', '\n'])('is also one that is %j, for every input', async (empty) => {
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
    expect(textOf(await read(inYml as Record<string, string>))).toBe(textOf(await read()))
  })

  it('is a problem if it is required', async () => {
    expect(await problemsOf({ url: '' })).toMatchObject({
      code: 'ERR_INPUT',
      message: 'url: is required. Write: https://vault.example.com',
    })
    expect((await problemsOf({ secrets: '' })).message).toBe(
      'secrets: is required: there is nothing to read. Write: one entry per line: PATH KEY | NAME;',
    )
    expect((await problemsOf({ secrets: '# only this\n;;' })).message).toMatch('secrets: is required: there is nothing to read')
  })
})

it('limits the size of the saved state, and reports it with all other problems', async () => {
  const failure = await problemsOf({ namespace: 'n'.repeat(250 * 1024), redirectHosts: 'h'.repeat(250 * 1024), exportEnv: 'yes' })
  expect(failure).toMatchObject({ code: 'ERR_INPUT', message: expect.stringMatching(/^2 problems in the inputs\n/) as string })
  expect(failure.message).toMatch(/redirectHosts, namespace: these inputs take 501 KiB of the state saved for the post step/)
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
    ['vault.test', 'url: "vault.test" is not a valid URL. Write: https://vault.test'],
    ['vault.test:8200', 'url: "vault.test:8200" is not a valid URL. Write: https://vault.test:8200'],
    ['ftp://vault.test', 'url: "ftp://vault.test" is not a valid URL. Write: https://vault.test'],
    ['localhost:8200', 'url: "localhost:8200" is not a valid URL. Write: https://localhost:8200'],
    ['vault.test/v1/', 'url: "vault.test/v1/" is not a valid URL. Write: https://vault.test'],
    ['//vault.test/x', 'url: "//vault.test/x" is not a valid URL. Write: https://vault.test/x'],
    ['[2001:db8::1]:8200', 'url: "[2001:db8::1]:8200" is not a valid URL. Write: https://[2001:db8::1]:8200'],
    ['2001:db8::1', 'url: "2001:db8::1" is not a valid URL. Write: https://[2001:db8::1]'],
    ['https://', 'url: "https://" is not a valid URL. Write: https://vault.example.com'],
    ['https://vault.test/?a=s3cr3t', 'url: may contain only scheme, host, port and path. Write: https://vault.test/'],
    ['https://vault.test/#s3cr3t', 'url: may contain only scheme, host, port and path. Write: https://vault.test/'],
    ['https://user:s3cr3t@vault.test/x', 'url: may contain only scheme, host, port and path. Write: https://vault.test/x'],
    ['https://user:s3cr3t@vault.test:port', 'url: "https://***@vault.test:port" is not a valid URL. Write: https://vault.example.com'],
    [
      'https://user:s3cr3t/s3cr3t@vault.test:port',
      'url: "https://***@vault.test:port" is not a valid URL. Write: https://vault.example.com',
    ],
    [
      'https://user:s3cr3t@s3cr3t@vault.test:port',
      'url: "https://***@vault.test:port" is not a valid URL. Write: https://vault.example.com',
    ],
    ['user:s3cr3t@vault.test', 'url: "***@vault.test" is not a valid URL. Write: https://vault.test'],
  ])('%j is refused', async (url, message) => {
    expect((await problemsOf({ url })).message).toBe(message)
    expect(message).not.toContain('s3cr3t')
  })
})

describe('an expression that was not evaluated', () => {
  test.each([
    ['role', '{ { NAME } }', '{ { NAME } }', 'NAME'],
    ['role', '{{ vars.ROLE }}', '{{ vars.ROLE }}', 'vars.ROLE'],
    ['role', '$ {{ vars.ROLE }}', '$ {{ vars.ROLE }}', 'vars.ROLE'],
    ['role', 'deploy-${{ github.ref_name }}', '${{ github.ref_name }}', 'github.ref_name'],
    ['role', '$ {{', '$ {{', 'vars.NAME'],
    ['url', '${{ vars.VAULT_ADDR }}', '${{ vars.VAULT_ADDR }}', 'vars.VAULT_ADDR'],
    ['url', 'https://root:s3cr3t@{{ vars.HOST }}', '{{ vars.HOST }}', 'vars.HOST'],
    ['url', 'https://${{ vars.USER:s3cr3t@vault.test', '${{', 'vars.NAME'],
    ['url', 'https://${{ vars.USER:s3cr3t@{x}', '${{', 'vars.NAME'],
    ['redirectHosts', 'root:s3cr3t@${{ vars.HOST }}:8200', '${{ vars.HOST }}', 'vars.HOST'],
    ['path', '${ { inputs.path } }', '${ { inputs.path } }', 'inputs.path'],
    ['namespace', '{{team}}', '{{team}}', 'team'],
    ['timeout', '${{ inputs.timeout }}', '${{ inputs.timeout }}', 'inputs.timeout'],
    ['exportEnv', '{ { true } }', '{ { true } }', 'true'],
  ])('in %s: %j is quoted as %j, without the text around it', async (name, value, quoted, inner) => {
    expect((await problemsOf({ [name]: value })).message).toBe(
      `${name}: "${quoted}" is an expression that was not evaluated. Write: \${{ ${inner} }} in a workflow or a composite action, without spaces in \${{ and }}`,
    )
  })

  test.each(['team-{a}', '{a}{b}', '$HOME', 'a$b'])('is not detected in %j', async (role) => {
    expect((await read({ role })).plan).toHaveLength(1)
  })

  const advice = 'in a workflow or a composite action, without spaces in ${{ and }}'

  test.each([...secretInputs, 'extraHeaders'])('is detected in %s, and the text is not quoted', async (name) => {
    for (const value of ['s3cr3t${{ secrets.LDAP }}', '$ { { secrets.LDAP } }', '{{ secrets.LDAP }}']) {
      const { message } = await problemsOf({ [name]: value })
      expect(message).toContain(`${name}: contains an expression that was not evaluated. Write: \${{ secrets.NAME }} ${advice}`)
      expect(message).not.toMatch(/s3cr3t|LDAP/)
    }
  })

  test.each(['{{x}}', 'a{{secrets.x}}', '${x}', '${{', '{"a":{"b":{}}}'])('is not detected in the password %j', async (password) => {
    expect((await read({ method: 'ldap', username: 'u', password })).plan).toHaveLength(1)
  })

  it('is detected in the mappings, with its position, instead of other problems of its line', async () => {
    const secrets = '\n# ${{ comment }}\nsecret/data/${{ vars.APP }} key | K;\nsecret/data/${{vars.APP}} key | ${{ }};\nsecret/b\n;'
    const pki = 'pki/issue/a {"common_name": "${{ vars.HOST }}"};'
    expect((await problemsOf({ secrets, pki })).message.split('\n')).toEqual([
      '5 problems in the inputs',
      `  secrets line 3, column 13: "\${{ vars.APP }}" is an expression that was not evaluated. Write: \${{ vars.APP }} ${advice}`,
      `  secrets line 4, column 13: "\${{vars.APP}}" is an expression that was not evaluated. Write: \${{ vars.APP }} ${advice}`,
      `  secrets line 4, column 33: "\${{ }}" is an expression that was not evaluated. Write: \${{ vars.NAME }} ${advice}`,
      `  pki line 1, column 30: "\${{ vars.HOST }}" is an expression that was not evaluated. Write: \${{ vars.HOST }} ${advice}`,
      '  secrets line 5, column 1: "secret/b" has no key. Write: secret/b KEY',
    ])
  })

  test.each(['secret/data/{{identity.entity.name}}/*', 'secret/data/a$ {{identity.entity.name}}'])(
    'is not detected in a body with the template %j',
    async (template) => {
      const secrets = `sys/policies/acl/a {"policy": "path ${template} {}"};`
      expect((await read({ secrets })).plan).toMatchObject([{ method: 'POST' }])
    },
  )

  it('is detected in every input', () => {
    // a script may contain text that looks like an expression, such as a template
    const others = ['secrets', 'pki', 'files', 'extraHeaders', 'run']
    expect([...plainInputs, ...secretInputs, ...others].toSorted()).toEqual([...declared.keys()].toSorted())
  })
})

test('problems are in the order of action.yml', async () => {
  const invalid = {
    ...{ revoke: 'x', exportToken: 'x', exportEnv: 'x', method: 'x', timeout: 'x', url: 'x', ignoreNotFound: 'x' },
    ...{ secretEncodingType: 'x', pki: 'x', secrets: 'x' },
  }
  const [, ...lines] = (await problemsOf(invalid)).message.split('\n')
  expect(lines.map((line) => /^ {2}(\w+)/.exec(line)![1])).toEqual([
    ...['secrets', 'pki', 'secretEncodingType', 'ignoreNotFound', 'url', 'timeout', 'method', 'exportEnv', 'exportToken', 'revoke'],
  ])
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

  it('reports each invalid address', async () => {
    const [first, ...problems] = (await problemsOf({ url: 'a.test, https://b.test, https://u:s3cr3t@c.test' })).message.split('\n')
    expect(first).toBe('2 problems in the inputs')
    expect(problems).toEqual([
      '  url: "a.test" is not a valid URL. Write: https://a.test',
      '  url: may contain only scheme, host, port and path. Write: https://c.test/',
    ])
  })

  test.each([
    ['team', 'team'],
    ['/team/a/', 'team/a'],
    ['root', ''],
    ['/', ''],
  ])('authNamespace %j is "%s"', async (authNamespace, expected) => {
    expect((await read({ authNamespace, namespace: 'x' })).connection).toMatchObject({ authNamespace: expected, namespace: 'x' })
  })

  it('uses namespace for the login if authNamespace is not set', async () => {
    expect((await read({ namespace: 'x' })).connection).not.toHaveProperty('authNamespace')
  })

  it('has no namespace if the input is only a slash, and rejects characters that a header cannot contain', async () => {
    expect((await read({ namespace: '/' })).connection).not.toHaveProperty('namespace')
    expect((await problemsOf({ namespace: 'команда' })).message).toMatch('namespace: has characters that are not allowed in an HTTP header')
    expect((await problemsOf({ namespace: 'a\nb' })).message).toMatch('namespace: has characters that are not allowed in an HTTP header')
  })

  test.each([
    ['a.test', ['a.test']],
    ['a.test, b.test:8200', ['a.test', 'b.test:8200']],
    ['a.test\n  b.test\n', ['a.test', 'b.test']],
    ['localhost, v_2.test., 10.0.0.1:8200', ['localhost', 'v_2.test.', '10.0.0.1:8200']],
    ['[2001:db8::1], [::1]:8200, bücher.test', ['[2001:db8::1]', '[::1]:8200', 'bücher.test']],
    [',', []],
  ])('redirectHosts %j', async (redirectHosts, hosts) => {
    expect((await read({ redirectHosts })).connection.redirectHosts).toEqual(hosts)
  })

  test.each([
    ['2001:db8::1', '"2001:db8::1" is not a valid host. Write: [2001:db8::1]'],
    ['https://v2.test:8200', '"https://v2.test:8200" is more than a host and port. Write: v2.test:8200'],
    ['v2.test/v1', '"v2.test/v1" is more than a host and port. Write: v2.test'],
    ['v2.test:port', '"v2.test:port" is not a valid host. Write: vault-2.example.com:8200'],
  ])('redirectHosts %j is refused', async (redirectHosts, message) => {
    expect((await problemsOf({ redirectHosts })).message).toBe(`redirectHosts: ${message}`)
  })

  const notHosts = ['*.test', 'a;x', 'a.test:', 'a.test:0', 'a.test:00', '.', '.test', 'v..test', 'a..', '1234', '0x7f000001', '127.1']

  test.each([...notHosts, 'localhost\\v2.test', 'a\0.test', '::', '[::1]:0', '[::1]:'])(
    'redirectHosts %j is refused, because no server has this host',
    async (redirectHosts) => {
      expect((await problemsOf({ redirectHosts })).message).toBe(
        `redirectHosts: "${redirectHosts}" is not a valid host. Write: ${redirectHosts === '::' ? '[::]' : 'vault-2.example.com:8200'}`,
      )
    },
  )

  test.each([...notHosts.flatMap((host) => [`https://${host}`, `http://${host}/v1`]), 'https://a.test\\b', 'https:\\\\a.test'])(
    'url %j is refused, because no server has this host',
    async (url) => {
      expect((await problemsOf({ url })).message).toBe(`url: "${url}" is not a valid URL. Write: https://vault.example.com`)
    },
  )

  it('has a correlation ID that identifies the job', async () => {
    const env = { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2', GITHUB_JOB: 'deploy' }
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await read({}, env)).connection.correlationId))
    expect(ids.filter((id) => !/^77-2-deploy-[\da-f]{8}$/.test(id))).toEqual([])
    // the jobs of a matrix have the same run, attempt and name
    expect(new Set(ids).size).toBe(20)
  })

  it('is not read from the environment', async () => {
    const planted = { VAULT_ADDR: 'https://evil.test', VAULT_TOKEN: 't', VAULT_NAMESPACE: 'evil' }
    expect(textOf(await read({}, planted))).toBe(textOf(await read()))
    expect((await problemsOf({ url: '' }, planted)).message).toMatch('url: is required')
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
  ])('rejects the mount %j, because the request would go to another path', async (path, mount) => {
    expect(await problemsOf({ path })).toMatchObject({
      code: 'ERR_INPUT',
      message: `path: "${mount}" is not a valid mount of an auth method. Write: jwt`,
    })
  })

  it('rejects an unknown method and lists the known ones', async () => {
    expect((await problemsOf({ method: 'kerberos' })).message).toBe(
      'method: "kerberos" is invalid. Write: jwt, token, approle, github, kubernetes, ldap, userpass, cert, aws, or any other together with `authPayload`',
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

  it('rejects an unknown encoding', async () => {
    expect((await problemsOf({ secretEncodingType: 'latin1' })).message).toBe(
      'secretEncodingType: "latin1" is invalid. Write: base64, hex, utf8',
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

  test.each(['0', '-1', '1.5', '2m', 'x', '86401', 'NaN', 'Infinity', '0x10', '1e3', '+5', '1.0', '0b1'])('%j is refused', async (text) => {
    expect((await problemsOf({ timeout: text })).message).toBe(`timeout: "${text}" is not a whole number from 1 to 86400. Write: 120`)
    expect((await problemsOf({ minMaskLength: text })).message).toBe(
      `minMaskLength: "${text}" is not a whole number from 1 to 86400. Write: 4`,
    )
  })
})

describe('the mapping', () => {
  it('reports the line of a problem in the input', async () => {
    expect((await problemsOf({ secrets: '\n\n# comment\nsecret/a;\n' })).message).toBe(
      'secrets line 4, column 1: "secret/a" has no key. Write: secret/a KEY',
    )
  })

  test.each([
    ['a/b k | a=b', 'secrets line 1: the output name "a=b" contains =. Write: another name after |'],
    ['a/b ---', 'secrets line 1: the output name "" is empty. Write: another name after |'],
    ['a/b k | x<<y', 'secrets line 1: the output name "x<<y" contains <<. Write: another name after |'],
  ])('rejects the output name of %j', async (secrets, message) => {
    expect((await problemsOf({ secrets })).message).toBe(message)
  })

  it('rejects a variable name only if the variable would be exported', async () => {
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
  ])('%j cannot use a name of the token with %j', async (secrets, inputs, text) => {
    expect((await problemsOf({ secrets, ...inputs })).message).toBe(`secrets line 1: ${text}. Write: another name after |`)
    expect((await read({ secrets })).plan).toHaveLength(1)
  })

  it('can consist only of a certificate', async () => {
    expect((await read({ secrets: '', pki: 'pki/issue/web {"common_name": "a.test"};' })).plan).toMatchObject([
      { method: 'POST', path: 'pki/issue/web' },
    ])
    expect((await problemsOf({ secrets: '', pki: 'web' })).message).toMatch(/^pki line 1, column 1: /)
  })

  it('reads the files that a write names from the workspace', async () => {
    const failure = await problemsOf({ secrets: 'a {"x": "@action.yml"}' }, { GITHUB_WORKSPACE: join(__dirname, 'nowhere') })
    expect(failure.message).toMatch('secrets line 1: the file "action.yml" cannot be read')
    const { plan } = await read({ secrets: 'a {"x": "@action.yml"}' }, { GITHUB_WORKSPACE: join(__dirname, '../../..') })
    expect(plan).toMatchObject([{ body: { x: actionYml } }])
  })

  it('can be empty if only the token is exported', async () => {
    expect(await read({ secrets: '', exportToken: 'true' })).toMatchObject({ plan: [], exportToken: true })
    expect(await read({ secrets: '', outputToken: 'true' })).toMatchObject({ plan: [], outputToken: true })
  })
})

describe('a step whose outputs cannot be read', () => {
  const noId = { GITHUB_ACTION: '__vault-exchange' }

  test.each<[string, Record<string, string>, Env, boolean]>([
    ['has no id', {}, noId, true],
    ['has no id, its second use in the job', {}, { GITHUB_ACTION: '__vault-exchange_2' }, true],
    ['has no id, and an empty exportEnv', { exportEnv: '' }, noId, true],
    ['has no id, and outputs the token', { secrets: '', outputToken: 'true' }, noId, true],
    ['has no id, outside of composites', {}, { ...noId, GITHUB_ACTION_PATH: '' }, true],
    ['has an id', {}, { GITHUB_ACTION: 'vault' }, false],
    ['sets exportEnv: true', { exportEnv: 'true' }, noId, false],
    ['sets exportEnv: false explicitly', { exportEnv: 'false' }, noId, false],
    ['is inside a composite', {}, { ...noId, GITHUB_ACTION_PATH: '/a' }, false],
    ['exports the token alone', { secrets: '', exportToken: 'true' }, noId, false],
    ['writes, and reads nothing from the response', { secrets: 'a/b {"x": 1}' }, noId, false],
    ['has an entry with env', { secrets: 'a k; a l | L | env' }, noId, false],
    ['runs without GITHUB_ACTION', {}, { GITHUB_ACTION: undefined }, false],
  ])('%s', async (_, inputs, env, unreadable) => {
    if (!unreadable) {
      expect((await read(inputs, env)).timeout).toBe(120)
      return
    }
    const failure = await problemsOf(inputs, env)
    expect(failure).toMatchObject({
      code: 'ERR_UNREADABLE',
      message: 'no later step can read the secrets: this step has no `id`, and `exportEnv` is not set',
    })
    expect(failure.hint).toContain('id: vault')
    expect(failure.hint).toContain('exportEnv: true')
  })

  it('is valid if the mapping sets the path of a file, because later steps know the path', async () => {
    expect((await read({ secrets: 'a cert | CERT | file=certs/app.pem' }, noId)).plan).toHaveLength(1)
    expect((await problemsOf({ secrets: 'a cert | CERT | file' }, noId)).code).toBe('ERR_UNREADABLE')
    expect((await problemsOf({ secrets: 'a cert | CERT | file=certs/app.pem', outputToken: 'true' }, noId)).code).toBe('ERR_UNREADABLE')
  })

  it('reports invalid inputs first', async () => {
    expect((await problemsOf({ timeout: 'x' }, noId)).code).toBe('ERR_INPUT')
  })
})

describe('revoke, maxTtl and minTtl', () => {
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
    ['1h 30m', 5_400],
    ['1d 2h 3m 4s', 93_784],
    ['1d4s', 86_404],
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
  ])('the maximum TTL of %j is %i s: revoke: false has no limit by default', async (inputs, seconds) => {
    expect((await read(inputs)).maxTtl).toBe(seconds)
  })

  it('action.yml describes the default of maxTtl but does not declare it, because it depends on revoke', () => {
    expect(declared.get('maxTtl')).toBeUndefined()
    expect(actionYml).toMatch(/\n {2}maxTtl:\n[^]*?Default is 6h, and no limit with revoke false\.\n/)
  })

  test.each<[Record<string, string>, number]>([
    [{}, 0],
    [{ minTtl: '' }, 0],
    [{ minTtl: '2h' }, 7_200],
    [{ minTtl: '6h' }, 21_600],
    [{ minTtl: '8h', maxTtl: '0' }, 28_800],
    [{ minTtl: '8h', revoke: 'false' }, 28_800],
  ])('the minimum TTL of %j is %i s', async (inputs, seconds) => {
    expect((await read(inputs)).minTtl).toBe(seconds)
  })

  test.each<readonly [Record<string, string>, string]>([
    [{ minTtl: '8h' }, 'minTtl: "8h" exceeds maxTtl, which is 6h. Write: at most 6h, or also maxTtl: 8h'],
    [{ minTtl: '61m', maxTtl: '1h' }, 'minTtl: "61m" exceeds maxTtl, which is 1h. Write: at most 1h, or also maxTtl: 61m'],
    [{ minTtl: 'long' }, 'minTtl: "long" is not a valid duration. Write: 2h, 1h30m, or 3600 (seconds)'],
    [
      { minTtl: '1h', run: 'true' },
      'minTtl: excludes `run`, which renews token and leases until its command ends. Write: run without minTtl',
    ],
    [{ revoke: 'yes' }, 'revoke: "yes" is invalid. Write: true, required, false'],
    ...['6 h', '-1', '1h30', '1h1h', '30m1h', '1h, 30m', 'h', '0x10', '1.5h', '99999999999999999999h'].map(
      (maxTtl) => [{ maxTtl }, `maxTtl: "${maxTtl}" is not a valid duration. Write: 6h, 1h30m, 3600 (seconds), or 0 for no limit`] as const,
    ),
  ])('%j is refused', async (inputs, message) => {
    expect((await problemsOf(inputs)).message).toBe(message)
  })
})
