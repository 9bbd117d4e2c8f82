import { joinTriggers } from './events.ts'
import { finding, type Finding } from './finding.ts'
import { createMappingReader } from './mapping-requests.ts'
import { createLibrary, type Repository } from './repository.ts'
import { findingsOf, storedSecrets, type UserRules } from './rules.ts'
import type { Usage } from './usage.ts'
import { parseUses } from './uses.ts'
import { usageOf } from './vault-step.ts'
import { visitFiles } from './visit-files.ts'
import type { Visitor } from './visitor.ts'

/** Every step that reads Vault, and the findings. docs/plan.md documents it as a schema. */
export interface Inventory {
  /** Changes if the meaning of a field changes. */
  readonly version: 1
  /** The repositories that were read, by name. */
  readonly repositories: readonly string[]
  readonly usages: readonly Usage[]
  readonly findings: readonly Finding[]
}

/** The options of an inventory. */
export interface InventoryOptions extends UserRules {
  /** The values of the context `vars`. */
  readonly vars: ReadonlyMap<string, string>
  /** For example `https://github.com`. */
  readonly serverUrl: string
}

/** Returns the steps that read Vault in these repositories, and the findings. Both are sorted, and depend on the arguments alone. */
export function takeInventory(repositories: readonly Repository[], options: InventoryOptions): Inventory {
  const usages = new Map<string, Usage>()
  const findings: Finding[] = []
  const readMapping = createMappingReader()
  const visitor: Visitor = {
    vaultStep(step) {
      const { usage, problems } = usageOf(step, readMapping)
      findings.push(...findingsOf(step, usage, problems, options))
      const key = JSON.stringify({ ...usage, job: { ...usage.job, triggers: [] } })
      const same = usages.get(key)
      usages.set(key, same ? withTriggersOf(same, usage) : usage)
    },
    vaultJob(job, place) {
      findings.push(...storedSecrets(job, place, (uses) => parseUses(uses).kind === 'vault'))
    },
    unread(place, uses, why) {
      const action = 'Check that file too, or set `owner` to read all repositories'
      findings.push(finding('PLAN_NOT_READ', place, `${uses} ${why}: its steps are not in this inventory`, action))
    },
    unreadable(place, what) {
      findings.push(finding('PLAN_FILE', place, what, 'Until this is corrected, the inventory is incomplete'))
    },
  }
  const sorted = [...repositories].sort((one, other) => compare(one.name, other.name))
  visitFiles(sorted, { library: createLibrary(sorted), vars: options.vars, serverUrl: options.serverUrl, visitor })
  return {
    version: 1,
    repositories: sorted.map(({ name }) => name),
    usages: [...usages.values()].sort((one, other) => compare(usageKey(one), usageKey(other))),
    findings: unique(findings).sort((one, other) => compare(findingKey(one), findingKey(other))),
  }
}

function withTriggersOf(usage: Usage, other: Usage): Usage {
  const triggers = joinTriggers([...(usage.job?.triggers ?? []), ...(other.job?.triggers ?? [])])
  return usage.job ? { ...usage, job: { ...usage.job, triggers } } : usage
}

const usageKey = ({ place, job, calls }: Usage): string =>
  [
    [place.repository, place.file, lineKey(place.line)],
    [job?.repository ?? '', job?.workflow ?? '', job?.id ?? ''],
    calls.map(({ line }) => lineKey(line)),
  ]
    .flat()
    .join('\0')

const findingKey = ({ place, code, text }: Finding): string => [place.repository, place.file, lineKey(place.line), code, text].join('\0')

const lineKey = (line: number): string => String(line).padStart(9, '0')

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [findingKey(one), one])).values()]
}

/** Compares by code units: the same on every machine, in contrast to a locale's order. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
