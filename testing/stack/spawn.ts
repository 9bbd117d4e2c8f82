import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Stack, StackInfo } from './info.ts'

/**
 * Starts the stack in a separate process (serve.ts), which ends with this one. For callers that cannot load the stack's modules, as in
 * jest's CommonJS mode, or that need the stack after Ctrl-C until they have cleaned up.
 * Progress goes to standard error. Throws if the stack does not start; standard error shows the reason.
 */
export const spawnStack = async (): Promise<Stack> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    gone.then(() => {
      throw new Error('the test stack did not start')
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
