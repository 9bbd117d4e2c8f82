const js = require('@eslint/js')
const ts = require('typescript-eslint')

module.exports = ts.config(
  { ignores: ['dist/', 'coverage/', '.cache/', 'build/'] },
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
    // Time spans and the ends of leases are measured with a clock that nothing sets: src/core/clock.ts.
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Write now() of core/clock.ts, or performance.now().' },
      ],
    },
  },
  {
    // The times in tokens and certificates are wall-clock times of others.
    files: ['src/{login/token-times,login/self-signed-jwt,http/certificate-errors,inputs/tls}.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/__tests__/**/*.ts'],
    rules: {
      // A test may assert that something is there by using it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A part that goes on after a test that failed keeps jest from exiting.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':not(CallExpression[callee.name="endsWithTest"]) > CallExpression[callee.name=/^(start(FaultProxy|ConnectProxy|DelayProxy|TlsFront|Issuer|Cluster)|spawnStack|createNetwork|createJob)$/]',
          message: 'Write endsWithTest(…) around it.',
        },
        {
          selector: 'MemberExpression[property.name=/^(toBeDefined|toBeTruthy|toBeFalsy)$/]',
          message: 'Nearly any value passes. Write the value that is right.',
        },
        {
          selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name="only"]',
          message: 'The other tests of the file would not run.',
        },
      ],
    },
  },
  {
    // run as they are, by node
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
