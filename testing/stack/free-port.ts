import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

const given = new Set<number>()

/** Returns a free loopback port, a different one each time. The port is not reserved. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  if (given.has(port)) return freePort()
  given.add(port)
  return port
}
