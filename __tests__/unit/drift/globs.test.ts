import fc from 'fast-check'
import { globsMeet } from '../../../src/drift/globs.ts'

/** All texts of up to five letters. */
const texts = [1, 2, 3, 4, 5].reduce((all) => [...all, ...all.flatMap((text) => [`${text}a`, `${text}b`])], [''])
const toRegExp = (glob: string) => new RegExp(`^${glob.replaceAll('*', '.*')}$`)

test('two globs meet exactly if a text matches both', () => {
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 4 }).filter((text) => text.replaceAll('*', '').length <= 2)
  let meeting = 0
  fc.assert(
    fc.property(glob, glob, (one, other) => {
      const meets = texts.some((text) => toRegExp(one).test(text) && toRegExp(other).test(text))
      expect([one, other, globsMeet(one, other)]).toEqual([one, other, meets])
      meeting += Number(meets)
    }),
    { numRuns: 2_000 },
  )
  expect(meeting).toBeGreaterThan(200)
  expect(meeting).toBeLessThan(1_900)
})

test('takes no exponential time', () => {
  expect(globsMeet(`${'a*'.repeat(500)}b`, `${'*a'.repeat(500)}c`)).toBe(false)
})
