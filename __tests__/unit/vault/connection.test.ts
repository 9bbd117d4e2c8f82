import { mayRedirectTo } from '../../../src/vault/connection.ts'

test.each<[string, readonly string[], string, boolean]>([
  ['https://vault.test', [], 'https://vault.test/v1/x', true],
  ['https://vault.test:8200', [], 'https://vault.test:8200/v1/x', true],
  ['https://vault.test:8200', [], 'https://vault.test:8201/v1/x', false],
  ['https://vault.test', [], 'https://vault.test:8200/v1/x', false],
  ['https://vault.test:8200', [], 'https://evil.test:8200/v1/x', false],
  ['https://vault.test', [], 'https://vault.test.evil.test/', false],
  ['https://vault.test', [], 'https://vault.test@evil.test/', false],
  ['https://vault.test', [], 'http://vault.test/', false],
  ['http://vault.test:8200', [], 'https://vault.test:8200/', true],
  ['http://vault.test', [], 'http://vault.test/', true],
  ['https://vault.test', ['v2.test'], 'https://v2.test:8200/', true],
  ['https://vault.test', ['v2.test:8200'], 'https://v2.test:8200/', true],
  ['https://vault.test', ['v2.test:8200'], 'https://v2.test:8201/', false],
  ['https://vault.test', ['V2.Test'], 'https://v2.test/', true],
  ['https://vault.test', ['v2.test'], 'http://v2.test/', false],
  ['http://vault.test', [], 'ftp://vault.test/', false],
])('from %s (and %j) to %s: %j', (url, redirectHosts, target, expected) => {
  expect(mayRedirectTo({ url, redirectHosts, correlationId: 'x' }, new URL(target))).toBe(expected)
})
