import fc from 'fast-check'
import type { Entry, KeyEntry } from '../../../src/mapping/plan.ts'
import { nearestKeys, select } from '../../../src/select/select.ts'
import { parseJson, type JsonObject } from '../../../src/vault/json.ts'

const options = { order: 0, line: 1, optional: false, toEnvironment: true }
const key = (selector: string): KeyEntry => ({ kind: 'key', selector, output: 'out', variable: 'VAR', ...options })
const wildcard = (upperCase: boolean, prefix = ''): Entry => ({ kind: 'wildcard', upperCase, prefix, ...options })
const values = (json: string) => parseJson(json) as JsonObject

describe('a key', () => {
  test.each([
    ['{"a": "x"}', 'a', 'x'],
    ['{"a": ""}', 'a', ''],
    ['{"a": " x\\r\\n "}', 'a', ' x\r\n '],
    ['{"a": "null"}', 'a', 'null'],
    ['{"a": true}', 'a', 'true'],
    ['{"a": false}', 'a', 'false'],
    ['{"a": 0}', 'a', '0'],
    ['{"a": 1.5}', 'a', '1.5'],
    ['{"a": 12345678901234567890}', 'a', '12345678901234567890'],
    ['{"a": {"n": 12345678901234567890, "s": "x"}}', 'a', '{"n":12345678901234567890,"s":"x"}'],
    ['{"a": [1, "b", null]}', 'a', '[1,"b",null]'],
    ['{"a": {}}', 'a', '{}'],
    // the literal key is looked up first, then the dotted path
    ['{"a.b": "literal", "a": {"b": "nested"}}', 'a.b', 'literal'],
    ['{"a": {"b": "nested"}}', 'a.b', 'nested'],
    ['{"a": {"b": {"c": "deep"}}}', 'a.b.c', 'deep'],
    ['{"": "empty"}', '', 'empty'],
    // own properties only, and those really are found
    ['{"__proto__": "own"}', '__proto__', 'own'],
    ['{"constructor": "own"}', 'constructor', 'own'],
  ])('of %s at %j is %j', (json, selector, value) => {
    expect(select(values(json), key(selector))).toEqual([{ output: 'out', variable: 'VAR', value, entry: key(selector) }])
  })

  test.each([
    ['{"a": "x"}', 'b'],
    ['{"a": null}', 'a'],
    ['{"a": {"b": null}}', 'a.b'],
    ['{"a.b": null, "a": {"b": "nested"}}', 'a.b'],
    ['{"a": "text"}', 'a.length'],
    ['{"a": [1]}', 'a.0'],
    ['{"a": 12345678901234567890}', 'a.rawJSON'],
    ['{}', 'constructor'],
    ['{}', '__proto__'],
    ['{"a": {}}', 'a.toString'],
    ['{"a": {"b": 1}}', 'a.'],
    ['{}', ''],
  ])('of %s at %j is not there', (json, selector) => {
    expect(select(values(json), key(selector))).toBeUndefined()
  })

  it('finds every own key literally, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string()), fc.nat(), (object, pick) => {
        const names = Object.keys(object)
        const name = names[pick % names.length]
        if (name === undefined) return
        expect(select(object, key(name))?.[0]?.value).toBe(object[name])
      }),
    )
  })
})

describe('a wildcard', () => {
  const found = (json: string, entry: Entry) => select(values(json), entry)?.map(({ output, variable, value }) => [output, variable, value])

  test.each<[string, Entry, string[][]]>([
    [
      '{"a": "1", "B.c": 2}',
      wildcard(true),
      [
        ['a', 'A', '1'],
        ['B__c', 'B__C', '2'],
      ],
    ],
    [
      '{"a": "1", "B.c": 2}',
      wildcard(false),
      [
        ['a', 'a', '1'],
        ['B__c', 'B__c', '2'],
      ],
    ],
    ['{"a": "1"}', wildcard(true, 'my-'), [['mya', 'MYA', '1']]],
    ['{"a": null, "b": false}', wildcard(true), [['b', 'B', 'false']]],
    ['{"__proto__": "x"}', wildcard(false), [['__proto__', '__proto__', 'x']]],
    ['{}', wildcard(true), []],
  ])('of %s', (json, entry, expected) => {
    expect(found(json, entry)).toEqual(expected)
  })
})

describe('nearestKeys', () => {
  test.each([
    ['{"password": 1, "username": 2}', 'pasword', ['password', 'username']],
    ['{"PASSWORD": 1, "pass": 2}', 'password', ['PASSWORD', 'pass']],
    ['{}', 'x', []],
    ['{"a1":1,"a2":1,"a3":1,"a4":1}', 'a', ['a1', 'a2', 'a3']],
  ])('of %s to %j are %j', (json, selector, expected) => {
    expect(nearestKeys(values(json), selector)).toEqual(expected)
  })

  it('gives keys, never values, and compares no more than the head of long ones', () => {
    const object = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}`.padStart(20_000, 'k'), `value ${i}`]))
    const near = nearestKeys(object, 'k'.repeat(20_000))
    expect(near.length).toBeGreaterThan(0)
    expect(near.every((one) => Object.hasOwn(object, one))).toBe(true)
  })
})
