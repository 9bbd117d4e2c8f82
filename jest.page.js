// Tests of the page in a browser, apart from the others, because only they need one.
const { projects, reporters, testTimeout } = require('./jest.config.js')

/** @type {import('jest').Config} */
module.exports = {
  ...projects[0],
  displayName: 'page',
  testMatch: ['<rootDir>/__tests__/page/**/*.test.ts'],
  // puppeteer-core and what it loads are ES modules only
  transformIgnorePatterns: ['/node_modules/(?!(?:puppeteer-core|@puppeteer|yaml)/).+\\.c?js$'],
  testTimeout,
  reporters,
}
