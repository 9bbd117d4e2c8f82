import { freePort } from './free-port.ts'
import { ready, type Keeper } from './keeper.ts'

/** Starts moto, which simulates AWS IAM and STS, and returns its address. */
export const startMoto = async (keeper: Keeper, python: string): Promise<string> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = keeper.run({ name: 'moto', command: python, args: ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)] })
  await ready(running, () => fetch(`${url}/moto-api/data.json`))
  return url
}
