import { spawnStack } from '../../../testing/stack/spawn.ts'

/** One stack for all integration tests; its description reaches the workers through the environment. */
export default async function setUp(): Promise<void> {
  const stack = await spawnStack()
  process.env['TEST_STACK'] = JSON.stringify(stack.info)
  globalThis.stopTestStack = stack.stop
}

declare global {
  var stopTestStack: (() => Promise<void>) | undefined
}
