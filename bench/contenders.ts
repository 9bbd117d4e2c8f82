import { join } from 'node:path'
import type { Contender } from './measure.ts'
import type { Way } from './network.ts'

/** The action as it is committed. */
export const ours: Contender = { name: 'vault-exchange', action: join(import.meta.dirname, '..') }
/** The action, with outputs also in a row with a command. */
export const exporting: Contender = { ...ours, name: 'vault-exchange without run', ignoresRun: true }

const overHttp1: Contender = { name: 'floor', action: join(import.meta.dirname, 'floor/http1') }
const overHttp2: Contender = { name: 'floor', action: join(import.meta.dirname, 'floor/http2') }

/** Returns the floor for a way: bare node, with HTTP/2 if the server offers it. */
export const floorOn = (way: Way): Contender => (way === 'https' ? overHttp2 : overHttp1)
