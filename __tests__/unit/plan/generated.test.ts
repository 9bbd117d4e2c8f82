import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { needsOf } from '../../../src/plan/needs.ts'
import { generatedFiles, type GeneratedFile } from '../../../src/policy/generated-files.ts'
import { takeInventory } from '../../../src/workflows/inventory.ts'
import { fixtureNames, readFixture } from '../workflows/fixtures.ts'

/** Returns what is generated for the repositories of a fixture, in another order if asked. */
function generatedFor(name: string, isReversed = false): readonly GeneratedFile[] {
  const { repositories, options } = readFixture(name)
  const needs = needsOf(takeInventory(repositories, options).usages)
  return generatedFiles(isReversed ? needs.toReversed() : needs)
}

/** Removes the `#` before commands that a person must complete. */
const uncommented = (text: string): string => text.replace(/^# ?/gm, '')

describe.each(fixtureNames)('the files generated for %s', (name) => {
  const files = generatedFor(name)
  const commands = files.filter((file) => file.name.endsWith('commands.sh'))

  it('have the policies and roles that were checked by hand', () => {
    expect(commands).not.toEqual([])
    for (const file of commands) {
      expect(file.text).toBe(readFileSync(join(__dirname, 'golden', name, file.name), 'utf8'))
    }
  })

  it('have the same policies and roles in files of their own', () => {
    const all = commands.map(({ text }) => `${text}\n${uncommented(text)}`).join('\n')
    const single = files.filter((file) => /\.(hcl|role\.json)$/.test(file.name))
    expect(single.length).toBeGreaterThan(0)
    for (const { text } of single) expect(all).toContain(text)
  })

  it('do not depend on the order of the roles', () => {
    expect(generatedFor(name, true)).toEqual(files)
  })
})

test('several servers have a folder each', () => {
  const names = generatedFor('nested-composites').map(({ name }) => name)
  expect(names).toEqual(
    ['vault-2-example-com', 'vault-example-com'].flatMap((folder) =>
      ['publish.hcl', 'publish.role.json', 'commands.sh', 'vault.tf'].map((name) => `${folder}/${name}`),
    ),
  )
})
