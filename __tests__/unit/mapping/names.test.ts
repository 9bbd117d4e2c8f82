import fc from 'fast-check'
import { derivedNames, wildcardNames } from '../../../src/mapping/names.ts'

describe('derivedNames', () => {
  test.each([
    ['password', 'password', 'PASSWORD'],
    ['camelCase', 'camelCase', 'CAMELCASE'],
    ['a.b', 'a__b', 'A__B'],
    ['a.b.c', 'a__b__c', 'A__B__C'],
    ['.a', '__a', '__A'],
    ['api-key', 'apikey', 'APIKEY'],
    ['with/slash:colon', 'withslashcolon', 'WITHSLASHCOLON'],
    ['snake_case', 'snake_case', 'SNAKE_CASE'],
    ['größe', 'größe', 'GRÖSSE'],
    ['٣ключ', '٣ключ', '٣КЛЮЧ'],
    ['--', '', ''],
  ])('%j is the output %j and the variable %j', (selector, output, variable) => {
    expect(derivedNames(selector)).toEqual({ output, variable })
  })

  it('returns only letters, digits and underscores', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (selector) => {
        expect(derivedNames(selector).output).toMatch(/^[\p{L}\p{N}_]*$/u)
      }),
    )
  })
})

describe('wildcardNames', () => {
  test.each([
    ['key', '', true, 'key', 'KEY'],
    ['key', '', false, 'key', 'key'],
    ['a.b-c', '', true, 'a__bc', 'A__BC'],
    ['key', 'db_', true, 'db_key', 'DB_KEY'],
    ['key', 'db_', false, 'db_key', 'db_key'],
    ['key', 'my-app.', true, 'myapp__key', 'MYAPP__KEY'],
  ])('%j with the prefix %j, upper case %j: %j, %j', (key, prefix, upperCase, output, variable) => {
    expect(wildcardNames(key, prefix, upperCase)).toEqual({ output, variable })
  })
})
