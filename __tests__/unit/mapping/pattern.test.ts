import fc from 'fast-check'
import { isPattern, matches } from '../../../src/mapping/pattern.ts'

describe('isPattern', () => {
  test.each(['*', '**', '?', 'DEV_*', '*_KEY', 'a?b', 'db-*', 'größe*'])('%s: true', (text) => {
    expect(isPattern(text)).toBe(true)
  })

  test.each(['', 'DEV_', 'a.*', 'a*b.c', '$x*', '(a*b)', 'a * b', 'a?b:c', '"a*"', '[*]', 'a/b*', '\n*'])('%j: false', (text) => {
    expect(isPattern(text)).toBe(false)
  })
})

describe('matches', () => {
  test.each([
    ['*', '', true],
    ['**', 'x', true],
    ['?', '', false],
    ['?', '🔑', true],
    ['?', 'ab', false],
    ['DEV_*', 'DEV_', true],
    ['DEV_*', 'DEV', false],
    ['DEV_*', 'XDEV_A', false],
    ['*_KEY', 'A_KEY_KEY', true],
    ['*_KEY', 'A_KEY_', false],
    ['tls?*', 'tls.crt', true],
    ['a*b?c', 'axxbyc', true],
    ['a*b', 'a\nb', true],
    ['dev_*', 'DEV_A', false],
  ])('%j, %j: %j', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected)
  })

  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '_', '🔑'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '🔑'), maxLength: 6 })
    let matched = 0
    fc.assert(
      fc.property(pattern, text, (wanted, name) => {
        const expected = new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su').test(name)
        if (expected) matched++
        expect(matches(wanted, name)).toBe(expected)
      }),
      { numRuns: 5_000 },
    )
    expect(matched).toBeGreaterThan(100)
  })

  it('does not take exponential time', () => {
    expect(matches(`${'a*'.repeat(200)}b`, 'a'.repeat(2_000))).toBe(false)
  })
})
