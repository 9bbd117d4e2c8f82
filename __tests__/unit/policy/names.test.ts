import fc from 'fast-check'
import { uniqueLabels } from '../../../src/policy/names.ts'

describe('uniqueLabels', () => {
  it.each([
    [
      ['deploy', 'teams/a-deploy', '../../etc/x'],
      ['deploy', 'teams-a-deploy', 'etc-x'],
    ],
    [
      ['a/b', 'a-b', 'A-B'],
      ['a-b', 'a-b-2', 'A-B-3'],
    ],
    [
      ['deploy-${{ inputs.environment }}', '1', '', 'é'],
      ['deploy-inputs-environment', '_1', '_', '_-2'],
    ],
  ])('%j', (texts, labels) => {
    expect(uniqueLabels(texts)).toEqual(labels)
  })

  it('returns names that are safe and differ, whatever the texts are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('..', '/', 'x'.repeat(300)))),
        (texts) => {
          const labels = uniqueLabels(texts)
          expect(labels.filter((label) => !/^[a-z_][\w-]{0,104}$/i.test(label))).toEqual([])
          expect(new Set(labels.map((label) => label.toLowerCase())).size).toBe(texts.length)
        },
      ),
    )
  })
})
