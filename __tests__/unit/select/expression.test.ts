import fc from 'fast-check'
import jsonata from 'jsonata'
import { evaluate } from '../../../src/select/expression.ts'
import { parseJson, type JsonObject } from '../../../src/core/json.ts'
import { failureOf } from '../../support/rejection.ts'

const secret = parseJson(
  `{"dot.key": "dotted", "a.b": {"c": "deep"}, "nested": {"x-y": "dashed", "z": {"w": 1}}, "name": "s3cr3t", "no": false, "zero": 0,
    "list": [{"n": "one", "v": 1}, {"n": "two", "v": 2}], "numbers": [12345678901234567890, 1], "big": 12345678901234567890}`,
) as JsonObject

/** Evaluates a selector with a dot as vault-action does: data.data and the selector, on the response. */
const asVaultAction = (selector: string): Promise<unknown> =>
  jsonata(`data.data.${selector}`).evaluate({ data: { data: secret, metadata: {} } })

afterEach(() => {
  jest.restoreAllMocks()
})

describe('returns the same as vault-action for', () => {
  test.each<[selector: string, value: unknown]>([
    ["'dot.key'", 'dotted'],
    ['`dot.key`', 'dotted'],
    ["'a.b'.c", 'deep'],
    ['`a.b`.c', 'deep'],
    ["nested.'x-y'", 'dashed'],
    ['nested.`x-y`', 'dashed'],
    ['nested.z.w', 1],
    ["list[n='two'].v", 2],
    ['list[0].n', 'one'],
    ['list.v', [1, 2]],
    ['nested.$keys()', ['x-y', 'z']],
    ["'dot.key' & '-suffix'", 'dotted-suffix'],
    ['{"k": nested.z.w}', { k: 1 }],
    ['[nested.z.w, list[1].v]', [1, 2]],
    ['nested.z.w = 1 ? name : no', undefined],
  ])('%s', async (selector, value) => {
    const theirs = JSON.stringify(await asVaultAction(selector))
    // vault-action looks up the operands after the first outside of the secret, and finds nothing
    if (value === undefined) expect(theirs).toBeUndefined()
    else expect([theirs, JSON.stringify(await evaluate(secret, selector))]).toEqual([JSON.stringify(value), JSON.stringify(value)])
  })

  it('any path of names, quoted or not', async () => {
    const name = fc.constantFrom('nested', 'list', 'name', "'a.b'", '`dot.key`', "'x-y'", 'z', 'w', 'c', 'n', 'v', '*', '[0]', "[n='two']")
    let found = 0
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 2, maxLength: 4 }), async (parts) => {
        const selector = parts.join('.').replaceAll('.[', '[')
        fc.pre(!selector.startsWith('['))
        const theirs = await asVaultAction(selector)
        if (theirs !== undefined) found++
        expect(JSON.stringify(await evaluate(secret, selector))).toBe(JSON.stringify(theirs))
      }),
      { numRuns: 500, seed: 12 },
    )
    expect(found).toBeGreaterThan(20)
  })
})

test.each(["('x')", '$now()', '$uuid()', '["x", "y"]', '{"k": "v"}', '($x := 1; $x)', "$uppercase('x')", "$join(['a', 'b'])", '$nothing'])(
  'the constant %s is refused',
  async (selector) => {
    expect(await failureOf(evaluate(secret, selector))).toMatchObject({
      code: 'ERR_KEY',
      message: `the expression "${selector}" does not read the secret: its result is a constant`,
    })
  },
)

test.each<[selector: string, value: unknown]>([
  ['$keys()', Object.keys(secret)],
  ["$lookup('name')", 's3cr3t'],
  ["$lookup($, 'name')", 's3cr3t'],
  ["no ? 'yes' : 'other'", 'other'],
  ['$exists(absent)', false],
  ['$count(list)', 2],
  ['$sum(list.v)', 3],
  ["$eval('name')", 's3cr3t'],
  ['function($x){$x}(name)', 's3cr3t'],
  ['name ~> $uppercase', 'S3CR3T'],
  ['-list[1].v', -2],
  ['name & nested.z.w', 's3cr3t1'],
  ['$$.name', 's3cr3t'],
])('%s depends on the secret', async (selector, value) => {
  expect(JSON.parse(JSON.stringify(await evaluate(secret, selector)))).toEqual(value)
})

test.each<[selector: string, says: RegExp]>([
  ['$sum(name)', /failed: argument 1 of "sum" must be a list of numbers \(JSONata T0412\)$/],
  ['$uppercase(zero)', /failed: argument 1 of "uppercase" has the wrong type \(JSONata T0410\)$/],
  ['$number(name)', /failed: "number" got a string that is not a number \(JSONata D3030\)$/],
  ['-name', /failed: a value after "-" must be a number \(JSONata D1002\)$/],
  ['name - 1', /failed: the value before "-" must be a number \(JSONata T2001\)$/],
  ['zero - name', /failed: the value after "-" must be a number \(JSONata T2002\)$/],
  ['name > 1', /failed: the values before and after ">" must have the same type \(JSONata T2009\)$/],
  ['$parse(name)', /failed: "parse" is not a function \(JSONata T1006\)$/],
  ['$toMillis(name)', /failed: "toMillis" cannot be applied to a value of the secret \(JSONata D3110\)$/],
  ['$error(name)', /failed: "error" cannot be applied to a value of the secret \(JSONata D3137\)$/],
  ['$assert(no, name)', /failed: "assert" cannot be applied to a value of the secret \(JSONata D3141\)$/],
  ['list[0].v / zero', /failed: the result is not a finite number$/],
  ['($f := function($x){1 + $f($x)}; $f(name))', /failed: it calls itself more than 500 times \(JSONata D1011\)$/],
])('%s fails with the cause, and no value', async (selector, says) => {
  const failure = await failureOf(evaluate(secret, selector))
  expect([failure.code, failure.message]).toEqual(['ERR_KEY', expect.stringMatching(says)])
  expect(failure.message + String(failure.hint)).not.toContain('s3cr3t')
})

it('an expression that never ends fails after 5 s', async () => {
  let now = 0
  // the library reads the clock at every step
  jest.spyOn(Date, 'now').mockImplementation(() => (now += 10))
  await expect(evaluate(secret, '($f := function($x){$f($x)}; $f(name))')).rejects.toThrow(
    /failed: it took longer than 5 s \(JSONata D1012\)$/,
  )
  expect(now).toBeGreaterThan(5_000)
  expect(now).toBeLessThan(6_000)
})

describe('integers beyond 2^53', () => {
  test.each(['big', 'numbers[0]', '$string(big)', "big & ''", '$max(list.v) = 2 ? big'])('keep all digits in %s', async (selector) => {
    expect(JSON.stringify(await evaluate(secret, selector)).replaceAll('"', '')).toBe('12345678901234567890')
  })

  test.each(['$sum(numbers)', 'big + 1', 'big > 5', '$floor(big)'])('are refused by %s, and the error says why', async (selector) => {
    const { code, hint } = await failureOf(evaluate(secret, selector))
    expect([code, hint]).toEqual(['ERR_KEY', expect.stringContaining('integers beyond 2^53')])
  })
})
