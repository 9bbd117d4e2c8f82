import { awsServerId } from '../../testing/stack/logins.ts'
import { finishWithReceipt, look, stack, steady, type Finished, type Scenario } from '../support/scenario.ts'

/** Returns the log of main and post. */
async function transcript(scenario: Scenario): Promise<string> {
  const run: Finished = await finishWithReceipt(scenario)
  return ['main:', ...steady(run, run.main.log), 'post:', ...steady(run, run.post.log), ''].join('\n')
}

const token = 'token TTL 15 min, policies'

describe('whole logs', () => {
  test('success, with leases', async () => {
    expect(await transcript({ secrets: 'secret/data/ci/app password | APP; database/creds/app username; aws/creds/deploy access_key' }))
      .toBe(`\
main:
Logged in to VAULT as role deploy (jwt); ${token} default, read-dynamic, read-kv, revoke-by-path
Read 3 paths in N ms
  database/creds/app – revoked when this job ends
  aws/creds/deploy – revoked when this job ends
Set 3 outputs: APP, username, access_key
post:
2 leases revoked, token revoked
##[group]Receipt
RECEIPT
##[endgroup]
`)
  })

  test('keys of a new AWS user', async () => {
    const secrets = 'aws/creds/deploy access_key | AWS_ACCESS_KEY_ID; aws/creds/deploy secret_key | AWS_SECRET_ACCESS_KEY'
    expect(await transcript({ secrets })).toBe(`\
main:
Logged in to VAULT as role deploy (jwt); ${token} default, read-dynamic, read-kv, revoke-by-path
Read 1 path in N ms
  aws/creds/deploy – revoked when this job ends
AWS keys ready after N s
Set 2 outputs: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
post:
1 lease revoked, token revoked
##[group]Receipt
RECEIPT
##[endgroup]
`)
  })

  test('a login with an AWS identity that the role does not bind', async () => {
    await look.root('POST', 'auth/aws/role/others', { auth_type: 'iam', bound_iam_principal_arn: 'arn:aws:iam::123456789012:user/runner' })
    const { accessKeyId, secretAccessKey } = stack.aws.admin
    const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
    const given = { method: 'aws', role: 'others', awsHeaderValue: awsServerId }
    expect(await transcript({ identity: false, secrets: 'secret/data/ci/app password', with: given, env })).toBe(`\
main:
##[error]Vault refused the login (method aws, mount aws, role others): IAM Principal "arn:aws:iam::123456789012:user/administrator" does not belong to the role "others"
AWS says that this runner is arn:aws:iam::123456789012:user/administrator. If it should be allowed to log in, add arn:aws:iam::123456789012:user/administrator to bound_iam_principal_arn of auth/aws/role/others. Otherwise check which AWS credentials the step uses: docs/logins.md has their order.
ERR_LOGIN, see docs/errors.md#err_login
post:
`)
  })

  test('static secrets only', async () => {
    expect(await transcript({ role: 'kv-only', secrets: 'secret/data/ci/app password' })).toBe(`\
main:
Logged in to VAULT as role kv-only (jwt); ${token} default, read-kv
Read 1 path in N ms
Set 1 output: password
token revoked
post:
`)
  })

  test('a policy that grants no lease revocation', async () => {
    expect(await transcript({ role: 'deploy-plain', secrets: 'database/creds/app username' })).toBe(`\
main:
Logged in to VAULT as role deploy-plain (jwt); ${token} default, read-dynamic, read-kv
Read 1 path in N ms
  database/creds/app – revoked when this job ends
Set 1 output: username
post:
token revoked, 1 lease revoked with it, not confirmed. To get a confirmation, allow: path "sys/leases/revoke/database/creds/app/*" { capabilities = ["update"] }
##[group]Receipt
RECEIPT
##[endgroup]
`)
  })

  test('no id-token permission', async () => {
    expect(await transcript({ identity: false, secrets: 'secret/data/ci/app password' })).toBe(`\
main:
##[error]this job has no permission to request an OIDC token
Add these lines to the job and, for a reusable workflow, to the job that calls it:
  permissions:
    id-token: write
    contents: read
Runs for pull requests from forks never get an OIDC token. Runs of Dependabot get one only with these lines.
ERR_IDENTITY, see docs/errors.md#err_identity
post:
`)
  })

  test('a claim that does not match the bound claims', async () => {
    expect(await transcript({ role: 'elsewhere', secrets: 'secret/data/ci/app password' })).toBe(`\
main:
##[error]Vault refused the login (method jwt, mount jwt, role elsewhere): error validating claims: claim "repository_id" does not match any associated bound claim values
The token has repository_id = 271828182, but bound_claims of auth/jwt/role/elsewhere require another value for "repository_id". If this job should be allowed to log in, add its value to the role. Otherwise use another role (input \`role\`).
ERR_LOGIN, see docs/errors.md#err_login
##[group]Claims of the token (unverified)
sub = repo:octo-org/run-RUN:ref:refs/heads/main
aud = https://vault.example
iss = ISSUER
repository = octo-org/run-RUN
repository_id = 271828182
ref = refs/heads/main
job_workflow_ref = octo-org/shop/.github/workflows/deploy.yml@refs/heads/main
event_name = push
##[endgroup]
post:
`)
  })

  test('a missing key', async () => {
    expect(await transcript({ secrets: '# the database\ndatabase/creds/app username;\nsecret/data/ci/app passwort | APP' })).toBe(`\
main:
Logged in to VAULT as role deploy (jwt); ${token} default, read-dynamic, read-kv, revoke-by-path
Read 2 paths in N ms
  database/creds/app – revoked when this job ends
##[error]secrets line 3: secret/data/ci/app: there is no key "passwort"; nearest keys: "password", "port", "api-key"
Nothing was exported.
ERR_KEY, see docs/errors.md#err_key
1 lease revoked, token revoked
##[group]Receipt
RECEIPT
##[endgroup]
post:
`)
  })
})
