import { findExpressions } from '../../../src/workflows/find-expressions.ts'

describe('findExpressions', () => {
  it.each([
    ['', []],
    ['a ${{ b }} c ${{d}}', [' b ', 'd']],
    ["${{ '}}' }}", [" '}}' "]],
    ["${{ 'it''s }}' }}", [" 'it''s }}' "]],
    ['${{ a } }}', [' a } ']],
    ['${{ a', []],
    ["${{ ' }} ${{ b }}", []],
    ['${{ a }} ${{ b', [' a ']],
    ['${{${{ a }}}}', ['${{ a ']],
    ['$${{a}}', ['a']],
    ['{{ a }}', []],
  ])('%j', (text, inner) => {
    const found = findExpressions(text)
    expect(found.map((one) => one.inner)).toEqual(inner)
    for (const { index, written } of found) expect(text.startsWith(written, index)).toBe(true)
  })

  it.each(['${{', "${{'", '${{}', "${{ '' ", "'${{"])('takes linear time for %j many times', (part) => {
    expect(findExpressions(part.repeat(150_000))).toEqual([])
  })
})
