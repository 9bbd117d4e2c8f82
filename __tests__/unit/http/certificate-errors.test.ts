import { X509Certificate } from 'node:crypto'
import { createAuthority, days, selfSigned, type Authority } from '../../../testing/tls/certificates.ts'
import { certificateFailure } from '../../../src/http/certificate-errors.ts'
import type { TlsSettings } from '../../../src/http/transport.ts'

const url = new URL('https://vault.test:8200')
const said = (code: string, pem: string | undefined, settings: TlsSettings = {}) => {
  const cause = Object.assign(new Error('words of node'), { code })
  const failure = certificateFailure(cause, url, settings, pem === undefined ? undefined : new X509Certificate(pem))
  expect(failure).toMatchObject({ code: 'ERR_TLS', sent: false, cause })
  return `${failure.message}\n${failure.hint ?? ''}`
}

let root: Authority
beforeAll(async () => {
  root = await createAuthority('Root')
})

it('says what it can where no certificate could be had', () => {
  expect(said('CERT_HAS_EXPIRED', undefined)).toBe(
    'the certificate of vault.test:8200 was not accepted (CERT_HAS_EXPIRED)\nLook at it: openssl s_client -connect vault.test:8200 -showcerts',
  )
})

it('tells an old certificate from an old authority', async () => {
  const old = await root.issue({ name: 'old', hosts: ['vault.test'], from: days(-3), to: new Date('2020-02-03') })
  const fresh = await root.issue({ name: 'fresh', hosts: ['vault.test'] })
  expect(said('CERT_HAS_EXPIRED', old.certificate)).toMatch(
    /has expired: CN=old, issued by CN=Root, valid from .* to 2020-02-03 \(CERT.*\nRenew it on the server\.$/,
  )
  expect(said('CERT_HAS_EXPIRED', fresh.certificate)).toMatch(
    /comes from an authority that has expired .*\n.* one that the runner knows\.$/,
  )
  expect(said('CERT_HAS_EXPIRED', fresh.certificate, { ca: root.certificate })).toMatch(/one that `caCertificate` gives\.$/)
})

it('names the names of a certificate for another host, or says that it has none', async () => {
  const [other, none] = [await root.issue({ name: 'o', hosts: ['a.test', '10.0.0.1'] }), await root.issue({ name: 'n' })]
  expect(said('ERR_TLS_CERT_ALTNAME_INVALID', other.certificate)).toMatch(
    /is for another host, DNS:a\.test, IP Address:10\.0\.0\.1: CN=o, /,
  )
  expect(said('ERR_TLS_CERT_ALTNAME_INVALID', none.certificate)).toMatch(/is for another host, without any name: CN=n, /)
})

it('lists what caCertificate has, and no more than three', async () => {
  const leaf = await root.issue({ name: 'x', hosts: ['vault.test'] })
  const others = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => createAuthority(name)))
  const bundle = (count: number) => ({
    ca: others
      .slice(0, count)
      .map(({ certificate }) => certificate)
      .join(''),
  })
  expect(said('UNABLE_TO_VERIFY_LEAF_SIGNATURE', leaf.certificate, bundle(3))).toMatch(/caCertificate has CN=A; CN=B; CN=C\. /)
  expect(said('UNABLE_TO_VERIFY_LEAF_SIGNATURE', leaf.certificate, bundle(5))).toMatch(/caCertificate has CN=A; CN=B; CN=C; 2 more\. /)
})

it('puts nothing of a certificate into the log that could be a command', async () => {
  const evil = await selfSigned({ name: 'x\\0A::set-env name=A::b', hosts: ['vault.test'] })
  const text = said('DEPTH_ZERO_SELF_SIGNED_CERT', evil.certificate)
  expect(text.split('\n')).toHaveLength(2)
  expect(text).toContain('is signed by nobody but itself: CN=x')
})

it('says of any other reason whose certificate it is', async () => {
  const leaf = await root.issue({ name: 'client only' })
  expect(said('INVALID_PURPOSE', leaf.certificate)).toMatch(/was not accepted: CN=client only, issued by CN=Root, .* \(INVALID_PURPOSE\)/)
})
