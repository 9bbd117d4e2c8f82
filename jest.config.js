// CommonJS mode, because in jest's ESM mode msw does not see requests of @actions/http-client: jest copies the built-in http module
// before msw patches it. Packages that are ESM only are transformed: these, and every .mjs.
const esmOnly = [
  '@actions',
  '@octokit',
  'universal-user-agent',
  'before-after-hook',
  'content-type',
  'json-with-bigint',
  'jose',
  'msw',
  '@mswjs',
  '@open-draft',
  'until-async',
  'strict-event-emitter',
  'outvariant',
  'cookie',
].join('|')
const swc = (extra) => [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs', ...extra } },
]

const common = {
  testEnvironment: 'node',
  transform: {
    // it must look up http.request at call time, on the module object that msw has patched
    '@actions/http-client/.+\\.js$': swc({ importInterop: 'none' }),
    '\\.m?[jt]s$': swc({}),
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly})/).+\\.c?js$`, '<rootDir>/dist/'],
  moduleNameMapper: {
    '^@actions/(core|exec|io)$': '<rootDir>/node_modules/@actions/$1/lib/$1.js',
    '^@actions/github$': '<rootDir>/node_modules/@actions/github/lib/github.js',
    '^@actions/io/lib/io-util$': '<rootDir>/node_modules/@actions/io/lib/io-util.js',
    '^@actions/http-client$': '<rootDir>/node_modules/@actions/http-client/lib/index.js',
    '^@actions/http-client/lib/(.*)$': '<rootDir>/node_modules/@actions/http-client/lib/$1.js',
  },
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  setupFilesAfterEnv: ['<rootDir>/__tests__/support/has-assertions.ts'],
}

// the harness starts steps as the runner does on Linux and macOS, so its own tests run there
const unitTests = require('node:process').platform === 'win32' ? ['__tests__/unit'] : ['__tests__/unit', 'testing']

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/testing/table-reporter.cjs'],
  collectCoverageFrom: ['src/**/*.ts', '!src/{main,post,github-token,github-token-post,plan}.ts'],
  coverageReporters: ['text', 'text-summary'],
  projects: [
    { ...common, displayName: 'unit', testMatch: unitTests.map((folder) => `<rootDir>/${folder}/**/*.test.ts`) },
    {
      ...common,
      displayName: 'integration',
      testMatch: ['<rootDir>/__tests__/integration/**/*.test.ts'],
      globalSetup: '<rootDir>/__tests__/support/global-setup.ts',
      globalTeardown: '<rootDir>/__tests__/support/global-teardown.ts',
    },
  ],
}
