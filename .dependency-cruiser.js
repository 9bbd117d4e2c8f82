/** The rooms of src, from the bottom up, and the rooms that each may import. docs/architecture.md has a diagram. */
const rooms = {
  core: [],
  runner: [],
  http: ['core'],
  mapping: ['core'],
  vault: ['core', 'http'],
  select: ['core', 'mapping'],
  formats: ['core', 'mapping'],
  masks: ['core', 'mapping'],
  state: ['core', 'http', 'runner', 'vault'],
  login: ['core', 'http', 'masks', 'vault'],
  read: ['core', 'mapping', 'select', 'state', 'vault'],
  revoke: ['core', 'http', 'runner', 'state', 'vault'],
  export: ['core', 'formats', 'mapping', 'masks', 'runner', 'select', 'state', 'vault'],
  inputs: ['core', 'export', 'formats', 'http', 'login', 'mapping', 'masks', 'runner', 'state', 'vault'],
  report: ['core', 'export', 'login', 'mapping', 'masks', 'revoke', 'runner', 'state', 'vault'],
  run: ['core', 'export', 'formats', 'http', 'inputs', 'login', 'masks', 'read', 'report', 'revoke', 'runner', 'select', 'state', 'vault'],
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '^src/(main|post)\\.ts$' }, to: {} },
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
      to: { path: '^src/', pathNot: `^src/((${Object.keys(rooms).join('|')})/|(main|post)\\.ts$)` },
    },
    {
      name: 'mapping-select-and-formats-are-pure',
      comment: 'Parsing, selecting and formatting depend only on their arguments: no I/O, no environment, no library except jsonata.',
      severity: 'error',
      from: { path: '^src/(mapping|select|formats)/' },
      to: { pathNot: '^(src/(mapping|select|formats)/|src/core/(json|failure)\\.ts$|node_modules/jsonata/)' },
    },
    {
      name: 'masks-are-pure',
      comment: 'The masks of a value depend only on the value; register.ts registers them.',
      severity: 'error',
      from: { path: '^src/masks/', pathNot: '^src/masks/register\\.ts$' },
      to: { pathNot: ['^src/masks/', '^src/core/json\\.ts$', '^src/mapping/plan\\.ts$'] },
    },
    {
      name: 'runner-commands-in-five-places',
      comment: 'Only these files may use @actions/core (workflow commands) and command-files.ts (command files).',
      severity: 'error',
      from: { pathNot: '^(src/(inputs/settings|state/.*|masks/register|report/.*)\\.ts|src/export/|__tests__/)' },
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
