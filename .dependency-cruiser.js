/** The rooms of src, from the bottom up, and the rooms that each may import. docs/architecture.md has a diagram. */
const rooms = {
  core: [],
  runner: [],
  child: ['core'],
  http: ['core'],
  mapping: ['core'],
  policy: ['core'],
  vault: ['core', 'http'],
  select: ['core', 'mapping'],
  masks: ['core', 'mapping'],
  state: ['core', 'http', 'runner', 'vault'],
  login: ['core', 'http', 'masks', 'vault'],
  read: ['core', 'mapping', 'select', 'state', 'vault'],
  revoke: ['core', 'http', 'runner', 'state', 'vault'],
  export: ['core', 'mapping', 'masks', 'runner', 'select', 'state', 'vault'],
  inputs: ['child', 'core', 'export', 'http', 'login', 'mapping', 'masks', 'runner', 'state', 'vault'],
  workflows: ['core', 'login', 'mapping', 'masks', 'policy'],
  drift: ['core', 'policy', 'vault'],
  report: ['core', 'export', 'login', 'mapping', 'masks', 'revoke', 'runner', 'state', 'vault'],
  run: ['child', 'core', 'export', 'http', 'inputs', 'login', 'masks', 'read', 'report', 'revoke', 'runner', 'select', 'state', 'vault'],
  plan: ['child', 'core', 'drift', 'export', 'inputs', 'login', 'policy', 'report', 'run', 'runner', 'state', 'vault', 'workflows'],
}

/** The entries of the actions, without `.ts`. */
const entries = 'main|post|plan'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: `^src/(${entries})\\.ts$` }, to: {} },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports-lower-rooms-only`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
    })),
    {
      name: 'every-file-is-in-a-room',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/((${Object.keys(rooms).join('|')})/|(${entries})\\.ts$)` },
    },
    {
      name: 'mapping-and-select-are-pure',
      comment: 'Parsing and selecting depend only on their arguments: no I/O, no environment, no library except jsonata.',
      severity: 'error',
      from: { path: '^src/(mapping|select)/' },
      to: { pathNot: '^(src/(mapping|select)/|src/core/(json|failure)\\.ts$|node_modules/jsonata/)' },
    },
    {
      name: 'workflows-are-pure',
      comment:
        'An inventory depends only on texts. It shares with the action the parser of mappings, the method that a credential implies, and the names of secret inputs.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: {
        pathNot: [
          '^src/(workflows|mapping)/',
          '^src/core/(json|input-reader)\\.ts$',
          '^src/login/implied-method\\.ts$',
          '^src/masks/secret-inputs\\.ts$',
          '^src/policy/need\\.ts$',
          'node_modules/yaml/',
        ],
      },
    },
    {
      name: 'masks-are-pure',
      comment: 'The masks of a value depend only on the value; register.ts registers them.',
      severity: 'error',
      from: { path: '^src/masks/', pathNot: '^src/masks/register\\.ts$' },
      to: { pathNot: ['^src/masks/', '^src/core/json\\.ts$', '^src/mapping/plan\\.ts$'] },
    },
    {
      name: 'policies-are-pure',
      comment: 'What is generated depends only on what the jobs need.',
      severity: 'error',
      from: { path: '^src/policy/' },
      to: { pathNot: '^(src/policy/|src/core/wording\\.ts$)' },
    },
    {
      name: 'runner-commands-in-five-places',
      comment: 'Only these files may use @actions/core (workflow commands) and command-files.ts (command files).',
      severity: 'error',
      from: {
        pathNot: '^(src/(inputs/(step-inputs|vault)|state/.*|masks/register|report/.*|plan/runner-report)\\.ts|src/export/|__tests__/)',
      },
      to: { path: ['node_modules/@actions/core/', '^src/runner/command-files\\.ts$'] },
    },
    {
      name: 'network-in-one-room',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/http/' },
      to: { path: ['node_modules/@actions/http-client/', '^(node:)?(http|https|http2|net|tls)$'] },
    },
    {
      name: 'the-runner-harness-stands-alone',
      comment: 'The test harness shares no code with the action.',
      severity: 'error',
      from: { path: '^testing/', pathNot: '^testing/__tests__/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-development-packages-in-src',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
