import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { outputRefusal, variableRefusal, type NameOrigin } from '../../../src/export/names.ts'
import { ownedByRunner, refusedUnlessWritten } from '../../../src/runner/reserved-names.ts'

const noToken = { exportToken: false, outputToken: false }
const token = { exportToken: true, outputToken: true }
const everyOrigin: readonly NameOrigin[] = ['written', 'derived']

const refusals = [
  ['', 'is empty'],
  ['a=b', 'contains ='],
  ['a<<b', 'contains <<'],
  ['a\nb', 'contains a line break or NUL'],
  ['a\rb', 'contains a line break or NUL'],
  ['a\0b', 'contains a line break or NUL'],
] as const

test.each(refusals)('the output %j %s', (name, why) => {
  expect(outputRefusal(name, noToken)).toBe(why)
  for (const origin of everyOrigin) expect(variableRefusal(name, origin, noToken)).toBe(why)
})

test.each(['a', 'A B', 'PATH', 'NODE_OPTIONS', 'GITHUB_SHA', 'a<b', 'größe', '__proto__', '-', 'VAULT_TOKEN'])(
  'the output %j is allowed',
  (name) => {
    expect(outputRefusal(name, noToken)).toBeUndefined()
  },
)

test.each(['secrets', 'SECRETS', 'leases', 'Leases', 'notFound', 'errorMessage', 'errormessage', 'vault_token'])(
  'the output %j is refused, because the action sets it itself',
  (name) => {
    expect(outputRefusal(name, noToken)).toBe('is an output of this action itself')
  },
)

test.each(['VAULT_TOKEN', 'Vault_Token'])('the output %j is refused with outputToken', (name) => {
  expect(outputRefusal(name, token)).toMatch(/^is set by `outputToken`/)
})

test.each(['VAULT_TOKEN', 'vault_addr', 'VAULT_NAMESPACE', 'BAO_TOKEN', 'BAO_ADDR', 'BAO_NAMESPACE'])(
  'the variable %s is refused with exportToken',
  (name) => {
    for (const origin of everyOrigin) {
      expect(variableRefusal(name, origin, token)).toBe('is set by `exportToken`')
      expect(variableRefusal(name, origin, noToken)).toBeUndefined()
    }
  },
)

/** Returns names that a pattern matches. */
const namesOf = (pattern: string) => (pattern.endsWith('*') ? [pattern.replace('*', 'X'), pattern.replace('*', '')] : [pattern])
const rowsOf = (rules: typeof ownedByRunner) =>
  rules.flatMap(({ patterns, why }) => patterns.flatMap(namesOf).map((name) => [name, why] as const))

test.each(rowsOf(ownedByRunner))('the variable %s %s', (name, why) => {
  for (const spelling of [name, name.toLowerCase()])
    for (const origin of everyOrigin) expect(variableRefusal(spelling, origin, noToken)).toBe(why)
})

test.each(rowsOf(refusedUnlessWritten))('the variable %s %s: allowed only if the mapping contains the name', (name, why) => {
  for (const spelling of [name, name.toLowerCase()]) {
    expect(variableRefusal(spelling, 'derived', noToken)).toBe(why)
    expect(variableRefusal(spelling, 'written', noToken)).toBeUndefined()
  }
})

test.each([
  'DOTNET_STARTUP_HOOKS',
  'RUSTC_WRAPPER',
  'GOFLAGS',
  'CLASSPATH',
  'MAVEN_OPTS',
  'GRADLE_OPTS',
  'HTTPS_PROXY',
  'npm_config_registry',
  'INPUT_FILE',
  'LD_PRELOAD',
  'BASH_ENV',
  'NODE_EXTRA_CA_CERTS',
  'GIT_CONFIG_COUNT',
])('a wildcard cannot set %s', (name) => {
  expect(variableRefusal(name, 'derived', noToken)).toEqual(expect.any(String))
})

test.each([
  'GITHUB_TOKEN',
  'GITHUB_APP_ID',
  'GITHUB_APP_PRIVATE_KEY',
  'PASSWORD',
  'AWS_SECRET_ACCESS_KEY',
  'MY_PATH',
  'PATHS',
  'GITHUB',
  'LDAP_PASSWORD',
  'a',
  // names of credentials that tools read
  'NODE_AUTH_TOKEN',
  'NPM_TOKEN',
  'CARGO_REGISTRY_TOKEN',
  'GIT_TOKEN',
  'GIT_PASSWORD',
  'MAVEN_PASSWORD',
  'NUGET_API_KEY',
  'GOOGLE_CREDENTIALS',
  'GEM_HOST_API_KEY',
  'COMPOSER_AUTH',
  'DOCKER_PASSWORD',
  'KUBECONFIG',
  'UV_PUBLISH_TOKEN',
])('a wildcard can set %s', (name) => {
  expect(variableRefusal(name, 'derived', noToken)).toBeUndefined()
})

test('docs/names.md has every rule with its reason, and no others', () => {
  const text = readFileSync(join(__dirname, '../../../docs/names.md'), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows).toEqual(
    [...ownedByRunner, ...refusedUnlessWritten].map(
      ({ patterns, why }) => `| ${patterns.map((name) => `\`${name}\``).join(', ')} | ${why} |`,
    ),
  )
  expect(rows.length).toBeGreaterThan(10)
})
