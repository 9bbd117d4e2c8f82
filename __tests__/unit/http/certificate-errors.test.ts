import { X509Certificate } from 'node:crypto'
import { createCa, days, selfSigned, type Ca } from '../../../testing/tls/certificates.ts'
import { certificateFailure } from '../../../src/http/certificate-errors.ts'
import type { TlsSettings } from '../../../src/http/transport.ts'

const url = new URL('https://vault.test:8200')
const textOf = (code: string, pem: string | undefined, settings: TlsSettings = {}) => {
  const cause = Object.assign(new Error('message of node'), { code })
  const failure = certificateFailure(cause, url, settings, pem === undefined ? undefined : new X509Certificate(pem))
  expect(failure).toMatchObject({ code: 'ERR_TLS', sent: false, cause })
  return `${failure.message}\n${failure.hint ?? ''}`
}

let root: Ca
beforeAll(async () => {
  root = await createCa('Root')
})

it('names only the code if the certificate could not be read', () => {
  expect(textOf('CERT_HAS_EXPIRED', undefined)).toBe(
    'the certificate of vault.test:8200 was rejected (CERT_HAS_EXPIRED)\nInspect it: openssl s_client -connect vault.test:8200 -showcerts',
  )
})

it('distinguishes an expired certificate from an expired CA', async () => {
  const old = await root.issue({ name: 'old', hosts: ['vault.test'], from: days(-3), to: new Date('2020-02-03') })
  const fresh = await root.issue({ name: 'fresh', hosts: ['vault.test'] })
  expect(textOf('CERT_HAS_EXPIRED', old.certificate)).toMatch(
    /has expired: CN=old, issued by CN=Root, valid from .* to 2020-02-03 \(CERT.*\nRenew it on the server\.$/,
  )
  expect(textOf('CERT_HAS_EXPIRED', fresh.certificate)).toMatch(
    /is signed by a CA whose certificate has expired .*\n.* among the CAs that the runner trusts\. /,
  )
  expect(textOf('CERT_HAS_EXPIRED', fresh.certificate, { ca: root.certificate })).toMatch(
    /Replace the expired certificate: it is in `caCertificate`\. /,
  )
})

it('lists the host names of a certificate for another host', async () => {
  const [other, none] = [await root.issue({ name: 'o', hosts: ['a.test', '10.0.0.1'] }), await root.issue({ name: 'n' })]
  expect(textOf('ERR_TLS_CERT_ALTNAME_INVALID', other.certificate)).toMatch(
    /is for another host \(DNS:a\.test, IP Address:10\.0\.0\.1\): CN=o, /,
  )
  expect(textOf('ERR_TLS_CERT_ALTNAME_INVALID', none.certificate)).toMatch(/is for another host \(it contains no host name\): CN=n, /)
})

it('lists at most three certificates of caCertificate', async () => {
  const leaf = await root.issue({ name: 'x', hosts: ['vault.test'] })
  const others = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => createCa(name)))
  const bundle = (count: number) => ({
    ca: others
      .slice(0, count)
      .map(({ certificate }) => certificate)
      .join(''),
  })
  expect(textOf('UNABLE_TO_VERIFY_LEAF_SIGNATURE', leaf.certificate, bundle(3))).toMatch(/caCertificate contains CN=A; CN=B; CN=C\. /)
  expect(textOf('UNABLE_TO_VERIFY_LEAF_SIGNATURE', leaf.certificate, bundle(5))).toMatch(
    /caCertificate contains CN=A; CN=B; CN=C; 2 more\. /,
  )
})

it('removes workflow commands from the names of a certificate', async () => {
  const evil = await selfSigned({ name: 'x\\0A::set-env name=A::b', hosts: ['vault.test'] })
  const text = textOf('DEPTH_ZERO_SELF_SIGNED_CERT', evil.certificate)
  expect(text.split('\n')).toHaveLength(2)
  expect(text).toContain('is self-signed: CN=x')
})

it('describes the certificate for any other code', async () => {
  const leaf = await root.issue({ name: 'client only' })
  expect(textOf('INVALID_PURPOSE', leaf.certificate)).toMatch(/was rejected: CN=client only, issued by CN=Root, .* \(INVALID_PURPOSE\)/)
})
