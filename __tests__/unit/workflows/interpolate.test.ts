import { Budget, BudgetExceeded } from '../../../src/workflows/budget.ts'
import { interpolate } from '../../../src/workflows/interpolate.ts'
import { contextOf, type Scope } from '../../../src/workflows/scope.ts'
import { placeOfLine, type Value } from '../../../src/workflows/value.ts'

const origin = { repository: 'octo-org/other', file: 'caller.yml', line: 50, isBlock: true }

function scopeWith(inputs: Readonly<Record<string, Value>>): Scope {
  const contexts = new Map([['inputs', contextOf(Object.entries(inputs), true)]])
  return { repository: 'octo-org/app', file: 'file.yml', budget: new Budget(), contexts }
}

const scalar = (value: string, isBlock = false) => ({ kind: 'text', value, isBlock, line: 10, size: 1 }) as const
const here = { repository: 'octo-org/app', file: 'file.yml', line: 10 }

describe('interpolate', () => {
  const scope = scopeWith({
    a: { known: 'A' },
    object: { known: { b: [1] } },
    passed: { known: 'x\ny\n', origin },
    open: { open: '${{ github.sha }}' },
  })

  it.each([
    ['plain', 'plain'],
    ['${{ inputs.a }}', 'A'],
    ['x${{inputs.a}}y${{ inputs.missing }}', 'xAy'],
    ["${{ format('}}{0}', inputs.a) }}", '}A'],
    ['${{ inputs.a', '${{ inputs.a'],
    ['{{ inputs.a }}', '{{ inputs.a }}'],
  ])('%j is %j', (text, known) => {
    expect(interpolate(scalar(text), scope)).toMatchObject({ known })
  })

  it.each([['${{ github.sha }}'], ['x-${{  github.sha  }}'], ['${{ not valid }}'], ["${{ steps.a.outputs.b || '}}' }}"]])(
    '%j stays as written',
    (text) => {
      expect(interpolate(scalar(text), scope)).toMatchObject({ open: text })
    },
  )

  it('keeps open texts of inputs', () => {
    expect(interpolate(scalar('a/${{ inputs.open }}/${{ inputs.a }}'), scope)).toMatchObject({ open: 'a/${{ github.sha }}/A' })
  })

  it('returns the value of a single expression with its origin', () => {
    expect(interpolate(scalar('${{ inputs.object }}'), scope)).toMatchObject({ known: { b: [1] } })
    expect(interpolate(scalar('\n ${{ inputs.passed }}\n', true), scope)).toEqual({ known: 'x\ny\n', origin })
  })

  it('gives each line its place, also where a value has several lines', () => {
    const value = interpolate(scalar('first\n${{ inputs.passed }}last ${{ inputs.a }}\n${{ inputs.a }}', true), scope)
    expect(value).toMatchObject({ known: 'first\nx\ny\nlast A\nA' })
    const lines = [1, 2, 3, 4, 5].map((line) => placeOfLine(value.origin!, line))
    const passed = { repository: 'octo-org/other', file: 'caller.yml' }
    expect(lines).toEqual([here, { ...passed, line: 50 }, { ...passed, line: 51 }, { ...passed, line: 52 }, { ...here, line: 12 }])
  })

  it('leaves a text open that is too long, and refuses when all of them are', () => {
    const long = scopeWith({ long: { known: 'x'.repeat(40_000) } })
    const text = 'a ${{ inputs.long }} ${{ inputs.long }} ${{ inputs.long }}'
    expect(interpolate(scalar(text), long)).toMatchObject({ open: text })
    expect(() => {
      for (let count = 0; count < 300; count++) interpolate(scalar('${{ inputs.long }}${{ inputs.long }}'), long)
    }).toThrow(BudgetExceeded)
  })
})
