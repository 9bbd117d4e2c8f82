import type { StackInfo } from '../testing/stack/info.ts'
import { asRoot } from '../testing/stack/root.ts'

/** What a job reads. */
export interface Workload {
  /** Distinct paths of a KV engine of version 2, with one key each. */
  readonly paths: number
  /** Whether it reads a database user and an AWS user too, whose leases are given back in post. */
  readonly leases: boolean
}

/** The most paths that a workload may have. */
export const maxPaths = 200

const nameOf = (index: number): string => `value_${index}`
// as long as a password or a key usually is
const valueOf = (index: number): string => `bench-value-${index}-${'x'.repeat(24)}`

/** Writes what workloads read. */
export async function store(info: StackInfo): Promise<void> {
  const root = asRoot(info.server)
  for (let index = 0; index < maxPaths; index += 1) {
    await root('POST', `secret/data/ci/bench/${index}`, { data: { value: valueOf(index) } })
  }
}

/** The input `secrets`. */
export function mappingOf({ paths, leases }: Workload): string {
  const lines = Array.from({ length: paths }, (_, index) => `secret/data/ci/bench/${index} value | ${nameOf(index)};`)
  if (leases) lines.push('database/creds/app username | database_user;', 'aws/creds/deploy access_key | aws_key;')
  return lines.join('\n')
}

/** Throws unless a job gave out everything that it was to read. */
export function verify({ paths, leases }: Workload, outputs: Readonly<Record<string, string>>): void {
  for (let index = 0; index < paths; index += 1) {
    if (outputs[nameOf(index)] !== valueOf(index)) throw new Error(`the output ${nameOf(index)} is not what is stored`)
  }
  for (const name of leases ? ['database_user', 'aws_key'] : []) if (!outputs[name]) throw new Error(`the output ${name} is missing`)
}
