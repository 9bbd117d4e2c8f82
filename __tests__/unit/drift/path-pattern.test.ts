import fc from 'fast-check'
import { bySpecificity, commonPaths, covers, matches, parsePattern, widened } from '../../../src/drift/path-pattern.ts'

const names = ['a', 'b', 'ab']
/** Every path of one to four segments, some of them empty. */
const paths = (() => {
  const segments = ['', ...names]
  const longer = (some: readonly string[]) => some.flatMap((path) => segments.map((segment) => `${path}/${segment}`))
  const two = longer(names)
  const three = longer(two)
  return [...names, ...two, ...three, ...longer(three)]
})()

/** What Vault's docs say of a pattern, as a regular expression. */
const toRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/\*$/, '§')
      .split('/')
      .map((segment) => (segment === '+' ? '[^/]*' : segment))
      .join('/')
      .replace('§', '[^]*')}$`,
  )

const pattern = fc
  .tuple(fc.array(fc.constantFrom('+', ...names), { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/', '/*', '*'))
  .map(([segments, ending]) => `${segments.join('/')}${ending}`)
  .filter((text) => !text.includes('+*'))

test('a pattern matches the paths of its regular expression', () => {
  let matched = 0
  fc.assert(
    fc.property(pattern, (text) => {
      for (const path of paths) {
        const isMatch = matches(parsePattern(text), path)
        expect([path, isMatch]).toEqual([path, toRegExp(text).test(path)])
        if (isMatch) matched++
      }
    }),
  )
  expect(matched).toBeGreaterThan(100)
})

test('a pattern covers another one exactly if it matches all paths of it, and has common paths with it exactly if some path matches both', () => {
  const counts = { covers: 0, meets: 0 }
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const [first, second] = [parsePattern(one), parsePattern(other)]
      // a name outside of the patterns stands for all other names
      const all = [
        ...paths,
        ...paths.map((path) => path.replaceAll('ab', 'ab\u0000')),
        ...paths.map((path) => path.replaceAll('b', '\u0000')),
      ]
      const ofOther = all.filter((path) => matches(second, path))
      const isCovered = ofOther.length > 0 && ofOther.every((path) => matches(first, path))
      expect([one, other, covers(first, second)]).toEqual([one, other, isCovered])
      const common = commonPaths(first, second)
      expect([one, other, common.length > 0]).toEqual([one, other, ofOther.some((path) => matches(first, path))])
      for (const path of common) expect([matches(first, path), matches(second, path)]).toEqual([true, true])
      counts.covers += Number(isCovered)
      counts.meets += Number(common.length > 0)
    }),
    { numRuns: 1_000 },
  )
  expect(counts.covers).toBeGreaterThan(20)
  expect(counts.meets).toBeGreaterThan(counts.covers)
})

// the examples are those of the comment in vault/acl.go
test.each([
  ['foo/a*', 'foo/+'],
  ['foo/bar/+/baz', 'foo/+/bar/baz'],
  ['foo/+/bar', 'foo/+/ba*'],
  ['foo/+', 'foo/*'],
  ['foo/bar/+/baz', 'foo/+/+/baz'],
  ['foo/+/bar/ba*', 'foo/+/bar/b*'],
  ['foo/bar*', 'foo*'],
  ['foo/*', 'foo/+/b*'],
])('%s decides before %s', (first, second) => {
  const order = [second, first].map(parsePattern).sort(bySpecificity)
  expect(order.map(({ text }) => text)).toEqual([first, second])
})

test.each([
  ['secret/data/{{identity.entity.name}}/x', 'secret/data/*'],
  ['secret/data/${{ inputs.app }}/db', 'secret/data/*'],
  ['secret/data/app', 'secret/data/app'],
])('%s is within %s', (text, wider) => {
  expect(widened(parsePattern(text)).text).toBe(wider)
  expect(covers(parsePattern('secret/data/*'), parsePattern(text))).toBe(true)
  expect(covers(parsePattern('secret/data/app/*'), parsePattern(text))).toBe(false)
})
