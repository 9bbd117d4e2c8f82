/**
 * Entry: runs the stack until standard input closes or SIGINT or SIGTERM arrives. When the stack is ready, prints one line to standard
 * output: its description (StackInfo) as JSON. Progress goes to standard error.
 */
import { startStack } from './stack.ts'
import type { Stack } from './info.ts'

let stack: Stack | undefined
let exiting = false

const exit = (code: number) => {
  if (exiting) return
  exiting = true
  // if the stack is not ready yet, its keeper shuts down when this process ends
  void Promise.resolve(stack?.stop()).finally(() => {
    process.exit(code)
  })
}

process.stdin
  .on('end', () => {
    exit(0)
  })
  .on('error', () => {
    exit(0)
  })
  .resume()
process.on('SIGINT', () => {
  exit(130)
})
process.on('SIGTERM', () => {
  exit(143)
})

try {
  stack = await startStack({
    report: (line) => {
      console.error(line)
    },
  })
  console.log(JSON.stringify(stack.info))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  exit(1)
}
