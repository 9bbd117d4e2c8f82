import { tmpdir } from 'node:os'
import { type ClusterNode, makeNode, type NodeOptions, type Secrets } from './cluster-node.ts'
import { configureCluster } from './configure.ts'
import { eventually } from './eventually.ts'
import type { StackInfo } from './info.ts'
import { type Keeper, startKeeper } from './keeper.ts'
import { asRoot, callerWith } from './root.ts'

export type { ClusterNode } from './cluster-node.ts'

/** Prefix of the cluster's Postgres users; the stack's other users do not have it. */
export const clusterUsers = 'cluster-'

/** A cluster on Raft storage. `stop` ends all nodes and removes their files. */
export type Cluster = {
  nodes: readonly [ClusterNode, ClusterNode, ClusterNode]
  /** Returns the stack's description with the node as its server. */
  infoAt: (node: ClusterNode) => StackInfo
  /** Waits for a leader and returns it. Throws if there is none after a minute. */
  leader: () => Promise<ClusterNode>
  /** Returns the standbys. */
  standbys: () => Promise<ClusterNode[]>
  /** Starts an uninitialised node that belongs to no cluster. */
  addUninitialised: () => Promise<ClusterNode>
  stop: () => Promise<void>
}

/**
 * Starts three nodes of the stack's server: initialised with one key share, unsealed, each of them a voter, and configured like the
 * stack's server (same issuer and Postgres) except for AWS. Takes about five seconds. Nodes of Vault write no audit log, because Vault's
 * configuration file cannot define audit devices. If a node does not start, stops everything and throws.
 */
export const startCluster = async (info: StackInfo, options: Partial<NodeOptions> = {}): Promise<Cluster> => {
  const keeper = await startKeeper(tmpdir())
  try {
    return await form(keeper, info, { performanceMultiplier: 1, audit: info.server.product === 'openbao', ...options })
  } catch (error) {
    await keeper.stop()
    throw error
  }
}

const form = async (keeper: Keeper, info: StackInfo, options: NodeOptions): Promise<Cluster> => {
  const secrets: Secrets = { key: '', rootToken: '' }
  const make = (name: string) => makeNode(keeper, info.server, name, secrets, options)
  const nodes = [await make('node-1'), await make('node-2'), await make('node-3')] as const
  const infoAt = ({ url, auditLog }: ClusterNode): StackInfo => ({
    ...info,
    server: { ...info.server, url, auditLog, rootToken: secrets.rootToken },
  })
  const leader = () =>
    eventually(async () => {
      const roles = await Promise.all(nodes.map((node) => node.role()))
      const leading = nodes[roles.indexOf('leader')]
      if (leading === undefined) throw new Error('the cluster has no leader')
      return leading
    }, 60)

  await Promise.all(nodes.map((node) => node.start()))
  const [first, ...others] = nodes
  Object.assign(secrets, await initialise(first))
  await first.unseal()
  const root = asRoot(infoAt(first).server)
  // by default a node becomes a voter only after ten stable seconds; a new leader needs a moment before it accepts requests
  await eventually(() => root('POST', 'sys/storage/raft/autopilot/configuration', { server_stabilization_time: '100ms' }))
  await Promise.all(
    others.map(async (node) => {
      await callerWith(node.url, null)('POST', 'sys/storage/raft/join', { leader_api_addr: first.url })
      await node.unseal()
    }),
  )
  await eventually(async () => {
    const { config } = (await root('GET', 'sys/storage/raft/configuration')).data as { config: { servers: { voter: boolean }[] } }
    if (config.servers.filter(({ voter }) => voter).length < nodes.length) throw new Error('not every node of the cluster is a voter')
  })
  await configureCluster(infoAt(first), clusterUsers)
  // standbys serve reads, but see new mounts of the leader only after a moment
  await Promise.all(nodes.map((node) => eventually(() => asRoot(infoAt(node).server)('GET', 'secret/data/ci/app'))))

  let alone = 0
  return {
    nodes,
    infoAt,
    leader,
    standbys: async () => {
      const leading = await leader()
      return nodes.filter((node) => node !== leading)
    },
    addUninitialised: async () => {
      alone += 1
      const node = await make(`node-alone-${alone}`)
      await node.start()
      return node
    },
    stop: () => keeper.stop(),
  }
}

const initialise = async ({ url }: ClusterNode): Promise<Secrets> => {
  const response = await fetch(`${url}/v1/sys/init`, { method: 'PUT', body: JSON.stringify({ secret_shares: 1, secret_threshold: 1 }) })
  if (!response.ok) throw new Error(`sys/init failed with status ${response.status}: ${await response.text()}`)
  const { keys, root_token } = (await response.json()) as { keys: [string]; root_token: string }
  return { key: keys[0], rootToken: root_token }
}
