import fc from 'fast-check'
import type { Capability } from '../../src/policy/operations.ts'
import type { Demand, Rules } from '../../src/policy/wildcards.ts'
import type { Policy } from './acl.ts'

const folder = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 }).map((names) => `kv/${names.join('/')}/`)
const on = (pattern: string, ...capabilities: Capability[]): Demand[] => capabilities.map((capability) => ({ pattern, capability }))

/** Demands of reads, writes, and folders of one and of all levels, whose paths overlap. */
export const overlappingDemands = fc
  .array(
    fc.oneof(
      folder.map((path) => on(path.slice(0, -1), 'read')),
      folder.map((path) => on(path.slice(0, -1), 'create', 'update')),
      folder.map((path) => [...on(path, 'list'), ...on(`${path}+`, 'read')]),
      folder.map((path) => [...on(path, 'list'), ...on(`${path}*`, 'list', 'read')]),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((lists) => lists.flat())

const names = ['a', 'b', 'c']
const secrets = names.flatMap((x) => [
  x,
  ...names.flatMap((y) => [`${x}/${y}`, ...names.flatMap((z) => [`${x}/${y}/${z}`, `${x}/${y}/${z}/c`])]),
])

/** Paths of secrets, and the same with a final `/` as folders, around those of the demands. */
export const probes: readonly string[] = secrets.flatMap((path) => [`kv/${path}`, `kv/${path}/`])

/** Returns the capabilities that the demands ask for on a path, from the meaning of `/*` and `/+`. */
export function demandedOn(path: string, demands: readonly Demand[]): readonly Capability[] {
  const isFolder = path.endsWith('/')
  return demands.flatMap(({ pattern, capability }) => {
    const matches = pattern.endsWith('*')
      ? path.startsWith(pattern.slice(0, -1))
      : pattern.endsWith('+')
        ? path.startsWith(pattern.slice(0, -1)) && path.split('/').length === pattern.split('/').length && !isFolder
        : path === pattern
    return matches && isFolder === (capability === 'list') ? [capability] : []
  })
}

/** Returns rules in the form of a policy. */
export const policyOf = (rules: Rules): Policy =>
  Object.fromEntries([...rules].map(([path, capabilities]) => [path, [...capabilities].sort()]))
