import { mayRedirectTo, tokenNamespace } from '../../../src/vault/connection.ts'
import { connectionOf } from '../../support/revocable.ts'

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
  // the default port of the scheme, which URL omits
  ['https://vault.test', ['v2.test:443'], 'https://v2.test/', true],
  ['https://vault.test', ['v2.test:443'], 'https://v2.test:8200/', false],
  ['http://vault.test', ['v2.test:80'], 'http://v2.test/', true],
  ['http://vault.test', ['v2.test:80'], 'https://v2.test/', false],
  ['http://vault.test', ['v2.test:443'], 'http://v2.test/', false],
  ['https://vault.test', ['V2.test.:443'], 'https://v2.test/', true],
  ['https://vault.test', ['v2.test'], 'https://v2.test./', true],
  ['https://vault.test.', [], 'https://vault.test/', true],
  ['https://vault.test', ['[2001:DB8::1]:8200'], 'https://[2001:db8::1]:8200/', true],
  ['https://vault.test', ['[2001:db8::1]'], 'https://[2001:db8:0::1]:8201/', true],
  ['https://vault.test', ['tresor-straße.test'], 'https://xn--tresor-strae-v9a.test/', true],
  ['http://vault.test', [], 'ftp://vault.test/', false],
])('redirect from %s (redirectHosts %j) to %s: %j', (url, redirectHosts, target, expected) => {
  expect(mayRedirectTo(connectionOf({ urls: [url], redirectHosts }), new URL(url), new URL(target))).toBe(expected)
})

test('a redirect to another address of the same Vault is allowed, except from https to http', () => {
  const connection = connectionOf({ urls: ['https://v1.test', 'http://v2.test:8200'] })
  expect(mayRedirectTo(connection, new URL('https://v1.test'), new URL('https://v2.test:8200/v1/x'))).toBe(true)
  expect(mayRedirectTo(connection, new URL('https://v1.test'), new URL('http://v2.test:8200/v1/x'))).toBe(false)
  expect(mayRedirectTo(connection, new URL('http://v2.test:8200'), new URL('http://v2.test:8200/v1/x'))).toBe(true)
})

test.each([
  [{}, ''],
  [{ namespace: 'team' }, 'team'],
  [{ namespace: 'team/a', authNamespace: 'team' }, 'team'],
  [{ namespace: 'team', authNamespace: '' }, ''],
])('the token of %j belongs to the namespace "%s"', (more, namespace) => {
  expect(tokenNamespace(connectionOf(more))).toBe(namespace)
})
