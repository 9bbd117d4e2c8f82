import { reportLines } from '../../../migrate/report.ts'
import { migrate } from '../../../src/migrate/migrate.ts'
import type { Migration } from '../../../src/migrate/migration.ts'
import { takeInventory } from '../../../src/workflows/inventory.ts'
import { readShape, shapeNames } from './shapes.ts'

const options = { ref: 'v0' }

/** Migrates a text. Throws if it is not valid. */
function migrated(text: string): Migration {
  const migration = migrate(text, options)
  if ('problem' in migration) throw new Error(migration.problem)
  return migration
}

describe('each shape', () => {
  it('has a fixture', () => {
    expect(shapeNames.length).toBeGreaterThanOrEqual(20)
  })

  it.each(shapeNames)('%s becomes its golden files, and nothing else in them changes', (name) => {
    const { before, after, report } = readShape(name)
    const lines: string[] = []
    const files = Object.entries(before).map(([file, text]) => {
      const migration = migrated(text)
      lines.push(...reportLines(file, migration, false).map((line) => `${line}\n`))
      return [file, migration.text]
    })
    expect(Object.fromEntries(files)).toEqual(after)
    expect(lines.join('')).toBe(report)
  })

  it.each(shapeNames)('%s does not change again', (name) => {
    for (const text of Object.values(readShape(name).after)) expect(migrated(text)).toEqual({ text, changes: [], left: [], steps: 0 })
  })

  it.each(shapeNames)('%s has only mappings and inputs that the action accepts', (name) => {
    const { after } = readShape(name)
    const paths = Object.entries(after).map(
      ([file, text]) => [file === 'action.yml' ? '.github/actions/secrets/action.yml' : `.github/workflows/${file}`, text] as const,
    )
    const repository = { name: 'octo-org/shop', id: undefined, defaultBranch: 'main', files: new Map(paths) }
    const inventory = takeInventory([repository], { serverUrl: 'https://github.com', vars: new Map(), deprecated: [], engines: [] })
    expect(inventory.usages.length).toBeGreaterThan(0)
    expect(inventory.usages.map(({ action }) => action)).not.toContain('vault-action')
    expect(inventory.findings.filter(({ level }) => level === 'error')).toEqual([])
  })
})
