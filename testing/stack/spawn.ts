import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Stack, StackInfo } from './info.ts'

/**
 * Starts the stack in a process of its own (serve.ts), which ends with this one. For callers that cannot load what the stack
 * is made of, as in jest's CommonJS mode, or that want it to outlive their own Ctrl-C until they have cleaned up.
 * Progress goes to standard error. Throws if the stack does not come up; standard error says why.
 */
export const spawnStack = async (): Promise<Stack> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    gone.then(() => {
      throw new Error('the test stack did not come up')
    }),
  ])
  return {
    info: JSON.parse(line) as StackInfo,
    stop: async () => {
      child.stdin.end()
      await gone
    },
  }
}
