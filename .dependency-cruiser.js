/**
 * The arrows of the design, as rules: who may import whom.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const pureRooms = '^src/(mapping|select)/'
const pureParts = '^(src/(vault/json|failure)\\.ts$|node_modules/jsonata/)'

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '^src/(main|post)\\.ts$' }, to: {} },
    {
      name: 'mapping-and-select-are-pure',
      comment: 'What is parsed and selected depends on text alone: no I/O, no environment, no library.',
      severity: 'error',
      from: { path: pureRooms },
      to: { pathNot: [pureRooms, pureParts] },
    },
    {
      name: 'masks-are-pure',
      comment: 'Which masks a value has depends on the value alone; src/export registers them.',
      severity: 'error',
      from: { path: '^src/masks/' },
      to: { pathNot: ['^src/masks/', '^src/(vault/json|mapping/plan)\\.ts$'] },
    },
    {
      name: 'login-knows-vault-only',
      severity: 'error',
      from: { path: '^src/login/' },
      to: { path: '^src/', pathNot: ['^src/(login|vault)/', '^src/(failure|stop)\\.ts$'] },
    },
    {
      name: 'vault-knows-no-other-room',
      severity: 'error',
      from: { path: '^src/vault/' },
      to: { path: '^src/', pathNot: ['^src/vault/', '^src/(failure|stop|version)\\.ts$'] },
    },
    {
      name: 'runner-commands-in-five-places',
      comment: '@actions/core prints for the runner, and runner-file.ts writes its files: only these speak to it.',
      severity: 'error',
      from: { pathNot: '^(src/(account|inputs|session|report)\\.ts|src/export/|__tests__/)' },
      to: { path: ['node_modules/@actions/core/', '^src/runner-file\\.ts$'] },
    },
    {
      name: 'http-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/vault/(http-transport|http2-session|connect|security|tunnel|proxy)\\.ts$' },
      to: { path: ['node_modules/@actions/http-client/', '^(node:)?(http|https|http2|net|tls)$'] },
    },
    {
      name: 'the-runner-harness-stands-alone',
      comment: 'What judges the action shares no code with it.',
      severity: 'error',
      from: { path: '^testing/', pathNot: '^testing/bench/' },
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
