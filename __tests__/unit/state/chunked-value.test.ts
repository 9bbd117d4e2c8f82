import fc from 'fast-check'
import { join, split } from '../../../src/state/chunked-value.ts'

const stateOf = (entries: readonly (readonly [string, string])[]) => (key: string) => Object.fromEntries(entries)[key]

it('saves a short text as one value', () => {
  expect(split('k', '{"a":1}')).toEqual([['k', '{"a":1}']])
})

it('splits a long text into parts, and saves its key last', () => {
  const entries = split('k', 'x'.repeat(30 * 1024 + 1))
  expect(entries.map(([key, value]) => [key, value.length])).toEqual([
    ['k_part_1', 30 * 1024],
    ['k_part_2', 1],
    ['k', 11],
  ])
})

it('joins every text without loss, through UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 3 }), (piece, size) => {
      const json = JSON.stringify(piece.repeat(Math.ceil((size * 20_000) / piece.length)))
      const entries = split('k', json).map(([key, value]) => [key, Buffer.from(value).toString()] as const)
      expect(entries.every(([, value]) => value.length <= 30 * 1024)).toBe(true)
      expect(join('k', stateOf(entries))).toBe(json)
    }),
    { numRuns: 30 },
  )
})

test.each([
  [{}, undefined],
  [{ k: '{"parts":2}', k_part_1: 'a' }, undefined],
  [{ k: '{"parts":2}', k_part_1: 'a', k_part_2: 'b' }, 'ab'],
  [{ k: '{"parts":1000}' }, '{"parts":1000}'],
])('joins %j to %p', (state, expected) => {
  expect(join('k', (key) => (state as Record<string, string>)[key])).toBe(expected)
})
