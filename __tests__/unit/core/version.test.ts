import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '../../../src/core/version.ts'

it('is the version of the package', () => {
  expect(JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'))).toMatchObject({ version })
})
