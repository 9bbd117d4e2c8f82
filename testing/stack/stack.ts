import { tmpdir } from 'node:os'
import { configure } from './configure.ts'
import type { Report, Stack } from './info.ts'
import { startIssuer } from './issuer.ts'
import { startKeeper } from './keeper.ts'
import { startMoto } from './moto.ts'
import { startPostgres } from './postgres.ts'
import { prepare } from './prepare.ts'
import { startServer } from './server.ts'

/**
 * Starts and configures everything that the action is tested against, on free loopback ports. All of it ends with this process, even if
 * the process is killed. If a program is missing or a part does not start, stops everything and throws.
 */
export const startStack = async ({ report }: { report: Report }): Promise<Stack> => {
  const keeper = await startKeeper(tmpdir())
  const issuer = await startIssuer()
  const stop = async () => {
    await Promise.all([keeper.stop(), issuer.stop()])
  }
  try {
    const [[server, aws], postgres] = await Promise.all([
      prepare(report).then((prepared) => Promise.all([startServer(keeper, prepared), startMoto(keeper, prepared.python)])),
      startPostgres(keeper),
    ])
    const info = { server, issuer: issuer.info, postgres, aws, namespaces: server.product === 'openbao' }
    await configure(info)
    return { info, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
