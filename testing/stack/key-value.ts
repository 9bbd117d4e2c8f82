import { eventually } from './eventually.ts'
import type { Call } from './root.ts'

/**
 * Waits until a new mount of KV version 2 accepts requests. For a moment, more than a second on a busy machine, it refuses every request,
 * reads of its configuration included ("Upgrading from non-versioned …").
 */
export const keyValueReady = async (call: Call, mount: string): Promise<void> => {
  await eventually(() => call('GET', `${mount}/config`))
}

/** Mounts KV version 2, and waits until it accepts requests. */
export const mountKeyValue = async (call: Call, mount: string): Promise<void> => {
  await call('POST', `sys/mounts/${mount}`, { type: 'kv', options: { version: '2' } })
  await keyValueReady(call, mount)
}
