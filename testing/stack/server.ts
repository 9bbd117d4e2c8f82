import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import type { ServerInfo } from './info.ts'
import { type Keeper, ready } from './keeper.ts'
import type { Prepared } from './prepare.ts'
import { asRoot } from './root.ts'
import { tlsListeners } from './tls-listeners.ts'

/** Starts the server in dev mode (in memory, unsealed), with additional TLS listeners and an audit device that writes to a file. */
export const startServer = async (keeper: Keeper, { server, plugins }: Pick<Prepared, 'server' | 'plugins'>): Promise<ServerInfo> => {
  const { product, binary } = server
  const port = await freePort()
  const info = {
    url: `http://127.0.0.1:${port}`,
    product,
    binary,
    rootToken: `root-${randomBytes(12).toString('hex')}`,
    auditLog: join(keeper.folder, 'audit.log'),
  }
  const { listeners, tls } = await tlsListeners(keeper.folder)
  const audit = { type: 'file', options: { file_path: info.auditLog } }
  const config = join(keeper.folder, 'server.json')
  // OpenBao defines audit devices only in its configuration, Vault only with its API
  await writeFile(config, JSON.stringify({ listener: listeners, ...(product === 'openbao' && { audit: [{ ...audit, path: 'to-file' }] }) }))
  const running = keeper.run({
    name: product,
    command: binary,
    args: [
      'server',
      '-dev',
      '-dev-no-store-token',
      `-dev-root-token-id=${info.rootToken}`,
      `-dev-listen-address=127.0.0.1:${port}`,
      `-config=${config}`,
      ...(plugins === undefined ? [] : [`-dev-plugin-dir=${plugins}`]),
    ],
  })
  const root = asRoot({ ...info, tls, version: '' })
  const version = await ready(running, async () => {
    // dev mode accepts requests before it has mounted secret/ and registered plugins
    await root('GET', 'sys/mounts/secret/tune')
    if (plugins !== undefined) {
      await Promise.all([root('GET', 'sys/plugins/catalog/secret/aws'), root('GET', 'sys/plugins/catalog/auth/aws-auth')])
    }
    const health = await fetch(`${info.url}/v1/sys/health`)
    return ((await health.json()) as { version: string }).version
  })
  if (product === 'vault') await root('PUT', 'sys/audit/to-file', audit)
  // Vault logs both headers by default, OpenBao only after this request
  for (const header of ['x-correlation-id', 'user-agent']) {
    await root('PUT', `sys/config/auditing/request-headers/${header}`, { hmac: false })
  }
  return { ...info, tls, version }
}
