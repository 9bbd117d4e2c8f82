/**
 * Entry: measures how many entries a job adds to the Raft log of a server, which is replicated to all nodes of a cluster. Compares the
 * index of the log before and after some jobs. The results are in docs/scale.md.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../testing/stack/free-port.ts'
import { requestUrl } from '../testing/stack/id-token.ts'
import { ready, startKeeper, type Keeper } from '../testing/stack/keeper.ts'
import { prepare } from '../testing/stack/prepare.ts'
import { callerWith, type Call } from '../testing/stack/root.ts'
import { audience, jwtRoleBody, policies, type JwtRole } from '../testing/stack/roles.ts'
import { spawnStack } from '../testing/stack/spawn.ts'
import type { StackInfo } from '../testing/stack/info.ts'
import { ours } from './contenders.ts'
import { runJob } from './stage.ts'

const jobs = 20

const roles: Readonly<Record<string, JwtRole>> = {
  service: { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_type: 'service' },
  batch: { token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'], token_type: 'batch' },
}
const workloads = {
  '10 static paths': Array.from({ length: 10 }, (_, index) => `secret/data/ci/${index} value | v${index};`).join('\n'),
  '10 static paths, 1 database lease':
    Array.from({ length: 10 }, (_, index) => `secret/data/ci/${index} value | v${index};`).join('\n') +
    '\ndatabase/creds/app username | u;',
}

async function configure(root: Call, { issuer, postgres }: StackInfo): Promise<void> {
  await root('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '2' } })
  await root('POST', 'sys/mounts/database', { type: 'database' })
  await root('POST', 'sys/auth/jwt', { type: 'jwt' })
  for (const [name, path] of Object.entries(policies)) await root('PUT', `sys/policies/acl/${name}`, { policy: JSON.stringify({ path }) })
  await root('POST', 'auth/jwt/config', { jwks_url: `${issuer.url}/.well-known/jwks`, bound_issuer: issuer.url })
  for (const [name, role] of Object.entries(roles)) await root('POST', `auth/jwt/role/${name}`, jwtRoleBody(role))
  await root('POST', 'database/config/shop', {
    plugin_name: 'postgresql-database-plugin',
    connection_url: `postgresql://{{username}}:{{password}}@${postgres.host}:${postgres.port}/${postgres.database}?sslmode=disable`,
    username: postgres.user,
    password: postgres.password,
    allowed_roles: ['app'],
  })
  await root('POST', 'database/roles/app', {
    db_name: 'shop',
    creation_statements: [`CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`],
    revocation_statements: ['DROP ROLE IF EXISTS "{{name}}"'],
    default_ttl: '30m',
  })
  // a new mount of KV version 2 is not ready at once
  for (let index = 0; index < 10; index += 1) {
    for (let tries = 0; ; tries += 1) {
      const done = await root('POST', `secret/data/ci/${index}`, { data: { value: `value ${index}` } }).catch((error: unknown) => {
        if (tries > 50) throw error
      })
      if (done) break
      await sleep(100)
    }
  }
}

/** Starts an initialised and unsealed server with Raft storage. Returns its URL and a Call with the root token. */
async function startRaftServer(keeper: Keeper): Promise<{ url: string; root: Call }> {
  const { server } = await prepare(console.error)
  const [port, clusterPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const data = join(keeper.folder, 'raft')
  await mkdir(data)
  const config = join(keeper.folder, 'raft.json')
  await writeFile(
    config,
    JSON.stringify({
      storage: { raft: { path: data, node_id: 'one' } },
      listener: { tcp: { address: `127.0.0.1:${port}`, tls_disable: true } },
      api_addr: url,
      cluster_addr: `http://127.0.0.1:${clusterPort}`,
      disable_mlock: true,
    }),
  )
  const running = keeper.run({ name: 'raft', command: server.binary, args: ['server', `-config=${config}`] })
  const open = callerWith(url, null)
  await ready(running, () => open('GET', 'sys/init'))
  const init = (await (
    await fetch(`${url}/v1/sys/init`, { method: 'POST', body: JSON.stringify({ secret_shares: 1, secret_threshold: 1 }) })
  ).json()) as { keys: string[]; root_token: string }
  await open('PUT', 'sys/unseal', { key: init.keys[0] })
  const root = callerWith(url, init.root_token)
  await ready(running, () => root('GET', 'sys/mounts'))
  await ready(running, () => root('GET', 'sys/leader').then((reply) => root('GET', 'sys/storage/raft/configuration').then(() => reply)))
  return { url, root }
}

const stack = await spawnStack()
const keeper = await startKeeper(tmpdir())
try {
  const { url, root } = await startRaftServer(keeper)
  await configure(root, stack.info)
  const index = async (): Promise<number> => {
    const { data: state } = await root('GET', 'sys/storage/raft/autopilot/state')
    const [node] = Object.values(state['servers'] as Record<string, { last_index: number }>)
    return node?.last_index ?? NaN
  }
  const settled = async (): Promise<number> => {
    // includes revocations in the background
    await sleep(4_000)
    return index()
  }
  const idle = await settled()
  console.log(`idle: ${(await settled()) - idle} entries in 4 s`)
  for (const [workload, secrets] of Object.entries(workloads)) {
    for (const role of Object.keys(roles)) {
      const before = await settled()
      for (let job = 0; job < jobs; job += 1) {
        await runJob({
          action: ours.action,
          with: { url, role, jwtGithubAudience: audience, secrets },
          env: {},
          idToken: { url: requestUrl(stack.info.issuer), token: stack.info.issuer.requestToken },
        })
      }
      const entries = (await settled()) - before
      console.log(`${role} tokens, ${workload}: ${(entries / jobs).toFixed(1)} entries per job`)
    }
  }
} finally {
  await keeper.stop()
  await stack.stop()
}
// at a natural exit, node 24 can wait forever for a handle that never closes
process.exit()
