import { join } from 'node:path'
import { createJob } from '../runner/job.ts'
import { awsEnv } from '../stack/aws-api.ts'
import { requestUrl } from '../stack/id-token.ts'
import type { StackInfo } from '../stack/info.ts'
import { inspect } from '../stack/inspect.ts'
import { audience } from '../stack/roles.ts'
import { left, linesOf, showLog, type Show } from './show.ts'

const secrets = `
  # static
  secret/data/ci/app password | APP_PASSWORD ;
  # dynamic: created for this job and revoked at its end
  database/creds/app username | PGUSER ;
  database/creds/app password | PGPASSWORD ;
  aws/creds/deploy access_key | AWS_ACCESS_KEY_ID ;
  aws/creds/deploy secret_key | AWS_SECRET_ACCESS_KEY ;
  aws/creds/deploy security_token | AWS_SESSION_TOKEN ;
`

/** Runs a job with outputs. Shows the log, the outputs, and the users of the database and of AWS before, during and after the job. */
export async function demonstrateOutputs(info: StackInfo, show: Show): Promise<void> {
  const look = inspect(info)
  const users = async () => {
    const [database, iam] = await Promise.all([look.databaseUsers(), look.iamUsers()])
    return [`Postgres users: ${database.join(', ') || 'none'}`, `IAM users:      ${iam.join(', ') || 'none'}`]
  }
  const job = createJob({ idToken: { url: requestUrl(info.issuer), token: info.issuer.requestToken }, machine: awsEnv(info.aws) })
  try {
    show('The mapping', linesOf(secrets))
    show('Before the job', await users())
    const step = job.start({
      action: join(import.meta.dirname, '../..'),
      id: 'vault',
      with: { url: info.server.url, role: 'deploy', jwtGithubAudience: audience, secrets },
    })
    showLog(show, 'Main step', await step.main)
    show(
      'Outputs, as the log of a later step shows them',
      Object.entries(step.outputs).map(([name, value]) => `${name}=${job.mask(value)}`),
    )
    show('During the job', await users())
    for (const post of await job.complete()) showLog(show, 'Post step', post)
    show('After the job', [...(await users()), await left(look)])
  } finally {
    await job.end()
  }
}
