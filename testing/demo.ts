/**
 * Entry: runs a job with the committed action on this machine, with a real server and a real database. Shows the log, the outputs,
 * and the users of the database and of AWS before, during and after the job.
 */
import { join } from 'node:path'
import { createJob, type StageResult } from './runner/job.ts'
import { awsEnv } from './stack/aws-api.ts'
import { requestUrl } from './stack/id-token.ts'
import type { StackInfo } from './stack/info.ts'
import { inspect } from './stack/inspect.ts'
import { audience } from './stack/roles.ts'
import { startStack } from './stack/stack.ts'

const secrets = `
  # static
  kv/ci/legacy password | LEGACY_PASSWORD ;
  secret/data/ci/app password | APP_PASSWORD ;
  # dynamic: created for this job and revoked at its end
  database/creds/app username | PGUSER ;
  database/creds/app password | PGPASSWORD ;
  aws/creds/deploy access_key | AWS_ACCESS_KEY_ID ;
  aws/creds/deploy secret_key | AWS_SECRET_ACCESS_KEY ;
  aws/creds/deploy security_token | AWS_SESSION_TOKEN ;
`

const show = (title: string, lines: readonly string[] = []) => {
  console.log(`\n${title}`)
  for (const line of lines) console.log(`    ${line}`)
}
const log = (title: string, stage: StageResult) => {
  show(`${title} (${Math.round(stage.milliseconds)} ms, exit code ${stage.exitCode ?? 'none'})`, stage.log)
}

async function demonstrate(info: StackInfo): Promise<void> {
  const look = inspect(info)
  const users = async (when: string) => {
    const [database, iam] = await Promise.all([look.databaseUsers(), look.iamUsers()])
    show(when, [`Postgres users: ${database.join(', ') || 'none'}`, `IAM users:      ${iam.join(', ') || 'none'}`])
  }
  const job = createJob({ idToken: { url: requestUrl(info.issuer), token: info.issuer.requestToken }, machine: awsEnv(info.aws) })
  try {
    show(
      'The mapping',
      secrets
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    )
    await users('Before the job')
    const step = job.start({
      action: join(import.meta.dirname, '..'),
      id: 'vault',
      with: { url: info.server.url, role: 'deploy', jwtGithubAudience: audience, secrets },
    })
    log('Main step', await step.main)
    show(
      'Outputs, as the log of a later step shows them',
      Object.entries(step.outputs).map(([name, value]) => `${name}=${job.mask(value)}`),
    )
    await users('During the job')
    for (const post of await job.complete()) log('Post step', post)
    await users('After the job')
    show(`Left in Vault: ${(await look.leases()).length} leases, ${(await look.tokenAccessors()).length - 1} tokens`)
  } finally {
    await job.end()
  }
}

console.log(
  'Starting OpenBao (HashiCorp Vault with VAULT_EXCHANGE_TEST_SERVER=vault), Postgres, moto in place of AWS, and an OIDC issuer …',
)
const stack = await startStack({
  report: (line) => {
    console.log(`    ${line}`)
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
const { product, version, url } = stack.info.server
console.log(`    ${product} ${version} at ${url}`)
try {
  await demonstrate(stack.info)
} finally {
  await stack.stop()
}
