import { decodeJwt } from 'jose'
import { startFaultProxy, type FaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, nothing, stack } from '../support/scenario.ts'

const secrets = 'secret/data/ci/app password | APP_PASSWORD; database/creds/app username | PGUSER;'
const extraHeaders = `
  X-Api-Key: k3y-of-the-gateway
  Authorization: Bearer {oidc:https://iap.example}
`

let vault: FaultProxy
let issuer: FaultProxy
beforeEach(async () => {
  vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  issuer = await endsWithTest(startFaultProxy({ target: stack.issuer.url }))
})

/** Returns the value of a header in each request. */
const values = (proxy: FaultProxy, name: string) => proxy.requests.map(({ headers }) => headers[name]?.toString())

test('extra headers are sent with every request to Vault, with one new OIDC token in main and one in post', async () => {
  let inMain = 0
  const { post, job, left } = await finishRun({ secrets, with: { url: vault.url, extraHeaders }, issuerUrl: issuer.url }, ({ job }) => {
    inMain = vault.requests.length
    expect(JSON.stringify(job.files())).not.toContain('k3y-of-the-gateway')
  })
  expect(post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await left()).toEqual(nothing)

  expect(inMain).toBeGreaterThan(2)
  expect(vault.requests.length).toBeGreaterThan(inMain + 1)
  expect(new Set(values(vault, 'x-api-key'))).toEqual(new Set(['k3y-of-the-gateway']))
  const tokens = values(vault, 'authorization').map((value) => value!.replace(/^Bearer /, ''))
  expect(new Set(tokens.slice(0, inMain)).size).toBe(1)
  expect(new Set(tokens.slice(inMain)).size).toBe(1)
  expect(new Set(tokens.map((token) => decodeJwt(token).aud))).toEqual(new Set(['https://iap.example']))
  // one token for the login, one for the headers of each stage; only Vault gets the headers
  expect(issuer.requests).toHaveLength(3)
  expect(values(issuer, 'x-api-key')).toEqual([undefined, undefined, undefined])
  for (const secret of ['k3y-of-the-gateway', ...tokens]) expect(job.mask(secret)).toBe('***')
})

test('extra headers do not replace the headers of the action', async () => {
  const { main } = await finishRun({ secrets, with: { url: vault.url, extraHeaders: 'X-Vault-Token: t0p-secret\nX-Corr: ok\nl0ne' } })
  expect(main.log.join('\n')).toMatch(/2 problems in the inputs/)
  expect(main.log.join('\n')).toMatch(
    /extraHeaders line 1: the header x-vault-token is reserved: the login sets it\. Write: only headers that the action does not set/,
  )
  expect(main.log.join('\n')).toMatch(/extraHeaders line 3: has no colon/)
  expect(main.raw.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/t0p-secret|l0ne/)
  expect(vault.requests).toEqual([])
})

test('extra headers stop post if their value has changed: a warning lists what is left, and nothing is sent', async () => {
  let inMain = 0
  const given = { url: vault.url, extraHeaders: 'X-Api-Key: k3y-of-the-gateway' }
  const { post, left } = await finishRun({ secrets, with: given, postWith: { ...given, extraHeaders: 'X-Api-Key: another' } }, () => {
    inMain = vault.requests.length
  })
  expect(post.annotations).toMatchObject([{ level: 'warning' }])
  expect(post.log.join('\n')).toMatch(/the value of the input extraHeaders changed after the main step/)
  expect(vault.requests).toHaveLength(inMain)
  const { leases, tokens } = await left()
  expect([leases.length, tokens.length]).toEqual([1, 1])
  await look.root('PUT', 'sys/leases/revoke', { lease_id: leases[0] })
  await look.root('POST', 'auth/token/revoke-accessor', { accessor: tokens[0] })
})

test('extra headers fail without the id-token permission if they contain a placeholder', async () => {
  const withoutPermission = { secrets, identity: false, with: { url: vault.url, extraHeaders } }
  const { main } = await finishRun(withoutPermission)
  expect(main.log.join('\n')).toMatch(/ERR_IDENTITY/)
  expect(vault.requests).toEqual([])
})
