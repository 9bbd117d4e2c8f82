import { readFileSync } from 'node:fs'
import { pictureFile, pictureOf } from '../../testing/demo/picture.ts'
import type { Stack } from '../../testing/stack/info.ts'
import { spawnStack } from '../../testing/stack/spawn.ts'
import { endsWithTest } from '../support/ends-with-test.ts'

// a stack of its own, because the picture shows all users of the database and of AWS
describe('the demo', () => {
  let stack: Stack

  beforeAll(async () => {
    stack = await endsWithTest(spawnStack())
  }, 600_000)

  it('has the log that README.md shows; after a change, `npm run demo -- picture` draws it again', async () => {
    expect(await pictureOf(stack.info)).toBe(readFileSync(pictureFile, 'utf8'))
  })
})
