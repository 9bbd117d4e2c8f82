const js = require('@eslint/js')
const ts = require('typescript-eslint')

module.exports = ts.config(
  { ignores: ['dist/', 'github-token/dist/', 'plan/dist/', 'coverage/', '.cache/', 'build/'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // src/core/clock.ts measures durations and lease expiry with a monotonic clock.
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use now() of core/clock.ts, or performance.now().' },
      ],
    },
  },
  {
    // Times in tokens and certificates are wall-clock times.
    files: [
      'src/{login/token-times,login/self-signed-jwt,http/certificate-errors,inputs/tls}.ts',
      'src/github-app/{app-jwt,explain-lookup,github-refusal}.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/__tests__/**/*.ts'],
    rules: {
      // If a value is missing, the test fails anyway.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A part that still runs after a failed test keeps jest from exiting.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':not(CallExpression[callee.name="endsWithTest"]) > CallExpression[callee.name=/^(start(FaultProxy|ConnectProxy|DelayProxy|TlsFront|Issuer|Cluster|Github|GithubApi|GitHost)|spawnStack|createNetwork|createJob)$/]',
          message: 'Wrap it in endsWithTest(…).',
        },
        {
          selector: 'MemberExpression[property.name=/^(toBeDefined|toBeTruthy|toBeFalsy)$/]',
          message: 'Nearly every value passes. Assert the expected value.',
        },
        {
          selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name="only"]',
          message: 'The other tests of the file would not run.',
        },
      ],
    },
  },
  {
    // node runs these files directly
    files: ['bench/**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', exports: 'writable', require: 'readonly', process: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['*.js'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' } },
  },
)
