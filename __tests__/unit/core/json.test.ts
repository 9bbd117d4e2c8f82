import fc from 'fast-check'
import { isObject, own, parseJson, toText, type JsonObject } from '../../../src/core/json.ts'

test.each([
  ['9007199254740991', '9007199254740991'],
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['12345678901234567890123456789', '12345678901234567890123456789'],
  ['[1, 18446744073709551615]', '[1,18446744073709551615]'],
  ['{"a": {"b": [12345678901234567890]}}', '{"a":{"b":[12345678901234567890]}}'],
  ['"9007199254740993"', '9007199254740993'],
  ['1.5', '1.5'],
  ['true', 'true'],
  ['{ "a" : 1 , "b" : null }', '{"a":1,"b":null}'],
  ['"a\\nb"', 'a\nb'],
])('%s becomes the text %s', (json, text) => {
  expect(toText(parseJson(json))).toBe(text)
})

it('keeps every integer', () => {
  fc.assert(
    fc.property(fc.bigInt(), (number) => {
      expect(toText(parseJson(`{"n":${number}}`))).toBe(`{"n":${number}}`)
    }),
  )
})

it('keeps every other value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.stringify(value)
      expect(JSON.stringify(parseJson(json))).toBe(json)
      expect(JSON.stringify((parseJson(`[${json},12345678901234567890]`) as unknown[])[0])).toBe(json)
    }),
  )
})

test.each(['{"__proto__": {"polluted": 1}}', '{"__proto__": {"polluted": 1}, "n": 12345678901234567890}'])(
  '%s does not change the prototype',
  (json) => {
    const object = parseJson(json) as JsonObject
    expect(object['polluted']).toBeUndefined()
    expect(own(object, '__proto__')).toEqual({ polluted: 1 })
    expect(own(object, 'toString')).toBeUndefined()
  },
)

test.each<[unknown, boolean]>([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['{}', false],
  [undefined, false],
  [parseJson('12345678901234567890'), false],
])('isObject(%j) is %j', (value, expected) => {
  expect(isObject(value)).toBe(expected)
})
