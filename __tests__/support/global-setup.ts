import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { spawnStack } from '../../testing/stack/spawn.ts'

/** Builds act and the readers of file formats, and starts one stack for all integration tests. Environment variables pass both to the workers. */
export default async function setUp(): Promise<void> {
  const printedBy = (entry: string) =>
    execFileSync(process.execPath, [join(__dirname, '../..', entry)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
  process.env['TEST_ACT'] = printedBy('testing/act/binary.ts')
  process.env['TEST_READERS'] = printedBy('testing/readers/readers.ts')
  // eslint-disable-next-line no-restricted-syntax -- global-teardown.ts ends it
  const stack = await spawnStack()
  process.env['TEST_STACK'] = JSON.stringify(stack.info)
  globalThis.stopTestStack = stack.stop
}

declare global {
  var stopTestStack: (() => Promise<void>) | undefined
}
