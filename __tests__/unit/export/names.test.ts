import { outputRefusal, variableRefusal } from '../../../src/export/names.ts'

const refusals = [
  ['', 'is empty'],
  ['a=b', 'contains ='],
  ['a<<b', 'contains <<'],
  ['a\nb', 'contains a line break or NUL'],
  ['a\rb', 'contains a line break or NUL'],
  ['a\0b', 'contains a line break or NUL'],
] as const

test.each(refusals)('the output %j %s', (name, why) => {
  expect(outputRefusal(name)).toBe(why)
  expect(variableRefusal(name)).toBe(why)
})

test.each(['a', 'A B', 'PATH', 'NODE_OPTIONS', 'GITHUB_SHA', 'a<b', 'größe', '__proto__', '-'])('the output %j is fine', (name) => {
  expect(outputRefusal(name)).toBeUndefined()
})

test.each([
  'PATH',
  'LD_PRELOAD',
  'LD_LIBRARY_PATH',
  'DYLD_INSERT_LIBRARIES',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'BASH_ENV',
  'PYTHONSTARTUP',
  'PERL5OPT',
  'RUBYOPT',
  'JAVA_TOOL_OPTIONS',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_GLOBAL',
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RUNTIME_URL',
  'RUNNER_TEMP',
  'INPUT_URL',
  'STATE_session',
])('the variable %s is refused in any case', (name) => {
  for (const spelt of [name, name.toLowerCase(), name.toUpperCase()]) {
    expect(variableRefusal(spelt)).toBe('would change what later steps run, trust or log in with')
  }
})

test.each([
  'GITHUB_SHA',
  'GITHUB_ENV',
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_REPOSITORY',
  'github_workspace',
  'GITHUB_RUN_ID',
  'GITHUB_API_URL',
])("the variable %s is the runner's", (name) => {
  expect(variableRefusal(name)).toBe('is set by the runner itself')
})

test.each([
  'GITHUB_TOKEN',
  'GITHUB_APP_ID',
  'GITHUB_APP_PRIVATE_KEY',
  'PASSWORD',
  'VAULT_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'MY_PATH',
  'PATHS',
  'GITHUB',
  'LDAP_PASSWORD',
  'a',
])('the variable %s is fine', (name) => {
  expect(variableRefusal(name)).toBeUndefined()
})
