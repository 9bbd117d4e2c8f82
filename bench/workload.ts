import type { StackInfo } from '../testing/stack/info.ts'
import { asRoot } from '../testing/stack/root.ts'

/** The secrets that a job reads. */
export interface Workload {
  /** Number of distinct paths of KV version 2, with one key each. */
  readonly paths: number
  /** Whether the job also reads a database user and an AWS user, whose leases post revokes. */
  readonly leases: boolean
  /** Set if a command gets the secrets (the input `run`), in place of outputs. */
  readonly run?: true
}

/** Maximum number of paths in a workload. */
export const maxPaths = 200

const nameOf = (index: number): string => `value_${index}`
// a typical length for a password or a key
const valueOf = (index: number): string => `bench-value-${index}-${'x'.repeat(24)}`

/** Writes the secrets that workloads read. */
export async function store(info: StackInfo): Promise<void> {
  const root = asRoot(info.server)
  for (let index = 0; index < maxPaths; index += 1) {
    await root('POST', `secret/data/ci/bench/${index}`, { data: { value: valueOf(index) } })
  }
}

/** Returns the input `secrets` of a workload. */
export function mappingOf({ paths, leases }: Workload): string {
  const lines = Array.from({ length: paths }, (_, index) => `secret/data/ci/bench/${index} value | ${nameOf(index)};`)
  if (leases) lines.push('database/creds/app username | database_user;', 'aws/creds/deploy access_key | aws_key;')
  return lines.join('\n')
}

/** Returns a command that only checks that it got every secret of a workload, with builtins of the shell. */
export function commandOf({ paths, leases }: Workload): string {
  const checks = Array.from({ length: paths }, (_, index) => `[ "$${nameOf(index)}" = "${valueOf(index)}" ]`)
  return [...checks, ...leaseNames(leases).map((name) => `[ -n "$${name}" ]`)].join('\n')
}

const leaseNames = (leases: boolean): readonly string[] => (leases ? ['database_user', 'aws_key'] : [])

/** Throws unless the outputs of a job contain every secret of its workload. */
export function verify({ paths, leases }: Workload, outputs: Readonly<Record<string, string>>): void {
  for (let index = 0; index < paths; index += 1) {
    if (outputs[nameOf(index)] !== valueOf(index)) throw new Error(`the output ${nameOf(index)} differs from the stored value`)
  }
  for (const name of leaseNames(leases)) if (!outputs[name]) throw new Error(`the output ${name} is missing`)
}
