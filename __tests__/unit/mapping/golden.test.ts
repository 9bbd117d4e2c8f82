import { golden } from './golden.ts'
import { meaningOf } from './meaning.ts'

describe.each(Object.entries(golden))('%s', (_rule, rows) => {
  it.each(rows.map(([text, ...meanings]) => [text, meanings] as const))('%j', (text, meanings) => {
    expect(meaningOf(text)).toEqual(meanings)
  })
})

it('the table has more than one hundred rows without duplicates', () => {
  const texts = Object.values(golden).flatMap((rows) => rows.map(([text]) => text))
  expect(texts.length).toBeGreaterThan(100)
  expect(new Set(texts).size).toBe(texts.length)
})
