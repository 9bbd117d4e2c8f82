import fc from 'fast-check'
import { mappingRequests } from '../../../src/workflows/mapping-requests.ts'

const fallback = { repository: 'octo-org/app', file: 'file.yml', line: 1 }
const requestsIn = (open: string) => mappingRequests('secrets', { open }, fallback)

describe('mappingRequests', () => {
  it.each([
    ['secret/data/${{ matrix.env }}/app password | P', 'secret/data/${{ matrix.env }}/app', ['password']],
    ["secret/data/${{ a || '|;' }} key", "secret/data/${{ a || '|;' }}", ['key']],
    ['secret/data/app ${{ inputs.key }} | NAME', 'secret/data/app', ['${{ inputs.key }}']],
    ['secret/data/app "a ${{ inputs.key }} b" | NAME', 'secret/data/app', ['a ${{ inputs.key }} b']],
    ['transit/sign/x {"n": ${{ github.run_id }}, "t": "${{ github.sha }}"} signature', 'transit/sign/x', ['signature']],
    ['secret/data/app k | ${{ inputs.name }} | default="${{ inputs.default }}"', 'secret/data/app', ['k']],
    ['${{ inputs.path }} key | NAME', '${{ inputs.path }}', ['key']],
    ['secret/data/831047777777000000 k', 'secret/data/831047777777000000', ['k']],
    ['secret/data/831047777777000000/${{ a }} k', 'secret/data/831047777777000000/${{ a }}', ['k']],
  ])('keeps the expressions of %j', (text, path, keys) => {
    expect(requestsIn(text)).toMatchObject({ requests: [{ path, keys }], openEntries: [], problems: [] })
  })

  it('takes a line that is an expression as entries', () => {
    const found = requestsIn("secret/data/a k | A ;\n  ${{ inputs.more }}\n${{ a || ';' }};\nsecret/data/b k | B")
    expect(found.requests.map(({ path }) => path)).toEqual(['secret/data/a', 'secret/data/b'])
    expect(found).toMatchObject({
      openEntries: [{ expression: '${{ inputs.more }}' }, { expression: "${{ a || ';' }}", place: fallback }],
      problems: [],
    })
  })

  it('quotes expressions in problems as they are written', () => {
    const [problem] = requestsIn('secret/data/${{ matrix.env }}').problems
    expect(problem).toMatchObject({ text: 'secrets: "secret/data/${{ matrix.env }}" has no key', place: fallback })
  })

  it('reads pki', () => {
    const mapping = { known: 'pki/issue/web {"common_name": "a.example.com"};' }
    expect(mappingRequests('pki', mapping, fallback).requests).toMatchObject([{ method: 'POST', path: 'pki/issue/web' }])
  })

  it('is empty without a mapping', () => {
    expect(mappingRequests('secrets', undefined, fallback)).toEqual({ requests: [], openEntries: [], problems: [] })
  })

  it('finds the same requests with and without an expression in the path', () => {
    const segment = fc.stringMatching(/^[a-z0-9]{1,12}$/)
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), segment, fc.nat(3), (segments, key, at) => {
        const index = at % segments.length
        const written = segments.map((one, position) => (position === index ? `\${{ x['${one}'] || 'a | b; "c' }}` : one)).join('/')
        const found = requestsIn(`${written} ${key} | NAME;`)
        expect(found.problems).toEqual([])
        expect(found.requests.map(({ path, keys }) => [path, ...keys])).toEqual([[written, key]])
      }),
    )
  })
})
