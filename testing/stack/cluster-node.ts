import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import type { ServerInfo } from './info.ts'
import { type Keeper, ready, type Running } from './keeper.ts'
import { callerWith } from './root.ts'

/** How the nodes of a cluster are to be. */
export type NodeOptions = {
  /** Raft's timeouts as a multiple of the shortest, 1 to 10; with 1 a lost leader is replaced within seconds, with the server's 5 in half a minute. */
  performanceMultiplier: number
  /** Whether each writes an audit log. */
  audit: boolean
}

/** What opens a cluster: there once it is initialised. */
export type Secrets = { key: string; rootToken: string }

/** A node of a cluster, or one that belongs to none yet. */
export type ClusterNode = {
  name: string
  url: string
  /** There where the nodes have one. */
  auditLog: string
  /** Starts its process, which is sealed then; on what it had stored, where it ran before. */
  start: () => Promise<void>
  /** Opens it with the cluster's key and waits until it leads, or stands by and knows who leads. */
  unseal: () => Promise<void>
  /** Seals it by a restart, because a standby of Vault refuses sys/seal. */
  seal: () => Promise<void>
  /** Ends its process at once, as when a machine is lost; what it had stored stays. */
  kill: () => Promise<void>
  /** What it says it is; undefined where it is sealed, gone, or knows no leader. */
  role: () => Promise<'leader' | 'standby' | undefined>
}

/** A node with storage of its own in the keeper's folder, on free loopback ports; not started. */
export const makeNode = async (
  keeper: Keeper,
  { binary, product }: Pick<ServerInfo, 'binary' | 'product'>,
  name: string,
  secrets: Secrets,
  { performanceMultiplier, audit }: NodeOptions,
): Promise<ClusterNode> => {
  const folder = join(keeper.folder, name)
  const [port, clusterPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  await mkdir(join(folder, 'data'), { recursive: true })
  await writeFile(
    join(folder, 'server.json'),
    JSON.stringify({
      api_addr: url,
      cluster_addr: `https://127.0.0.1:${clusterPort}`,
      listener: { tcp: { address: `127.0.0.1:${port}`, cluster_address: `127.0.0.1:${clusterPort}`, tls_disable: true } },
      storage: {
        raft: {
          path: 'data',
          node_id: name,
          performance_multiplier: String(performanceMultiplier),
          autopilot_reconcile_interval: '200ms',
          autopilot_update_interval: '100ms',
        },
      },
      // Vault with Raft asks for a decision on it; OpenBao does not know it.
      ...(product === 'vault' && { disable_mlock: true }),
      // A node whose audit devices differ from the leader's, be it by their path, cannot become leader: a path from its own folder.
      ...(audit && { audit: [{ type: 'file', path: 'to-file', options: { file_path: 'audit.log' } }] }),
    }),
  )
  let running: Running | undefined
  const role = () => roleOf(url)
  const start = async () => {
    running = keeper.run({ name, command: binary, args: ['server', '-config=server.json'], cwd: folder })
    await ready(running, () => fetch(`${url}/v1/sys/seal-status`))
  }
  const kill = async () => {
    running?.signal('SIGKILL')
    await running?.ended
  }
  return {
    name,
    url,
    auditLog: join(folder, 'audit.log'),
    start,
    unseal: async () => {
      if (running === undefined) throw new Error(`${name} was never started`)
      await callerWith(url, null)('PUT', 'sys/unseal', { key: secrets.key })
      await ready(running, async () => {
        if ((await role()) === undefined) throw new Error(`${name} knows no leader`)
      })
    },
    seal: async () => {
      await kill()
      await start()
    },
    kill,
    role,
  }
}

const roleOf = async (url: string): Promise<'leader' | 'standby' | undefined> => {
  const reply = await fetch(`${url}/v1/sys/leader`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined)
  if (reply?.ok !== true) return undefined
  const { is_self, leader_address = '' } = (await reply.json()) as { is_self: boolean; leader_address?: string }
  if (is_self) return 'leader'
  return leader_address === '' ? undefined : 'standby'
}
