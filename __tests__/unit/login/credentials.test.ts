import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { approle } from '../../../src/login/approle.ts'
import { cert } from '../../../src/login/cert.ts'
import { github } from '../../../src/login/github.ts'
import { kubernetes } from '../../../src/login/kubernetes.ts'
import { ldap } from '../../../src/login/ldap.ts'
import type { LoginMethod } from '../../../src/login/method.ts'
import { payload } from '../../../src/login/payload.ts'
import { userpass } from '../../../src/login/userpass.ts'
import { refusal } from '../../../src/vault/refusal.ts'
import { noNetwork } from '../../support/no-network.ts'
import { exchangeOf, readLogin } from '../../support/read-login.ts'
import { failureOf } from '../../support/rejection.ts'
import { createLoginContext } from '../../support/login-context.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'))
  path = join(folder, 'token')
  writeFileSync(path, 'a.b.s3cr3t\n')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const supply = { ...createLoginContext(noNetwork) }

describe('the body of the login', () => {
  test.each<[LoginMethod, Record<string, string>, object, object]>([
    [approle, { roleId: 'r' }, { role_id: 'r' }, { as: 'the role of `roleId`', role: undefined }],
    [approle, { roleId: 'r', secretId: 's', role: 'ci' }, { role_id: 'r', secret_id: 's' }, { as: 'role ci', role: 'ci' }],
    [userpass, { username: 'bob', password: 'p' }, { password: 'p' }, { as: 'user bob', pathSuffix: 'bob' }],
    [ldap, { username: 'bob@example.org', password: 'p' }, { password: 'p' }, { pathSuffix: 'bob@example.org' }],
    [github, { githubToken: 'g' }, { token: 'g' }, { as: 'the owner of `githubToken`' }],
    [cert, {}, {}, { as: 'the owner of the client certificate' }],
    [cert, { role: 'ci' }, { name: 'ci' }, { as: 'role ci', role: 'ci' }],
    [cert, { authPayload: '{"name":"x"}' }, { name: 'x' }, { as: 'the identity in `authPayload`' }],
    [payload('alicloud'), { authPayload: '{"role":"ci","n":1}' }, { role: 'ci', n: 1 }, { as: 'role ci', role: 'ci' }],
  ])('%#: %j %j', async (method, inputs, body, who) => {
    const exchange = await exchangeOf(method, inputs)
    expect(exchange).toMatchObject(who)
    await expect(exchange.supply(supply)).resolves.toEqual({ body })
  })
})

describe('one problem for each invalid input, without quoting a secret', () => {
  test.each<[LoginMethod, Record<string, string>, string]>([
    [approle, {}, 'roleId|is required|the RoleID'],
    [
      approle,
      { roleId: 'r', secretId: 's3cr3t', wrappedSecretId: 's3cr3t' },
      'wrappedSecretId|cannot be combined with secretId|only one of them',
    ],
    [
      approle,
      { roleId: 'r', wrappedSecretId: 's3cr3t token' },
      'wrappedSecretId|contains spaces or characters that are invalid in a token|only the wrapping token',
    ],
    [userpass, { password: 's3cr3t' }, 'username|is required|the name of a user'],
    [userpass, { username: 'bob' }, 'password|is required|${{ secrets.VAULT_PASSWORD }}'],
    [userpass, { username: '..', password: 's3cr3t' }, 'username|is invalid in a path|the name of a user'],
    [ldap, { username: 'a\nb', password: 's3cr3t' }, 'username|is invalid in a path|the name of a user'],
    [github, {}, 'githubToken|is required|${{ secrets.VAULT_GITHUB_TOKEN }}'],
    [payload('x'), {}, 'authPayload|is required|{"role": "ci", "jwt": "…"}'],
    [payload('x'), { authPayload: 's3cr3t' }, 'authPayload|is not a JSON object|{"role": "ci", "jwt": "…"}'],
    [payload('x'), { authPayload: '["s3cr3t"]' }, 'authPayload|is not a JSON object|{"role": "ci", "jwt": "…"}'],
    [cert, { authPayload: '{' }, 'authPayload|is not a JSON object|{"role": "ci", "jwt": "…"}'],
  ])('%#: %j %j', async (method, inputs, problem) => {
    expect((await readLogin(method, inputs)).problems).toEqual([problem])
  })
})

describe('kubernetes', () => {
  it('reads the token again for each attempt, and masks it', async () => {
    const { supply: nextBody } = await exchangeOf(kubernetes, { role: 'ci', kubernetesTokenPath: path })
    const context = createLoginContext(noNetwork)
    await expect(nextBody(context)).resolves.toEqual({ body: { role: 'ci', jwt: 'a.b.s3cr3t' } })
    writeFileSync(path, 'a.b.newer')
    await expect(nextBody(context)).resolves.toEqual({ body: { role: 'ci', jwt: 'a.b.newer' } })
    expect(context.masks).toEqual(['a.b.s3cr3t', 'a.b.newer'])
    rmSync(path)
    expect(await failureOf(nextBody(context))).toMatchObject({
      code: 'ERR_IDENTITY',
      message: `cannot read the service account token in ${path} (input \`kubernetesTokenPath\`)`,
    })
  })

  it('requires a role, and a file that contains a token', async () => {
    expect((await readLogin(kubernetes, { kubernetesTokenPath: path })).problems).toEqual(['role|is required|the role to log in with'])
    writeFileSync(path, '\n')
    expect((await readLogin(kubernetes, { role: 'ci', kubernetesTokenPath: path })).problems).toEqual([
      `kubernetesTokenPath|"${path}" is empty|the path of the service account's token file`,
    ])
    const { problems } = await readLogin(kubernetes, { role: 'ci', kubernetesTokenPath: '/none' })
    expect(problems).toEqual([expect.stringContaining('"/none" cannot be read: the runner has to run in a pod')])
  })
})

