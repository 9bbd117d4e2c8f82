/**
 * Entry: the main step of the action in this folder. The server outlives this process, because the post steps of the job still need it; the
 * post step of this action ends it.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../stack/eventually.ts'
import { freePort } from '../stack/free-port.ts'
import { keyValueReady } from '../stack/key-value.ts'
import { callerWith, type Call } from '../stack/root.ts'
import { serverBinary } from './binary.ts'
import { audience, policy } from './role.ts'

const variable = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set: this is a step of a job`)
  return value
}

const folder = join(variable('RUNNER_TEMP'), 'smoke')
const token = randomBytes(18).toString('hex')
const password = randomBytes(18).toString('hex')
for (const secret of [token, password]) console.log(`::add-mask::${secret}`)

const binary = await serverBinary(folder)
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const log = openSync(`${folder}.log`, 'a')
const args = ['server', '-dev', '-dev-no-store-token', `-dev-root-token-id=${token}`, `-dev-listen-address=127.0.0.1:${port}`]
const server = spawn(binary, args, { detached: true, stdio: ['ignore', log, log], windowsHide: true })
server.unref()
appendFileSync(variable('GITHUB_STATE'), `pid=${server.pid}\nurl=${url}\ntoken=${token}\n`)

const root = callerWith(url, token)
await eventually(() => root('GET', 'sys/mounts/secret/tune'))
await configure(root)
appendFileSync(variable('GITHUB_OUTPUT'), `url=${url}\npassword=${password}\n`)
console.log(`${binary} at ${url}`)

async function configure(root: Call): Promise<void> {
  const issuer = variable('INPUT_ISSUER')
  await root('POST', 'sys/auth/jwt', { type: 'jwt' })
  // the server reads the issuer's keys now, and refuses the configuration if it cannot
  await root('POST', 'auth/jwt/config', { oidc_discovery_url: issuer, bound_issuer: issuer })
  await root('PUT', 'sys/policies/acl/smoke', { policy: JSON.stringify({ path: policy }) })
  await root('POST', 'auth/jwt/role/smoke', {
    role_type: 'jwt',
    user_claim: 'repository',
    bound_audiences: [audience],
    bound_claims: { repository_id: variable('GITHUB_REPOSITORY_ID'), run_id: variable('GITHUB_RUN_ID') },
    token_policies: ['smoke'],
    token_ttl: '20m',
  })
  await keyValueReady(root, 'secret')
  await root('POST', 'secret/data/smoke', { data: { password } })
  await root('POST', 'sys/mounts/pki', { type: 'pki' })
  await root('POST', 'pki/root/generate/internal', { common_name: 'smoke' })
  await root('POST', 'pki/roles/smoke', { allow_any_name: true, generate_lease: true, ttl: '20m' })
}
