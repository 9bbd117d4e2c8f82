import { join } from 'node:path'
import type { Contender } from './measure.ts'
import type { Way } from './network.ts'

/** The action as it is committed. */
export const ours: Contender = { name: 'vault-exchange', action: join(import.meta.dirname, '..') }

const overHttp1: Contender = { name: 'floor', action: join(import.meta.dirname, 'floor/http1') }
const overHttp2: Contender = { name: 'floor', action: join(import.meta.dirname, 'floor/http2') }

/** The least that a job can take on a way: bare node, over HTTP/2 where that is on offer. */
export const floorOn = (way: Way): Contender => (way === 'https' ? overHttp2 : overHttp1)
