/**
 * Entry: runs the stack until standard input closes, or SIGINT or SIGTERM comes. Standard output gets one line, the stack's
 * description (StackInfo) as JSON, when everything is ready; progress goes to standard error.
 */
import { startStack } from './stack.ts'
import type { Stack } from './info.ts'

let stack: Stack | undefined
let leaving = false

const leave = (code: number) => {
  if (leaving) return
  leaving = true
  // Before it is ready the keeper takes down what is there, as soon as this process is gone.
  void Promise.resolve(stack?.stop()).finally(() => {
    process.exit(code)
  })
}

process.stdin
  .on('end', () => {
    leave(0)
  })
  .on('error', () => {
    leave(0)
  })
  .resume()
process.on('SIGINT', () => {
  leave(130)
})
process.on('SIGTERM', () => {
  leave(143)
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
  leave(1)
}
