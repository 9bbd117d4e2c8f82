import { isOfRootNamespace } from '../../../src/vault/token.ts'

/** Returns a service token in the form of Vault 1.10 and later: a signature and a token, as protocol buffers. */
function packed(inner: string): string {
  const token = Buffer.concat([Buffer.from([0x0a, inner.length]), Buffer.from(inner), Buffer.from([0x10, 3])])
  const signed = Buffer.concat([Buffer.from([0x08, 1, 0x12, 0x20]), Buffer.alloc(32, 7), Buffer.from([0x1a, token.length]), token])
  return `hvs.${signed.toString('base64url')}`
}
const random = 'A1b2C3d4E5f6G7h8I9j0K1l2'

test.each([
  ['OpenBao, root', 's.AVQiDD2Jqk2iONSk28xPeFdm', true],
  ['OpenBao, a namespace', 's.AVQiDD2Jqk2iONSk28xPeFdm.sJLhO5', false],
  ['OpenBao, batch, root', 'b.AAAAAQLb8oIqFm_M-Jr', true],
  ['OpenBao, batch, a namespace', 'b.AAAAAQLb8oIqFm_M-Jr.sJLhO5', false],
  ['Vault, root', packed(`hvs.${random}`), true],
  ['Vault, a namespace', packed(`hvs.${random}.aB3dE`), false],
  ['Vault, batch, root', 'hvb.AAAAAQLb8oIqFm_M-Jr', true],
  ['Vault, an unknown newer form', `hvs.${Buffer.from([0x08, 1, 0x12, 0x40, 1, 2, 3]).toString('base64url')}`, undefined],
  ['an unknown form', 'my-own-token', undefined],
])('%s', (_, token, expected) => {
  expect(token.startsWith('hvs.') ? token.startsWith('hvs.CAES') : true).toBe(true)
  expect(isOfRootNamespace(token)).toBe(expected)
})
