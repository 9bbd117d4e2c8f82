import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Inventory, InventoryOptions } from '../../../src/workflows/inventory.ts'
import { parsePathRules } from '../../../src/workflows/path-rules.ts'
import type { Repository } from '../../../src/workflows/repository.ts'

const root = join(__dirname, 'fixtures')

/** The names of the fixtures: each is a folder of repositories, `OWNER/NAME/…`, with options and a golden file. */
export const fixtureNames = readdirSync(root)

/** Options of a fixture, in its options.json. */
interface FixtureOptions {
  readonly vars?: Readonly<Record<string, string>>
  readonly deprecated?: string
  readonly engines?: string
  readonly defaultBranch?: string
  readonly id?: string
}

/** Reads the repositories and the options of a fixture. */
export function readFixture(name: string): { readonly repositories: readonly Repository[]; readonly options: InventoryOptions } {
  const folder = join(root, name)
  const file = join(folder, 'options.json')
  const options = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as FixtureOptions
  const owners = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const repositories = owners.flatMap((owner) =>
    readdirSync(join(folder, owner.name)).map((repository) => ({
      name: `${owner.name}/${repository}`,
      id: options.id,
      defaultBranch: options.defaultBranch,
      files: filesIn(join(folder, owner.name, repository)),
    })),
  )
  return {
    repositories,
    options: {
      serverUrl: 'https://github.com',
      vars: new Map(Object.entries(options.vars ?? {})),
      deprecated: parsePathRules(options.deprecated ?? '').rules,
      engines: parsePathRules(options.engines ?? '').rules,
    },
  }
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path.slice(folder.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8')]
    }),
  )
}

/** Returns the golden file of a fixture: its inventory, checked by hand. */
export const goldenOf = (name: string): unknown => JSON.parse(readFileSync(join(root, name, 'golden.json'), 'utf8'))

/** Returns an inventory with each place as `FILE:LINE`, after the repository if there are several: short enough to be checked by hand. */
export function compact(inventory: Inventory): unknown {
  const hasSeveral = inventory.repositories.length > 1
  return JSON.parse(JSON.stringify(inventory), (_, value: unknown) => {
    const isPlace = typeof value === 'object' && value !== null && 'file' in value && 'line' in value && 'repository' in value
    if (!isPlace) return value
    const { repository, file, line } = value as { repository: string; file: string; line: number }
    return `${hasSeveral ? `${repository}/` : ''}${file}:${line}`
  })
}
