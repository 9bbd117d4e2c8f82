import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Product } from './choice.ts'
import { freePort } from './free-port.ts'
import type { ServerInfo } from './info.ts'
import { type Keeper, ready, type Running } from './keeper.ts'
import { callerWith } from './root.ts'

/** Options of the nodes of a cluster. */
export type NodeOptions = {
  /** Raft's timeout multiplier, 1 to 10. With 1 a lost leader is replaced within seconds, with the default 5 in half a minute. */
  performanceMultiplier: number
  /** Whether each node writes an audit log. */
  audit: boolean
}

/** Unseal key and root token of a cluster; '' until it is initialised. */
export type Secrets = { key: string; rootToken: string }

/** A node that belongs to a cluster or may join one. */
export type ClusterNode = {
  name: string
  url: string
  /** Path of the audit log; the file exists only with the option `audit`. */
  auditLog: string
  /** Starts the process, with the storage of an earlier run if there is one. The node is sealed afterwards. */
  start: () => Promise<void>
  /** Unseals the node and waits until it is the leader, or a standby that knows the leader. */
  unseal: () => Promise<void>
  /** Seals the node by a restart, because a standby of Vault refuses sys/seal. */
  seal: () => Promise<void>
  /** Kills the process, as if the machine were lost. The storage stays. */
  kill: () => Promise<void>
  /** Returns the node's role; undefined if it is sealed, unreachable, or knows no leader. */
  role: () => Promise<'leader' | 'standby' | undefined>
}

/** Creates a node with its own storage in the keeper's folder, on free loopback ports. Does not start it. */
export const makeNode = async (
  keeper: Keeper,
  { binary, product }: Pick<ServerInfo, 'binary' | 'product'>,
  name: string,
  secrets: Secrets,
  options: NodeOptions,
): Promise<ClusterNode> => {
  const folder = join(keeper.folder, name)
  const [port, clusterPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  await mkdir(join(folder, 'data'), { recursive: true })
  await writeFile(join(folder, 'server.json'), JSON.stringify(configOf(name, product, [port, clusterPort], options)))
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

const configOf = (
  name: string,
  product: Product,
  [port, clusterPort]: readonly [number, number],
  { performanceMultiplier, audit }: NodeOptions,
) => ({
  api_addr: `http://127.0.0.1:${port}`,
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
  // required by Vault with Raft; unknown to OpenBao
  ...(product === 'vault' && { disable_mlock: true }),
  // a node can become leader only if its audit devices equal the leader's: the path is relative to the node's folder
  ...(audit && { audit: [{ type: 'file', path: 'to-file', options: { file_path: 'audit.log' } }] }),
})

const roleOf = async (url: string): Promise<'leader' | 'standby' | undefined> => {
  const reply = await fetch(`${url}/v1/sys/leader`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined)
  if (reply?.ok !== true) return undefined
  const { is_self, leader_address = '' } = (await reply.json()) as { is_self: boolean; leader_address?: string }
  if (is_self) return 'leader'
  return leader_address === '' ? undefined : 'standby'
}
