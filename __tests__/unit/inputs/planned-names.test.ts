import { plannedNames } from '../../../src/inputs/planned-names.ts'
import { parseMapping, parsePki } from '../../../src/mapping/parse.ts'
import { plainDefaults } from '../mapping/meaning.ts'

const namesOf = (mapping: string) => plannedNames(parseMapping(mapping, plainDefaults).plan)

test.each([
  ['a k | K', 'K', true],
  ['a k | K', 'k', false],
  ['a k', 'k', true],
  ['a k', 'K', false],
  ['a k.x', 'k__x', true],
  ['a A_1 | A_1; a B | B', 'A_*', true],
  ['a B | B', 'A_?', false],
  ['a B* | B*', 'B*', true],
  ['a *', 'ANY', true],
  ['a * | P_', 'P_X', true],
  ['a * | P_', 'X', false],
  ['a * | P_', 'X_*', true],
  ['a DEV_* | P_', 'P_DEV_X', true],
  ['a DEV_* | P_', 'P_X', false],
  ['a DEV_* | P_', 'P_', true],
  ['a/ DB_* | P_', 'P_x__DB_1', true],
  ['a/ DB_* | P_', 'x', false],
])('the mapping %s can have %s: %s', (mapping, text, expected) => {
  expect(namesOf(mapping).canSelect(text)).toBe(expected)
})

test.each([
  ['a k | K', 'K', false],
  ['a k | K | optional', 'K', true],
  ['a k | K | default=x', 'K', false],
  ['a k | K | optional; a l | K', 'K', false],
  ['a K_1 | K_1 | optional; a K_2 | K_2 | optional', 'K_*', true],
  ['a * | | optional', 'K', true],
  ['a *', 'K', false],
])('in the mapping %s, %s can be without a value: %s', (mapping, text, expected) => {
  expect(namesOf(mapping).termOf(text)).toEqual({ text, isOptional: expected })
})

it('a certificate may have no chain', () => {
  const names = plannedNames(parsePki('pki/issue/web {"common_name": "a"};', plainDefaults).plan)
  expect(names.known).toEqual(['web_cert', 'web_key', 'web_ca', 'web_ca_chain'])
  expect(names.known.map((name) => names.termOf(name).isOptional)).toEqual([false, true, true, true])
})
