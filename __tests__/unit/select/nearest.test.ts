import { nearestKeys } from '../../../src/select/nearest.ts'
import { parseJson, type JsonObject } from '../../../src/core/json.ts'

const values = (json: string) => parseJson(json) as JsonObject

describe('nearestKeys', () => {
  test.each([
    ['{"password": 1, "username": 2}', 'pasword', ['password', 'username']],
    ['{"PASSWORD": 1, "pass": 2}', 'password', ['PASSWORD', 'pass']],
    ['{}', 'x', []],
    ['{"a1":1,"a2":1,"a3":1,"a4":1}', 'a', ['a1', 'a2', 'a3']],
  ])('of %s to %j are %j', (json, selector, expected) => {
    expect(nearestKeys(values(json), selector)).toEqual(expected)
  })

  it('returns keys, never values, and compares only the start of long keys', () => {
    const object = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}`.padStart(20_000, 'k'), `value ${i}`]))
    const near = nearestKeys(object, 'k'.repeat(20_000))
    expect(near.length).toBeGreaterThan(0)
    expect(near.every((one) => Object.hasOwn(object, one))).toBe(true)
  })
})
