import { childEnvironment } from '../../../src/child/environment.ts'

const variables = new Map([['PGUSER', 'u']])

it('is that of a run step, with the variables of the mapping', () => {
  const env = { PATH: '/bin', GITHUB_OUTPUT: '/o', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://id', NONE: undefined, PGUSER: 'other' }
  const { NONE, ...kept } = env
  expect(childEnvironment(env, variables, 'linux')).toEqual({ ...kept, PGUSER: 'u' })
  expect(NONE).toBeUndefined()
})

it.each([
  'INPUT_TOKEN',
  'input_token',
  'INPUT_A B',
  'STATE_session',
  'GITHUB_STATE',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RUNTIME_URL',
  'ACTIONS_RESULTS_URL',
  'ACTIONS_CACHE_URL',
  'ACTIONS_CACHE_SERVICE_V2',
])('lacks %s', (name) => {
  expect(childEnvironment({ [name]: 'secret' }, new Map(), 'linux')).toEqual({})
})

it.each(['MY_INPUT_TOKEN', 'GITHUB_STATEMENT', 'ACTIONS_CACHE', 'STATE'])('has %s', (name) => {
  expect(childEnvironment({ [name]: 'x' }, new Map(), 'linux')).toEqual({ [name]: 'x' })
})

it('compares names as the system does', () => {
  expect(childEnvironment({ PgUser: 'other' }, variables, 'win32')).toEqual({ PGUSER: 'u' })
  expect(childEnvironment({ PgUser: 'other' }, variables, 'linux')).toEqual({ PgUser: 'other', PGUSER: 'u' })
})

it('has one of two names that are the same on Windows: the later value, as the runner would', () => {
  const both = new Map([
    ['Token', 'first'],
    ['TOKEN', 'second'],
  ])
  expect(childEnvironment({ token: 'inherited' }, both, 'win32')).toEqual({ TOKEN: 'second' })
  expect(childEnvironment({}, both, 'linux')).toEqual({ Token: 'first', TOKEN: 'second' })
})
