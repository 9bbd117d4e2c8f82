/** Entry: the post step of the action in this folder. It runs after the post step of the tested action, and checks that no lease and no token is left. */
import { callerWith, Refused } from '../stack/root.ts'

const { STATE_pid, STATE_url = '', STATE_token = '' } = process.env
const root = callerWith(STATE_url, STATE_token)

if (STATE_pid === undefined) {
  console.log('The server was not started')
} else {
  try {
    process.exitCode = await check()
  } finally {
    process.kill(Number(STATE_pid))
  }
}

async function check(): Promise<number> {
  const leases = await list('sys/leases/lookup/pki/issue/smoke')
  // the root token is the only one that does not come from a login of the job
  const tokens = (await list('auth/token/accessors')).length - 1
  const problems = [
    ...(leases.length === 0 ? [] : [`not revoked: ${leases.length} of the leases`]),
    ...(tokens === 0 ? [] : [`not revoked: ${tokens} of the tokens`]),
  ]
  for (const problem of problems) console.log(`::error::${problem}`)
  console.log(problems.length === 0 ? 'No lease and no token is left' : 'The action did not revoke everything')
  return problems.length === 0 ? 0 : 1
}

/** Lists keys. Vault answers 404 for an empty list. */
async function list(path: string): Promise<unknown[]> {
  try {
    return (await root('GET', `${path}?list=true`)).data['keys'] as unknown[]
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return []
    throw error
  }
}
