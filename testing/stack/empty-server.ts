import { tmpdir } from 'node:os'
import type { ServerInfo } from './info.ts'
import { startKeeper } from './keeper.ts'
import { asRoot } from './root.ts'
import { startServer } from './server.ts'

/**
 * Starts another server of the stack's kind, with no engines, auth methods, roles or policies but those of a new server. `stop` ends it
 * and removes its files.
 */
export const startEmptyServer = async ({
  product,
  binary,
}: Pick<ServerInfo, 'product' | 'binary'>): Promise<{ info: ServerInfo; stop: () => Promise<void> }> => {
  const keeper = await startKeeper(tmpdir())
  try {
    const info = await startServer(keeper, { server: { product, binary }, plugins: undefined })
    // only dev mode has it
    await asRoot(info)('DELETE', 'sys/mounts/secret')
    return { info, stop: () => keeper.stop() }
  } catch (error) {
    await keeper.stop()
    throw error
  }
}
