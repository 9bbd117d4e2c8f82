import { createHash } from 'node:crypto'
import { masksOf } from '../src/masks/masks.ts'
import { secretsOf } from '../src/masks/find-secrets.ts'
import { SecretMasker } from '../testing/runner/secret-masker.ts'

// Entry: measures what masks cost the runner: the number of registered masks, the number of texts that the runner then searches in each
// log line (with its own encoded forms), and the CPU time per line of this project's copy of the runner's masker.
// For comparison, the same with the plain values only, which is the minimum for any action.

const digest = (n: number, encoding: 'hex' | 'base64') => createHash('sha256').update(String(n)).digest(encoding)

/** Kinds of values as in real jobs, used in rotation. */
const kinds: readonly ((n: number) => string)[] = [
  ...Array.from({ length: 6 }, () => (n: number) => digest(n, 'hex').slice(0, 40)),
  (n) => digest(n, 'base64').slice(0, 43),
  (n) => digest(n, 'base64'),
  (n) => `P@ss'w"rd-${digest(n, 'hex').slice(0, 8)}&<${n}>`,
  (n) => `postgres://app:${encodeURIComponent(digest(n, 'base64'))}@db-${n}.internal/app`,
]

/** Log lines of 100 characters without secrets. */
const lines = Array.from({ length: 200 }, (_, n) => `2026-11-30T12:00:00Z step ${n} ${digest(-n, 'hex')}`.padEnd(100, '.'))

function measure(masks: readonly string[]) {
  const masker = new SecretMasker()
  for (const mask of masks) masker.add(mask)
  for (const line of lines) masker.mask(line)
  const start = process.cpuUsage()
  for (const line of lines) masker.mask(line)
  return { searched: masker.searched, 'µs a line': Math.round(process.cpuUsage(start).user / lines.length) }
}

const rows = [10, 100, 1_000].map((count) => {
  const values = Array.from({ length: count }, (_, n) => kinds[n % kinds.length]?.(n) ?? '')
  const start = process.cpuUsage()
  const { masks } = masksOf(values.flatMap((value) => secretsOf({ stored: value, value, masking: 'usual' }, 4).secrets))
  const making = process.cpuUsage(start).user / 1_000
  const least = measure(values)
  const all = measure(masks)
  return {
    values: count,
    masks: masks.length,
    'ms to make them': Math.round(making * 10) / 10,
    'texts searched': all.searched,
    'µs a line': all['µs a line'],
    'texts searched, values alone': least.searched,
    'µs a line, values alone': least['µs a line'],
  }
})
console.table(rows)
