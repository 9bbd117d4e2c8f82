import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dotenv from 'dotenv'
import fc from 'fast-check'
import yaml from 'yaml'
import { formats } from '../../../src/formats/formats.ts'
import { samples } from '../../support/format-values.ts'
import { exceptOn, shellsDiffer } from '../../support/platform.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

type Read = (text: string, names: readonly string[]) => Record<string, unknown>

/** Reads a file in a shell and prints each variable followed by NUL. */
const inShell =
  (shell: string): Read =>
  (text, names) => {
    const file = join(folder, 'env')
    writeFileSync(file, text)
    const script = '. "$1"; shift; for name; do eval "printf \'%s\\0\' \\"\\$$name\\""; done'
    const output = execFileSync(shell, ['-c', script, shell, file, ...names], { encoding: 'utf8', env: { LC_ALL: 'C.UTF-8', SHLVL: '2' } })
    const read = output.split('\0')
    return Object.fromEntries(names.map((name, index) => [name, read[index]]))
  }
const inNpm: Read = (text) => dotenv.parse(Buffer.from(text))
const inYaml: Read = (text) => (yaml.parse(text) ?? {}) as Record<string, unknown>
const inYaml11: Read = (text) => (yaml.parse(text, { version: '1.1' }) ?? {}) as Record<string, unknown>
const inJson: Read = (text) => JSON.parse(text) as Record<string, unknown>

/** Each row says how many of 300 values the format may refuse at most: texts that are made of characters with a meaning. */
type Row = [format: string, reader: string, read: Read, mostRefused: number]

const compare = (...[name, , read, mostRefused]: Row) => {
  const format = formats.get(name)!
  let [compared, most] = [0, 0]
  fc.assert(
    fc.property(samples(format), ({ text, contained, refused }) => {
      const names = Object.keys(contained)
      compared += names.length
      most = Math.max(most, refused)
      expect(read(text, names)).toEqual(contained)
    }),
    { numRuns: 20, endOnFailure: true },
  )
  expect(compared).toBeGreaterThan(1_000)
  expect(most).toBeLessThanOrEqual(mostRefused)
}

exceptOn('win32', shellsDiffer, () => {
  test.each<Row>([
    ['dotenv', 'sh', inShell('sh'), 220],
    ['dotenv', 'bash', inShell('bash'), 220],
    ['dotenv:sh', 'sh', inShell('sh'), 90],
    ['dotenv:sh', 'bash', inShell('bash'), 90],
  ])('%s: what %s reads is each value', compare)
})

test.each<Row>([
  ['dotenv', 'dotenv of npm', inNpm, 220],
  ['dotenv:npm', 'dotenv of npm', inNpm, 150],
  ['json', 'JSON.parse', inJson, 0],
  ['yaml', 'yaml of npm', inYaml, 60],
  ['yaml', 'yaml of npm as YAML 1.1', inYaml11, 60],
])('%s: what %s reads is each value', compare)

test.each(['json', 'yaml'])('%s: names of any characters', (name) => {
  const read = { json: inJson, yaml: inYaml }[name]!
  const format = formats.get(name)!
  const nameOf = (index: number) => `${index} "é":#\\n'-{}\u0085${index % 2 ? '🔑' : ''}`
  fc.assert(
    fc.property(samples(format, nameOf), ({ text, contained }) => {
      expect(read(text, [])).toEqual(contained)
    }),
    { numRuns: 3 },
  )
})
