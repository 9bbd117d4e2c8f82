import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { formats } from '../../src/formats/formats.ts'
import type { Readers } from '../../testing/readers/binary.ts'
import { samples } from '../support/format-values.ts'

// the parsers that programs use; those that need no download are in __tests__/unit/formats
const readers = JSON.parse(process.env['TEST_READERS'] ?? '{}') as Readers
const file = join(mkdtempSync(join(tmpdir(), 'formats-')), 'file')

function read(group: keyof Readers, kind: string, text: string): unknown {
  writeFileSync(file, text)
  const [program = '', ...rest] = readers[group]
  return JSON.parse(execFileSync(program, [...rest, kind, file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }))
}

test.each<[format: string, group: keyof Readers, kind: string]>([
  ['dotenv', 'python', 'dotenv'],
  ['dotenv', 'go', 'compose'],
  ['dotenv:python', 'python', 'dotenv'],
  ['dotenv:docker', 'go', 'docker'],
  ['json', 'python', 'json'],
  ['yaml', 'python', 'yaml'],
  ['properties', 'python', 'properties'],
])('%s: what the parser of %s (%s) reads is each value', (name, group, kind) => {
  let compared = 0
  fc.assert(
    fc.property(samples(formats.get(name)!), ({ text, contained }) => {
      compared += Object.keys(contained).length
      expect(read(group, kind, text)).toEqual(contained)
    }),
    { numRuns: 10, endOnFailure: true },
  )
  expect(compared).toBeGreaterThan(1_000)
})

test('properties: names of any characters', () => {
  const nameOf = (index: number) => ` ${index} "é":#!=\\n'\t${index % 2 ? '🔑' : ''}`
  fc.assert(
    fc.property(samples(formats.get('properties')!, nameOf), ({ text, contained }) => {
      expect(read('python', 'properties', text)).toEqual(contained)
    }),
    { numRuns: 3 },
  )
})

test('dotenv:docker refuses exactly the lines that Docker cannot read', () => {
  const format = formats.get('dotenv:docker')!
  const lengths = [65_520, 65_530, 65_531, 65_532, 65_533, 65_534, 65_540]
  const isRead = lengths.map((length) => {
    try {
      read('go', 'docker', `A=${'x'.repeat(length)}\nB=1\n`)
      return true
    } catch {
      return false
    }
  })
  expect(isRead).toContain(false)
  expect(lengths.map((length) => format.valueRefusal('x'.repeat(length), 'A') === undefined)).toEqual(isRead)
})