describe('the explanation of a refusal', () => {
  test.each<[LoginMethod, number, string, RegExp]>([
    [approle, 400, 'invalid role or secret ID', /auth\/m\/role\/ci\/role-id/],
    [approle, 400, 'invalid role_id', /Check `roleId`/],
    [approle, 400, 'missing secret_id', /set `secretId` or `wrappedSecretId`/],
    [approle, 400, 'source address "10.0.0.1" unauthorized by CIDR restrictions on the role: x', /secret_id_bound_cidrs/],
    [approle, 400, 'missing role', /another auth method/],
    [
      approle,
      500,
      '1 error occurred:\n\t* failed to verify subset relationship between CIDR blocks on the role ["10.0.0.0/8"] and CIDR blocks on the secret ID ["::/0"]\n\n',
      /^cidr_list of the SecretID is outside secret_id_bound_cidrs of auth\/m\/role\/ci/,
    ],
    [approle, 500, '1 error occurred:\n\t* missing role_id\n\n', /another auth method/],
    [userpass, 400, 'invalid username or password', /auth\/m\/users/],
    [userpass, 403, 'permission denied', /locks a user for 15 minutes/],
    [ldap, 400, 'ldap operation failed: failed to bind as user', /userdn and userattr/],
    [ldap, 400, 'failed to connect to host', /cannot reach the directory/],
    [
      ldap,
      400,
      'ldap.(Client).Authenticate: failed to connect: ldap.(Client).connect: error connecting to host "ldap://d": LDAP Result Code 200 "Network Error": dial tcp: refused',
      /cannot reach the directory/,
    ],
    [ldap, 400, 'auth method not configured', /Nothing is configured at auth\/m\/config/],
    [ldap, 400, 'ldap backend not configured', /Nothing is configured at auth\/m\/config/],
    [ldap, 400, 'unable to re-bind with the configuration BindDN user: x', /binddn and bindpass of auth\/m\/config/],
    [ldap, 400, 'unable to get user groups: LDAP search failed', /groupdn, groupfilter/],
    [ldap, 400, 'missing entity alias attribute value', /userattr of auth\/m\/config/],
    [ldap, 500, '1 error occurred:\n\t* missing username\n\n', /another auth method/],
    [ldap, 400, 'user is not a member of any authorized group', /auth\/m\/groups/],
    [github, 400, 'GET https://api.github.com/user: 401 Bad credentials', /GitHub rejects/],
    [github, 400, 'user is not part of required org', /read:org/],
    [github, 400, 'configuration has not been set', /auth\/m\/config/],
    [github, 500, '1 error occurred:\n\t* GET https://api.github.com/user: 401 Bad credentials []\n\n', /GitHub rejects/],
    [
      github,
      500,
      '1 error occurred:\n\t* GET https://api.github.com/orgs/octo: 404 Not Found []\n\n',
      /^Check organization of auth\/m\/config/,
    ],
    [github, 500, 'organization_id not found for octo', /^Check organization of auth\/m\/config/],
    [
      github,
      500,
      'GET https://api.github.com/user/orgs: 403 Resource protected by organization SAML enforcement. []',
      /read:org.*single sign-on/,
    ],
    [github, 500, 'GET https://api.github.com/user: 403 API rate limit of 5000 still exceeded', /rate limit for the owner/],
    [github, 500, 'Get "https://api.github.com/user": dial tcp: lookup api.github.com: no such host', /cannot reach GitHub/],
    [kubernetes, 400, 'invalid role name "ci"', /no role "ci"/],
    [kubernetes, 500, '1 error occurred:\n\t* could not load backend configuration\n\n', /Nothing is configured at auth\/m\/config/],
    [kubernetes, 403, 'service account name not authorized', /bound_service_account_names/],
    [kubernetes, 403, 'namespace not authorized', /bound_service_account_namespaces/],
    [kubernetes, 403, 'invalid audience (aud) claim', /projected token/],
    [kubernetes, 403, 'permission denied', /token_reviewer_jwt/],
    [cert, 400, 'no client certificate found', /`clientCertificate` and `clientKey`/],
    [cert, 400, 'tls connection required', /^The server received the login without TLS.* https:\/\//],
    [cert, 500, '1 error occurred:\n\t* tls connection not found\n\n', /^The server received the login without TLS/],
    [cert, 500, '1 error occurred:\n\t* no client certificate found\n\n', /`clientCertificate` and `clientKey`/],
    [cert, 400, 'no certificate was matched by this request', /auth\/m\/certs\/ci/],
    [cert, 500, "failed to verify client's certificate: x509: certificate has expired or is not yet valid", /auth\/m\/certs\/ci/],
    [cert, 400, 'invalid certificate or no client certificate supplied', /auth\/m\/certs\/ci/],
    [payload('x'), 404, 'no handler for route "auth/m/login". route entry not found.', /No auth method is mounted at auth\/m/],
  ])('%#: %j %i %s', async (method, status, words, advice) => {
    const failure = refusal('POST auth/m/login', 'auth/m/login', status, JSON.stringify({ errors: [words] }))
    expect(await method.explain({ failure, claims: undefined, mount: 'm', role: 'ci' })).toMatch(advice)
  })
})
