import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { spawnStack } from '../../testing/stack/spawn.ts'

/** Builds the programs of tests, and starts one stack for all integration tests. Environment variables pass them to the workers. */
export default async function setUp(): Promise<void> {
  process.env['TEST_ACT'] = built('act')
  process.env['TEST_HCL'] = built('hcl')
  process.env['TEST_READERS'] = built('readers')
  // eslint-disable-next-line no-restricted-syntax -- global-teardown.ts ends it
  const stack = await spawnStack()
  process.env['TEST_STACK'] = JSON.stringify(stack.info)
  globalThis.stopTestStack = stack.stop
}

/** Builds a program if the cache does not have it. Returns what it prints: its path, or JSON of paths. */
const built = (program: 'act' | 'hcl' | 'readers'): string =>
  execFileSync(process.execPath, [join(__dirname, `../../testing/${program}/binary.ts`)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()

declare global {
  var stopTestStack: (() => Promise<void>) | undefined
}
