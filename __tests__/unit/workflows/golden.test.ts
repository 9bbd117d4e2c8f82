import { takeInventory } from '../../../src/workflows/inventory.ts'
import { compact, fixtureNames, goldenOf, readFixture } from './fixtures.ts'

describe('the inventory of a repository', () => {
  it('has fixtures', () => {
    expect(fixtureNames.length).toBeGreaterThanOrEqual(10)
  })

  it.each(fixtureNames)('%s', (name) => {
    const { repositories, options } = readFixture(name)
    expect(compact(takeInventory(repositories, options))).toEqual(goldenOf(name))
  })

  it.each(fixtureNames)('%s is the same with the line breaks of Windows', (name) => {
    const { repositories, options } = readFixture(name)
    const converted = repositories.map((one) => ({
      ...one,
      files: new Map([...one.files].map(([path, text]) => [path, typeof text === 'string' ? text.replaceAll('\n', '\r\n') : text])),
    }))
    expect(compact(takeInventory(converted, options))).toEqual(goldenOf(name))
  })

  it('does not depend on the order of repositories and files', () => {
    const { repositories, options } = readFixture('reusable-remote')
    const reversed = repositories.toReversed().map((one) => ({ ...one, files: new Map([...one.files].toReversed()) }))
    expect(takeInventory(reversed, options)).toEqual(takeInventory(repositories, options))
  })
})
