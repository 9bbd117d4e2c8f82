import type { Json } from '../../../src/core/json.ts'
import { Budget } from '../../../src/workflows/budget.ts'
import { matrixContexts } from '../../../src/workflows/matrix.ts'
import { parseYaml } from '../../../src/workflows/parse-yaml.ts'
import { contextOf, type Scope } from '../../../src/workflows/scope.ts'

const scope: Scope = {
  repository: 'octo-org/app',
  file: 'file.yml',
  budget: new Budget(),
  contexts: new Map([
    [
      'vars',
      contextOf(
        [
          ['LIST', { known: '["a", "b"]' }],
          ['ALL', { known: '{"x": [1, 2]}' }],
        ],
        false,
      ),
    ],
  ]),
}

function jobsOf(yaml: string): readonly (Readonly<Record<string, Json>> | 'open')[] {
  const node = parseYaml(yaml)
  if ('problem' in node) throw new Error(node.problem)
  return matrixContexts(node, scope).map(({ values, isComplete }) => ({
    ...(isComplete ? {} : { open: true }),
    ...Object.fromEntries([...values].map(([name, value]) => [name, 'known' in value ? value.known : value.open])),
  }))
}

describe('matrixContexts', () => {
  it('has one job without a matrix', () => {
    expect(matrixContexts(undefined, scope)).toEqual([{ values: new Map(), isComplete: true }])
  })

  it.each<[string, readonly unknown[]]>([
    [
      'a: [1, 2]\nb: [x, y]',
      [
        { a: 1, b: 'x' },
        { a: 1, b: 'y' },
        { a: 2, b: 'x' },
        { a: 2, b: 'y' },
      ],
    ],
    ['a: [{n: 1}]', [{ a: { n: 1 } }]],
    ['a: [1, 2]\nexclude: [{a: 1}]', [{ a: 2 }]],
    [
      'a: [1, 2]\nb: [x, y]\nexclude: [{a: 1, b: x}, {b: z}]',
      [
        { a: 1, b: 'y' },
        { a: 2, b: 'x' },
        { a: 2, b: 'y' },
      ],
    ],
    ['include: [{a: 1}, {b: 2}]', [{ a: 1 }, { b: 2 }]],
    ['a: ${{ fromJSON(vars.LIST) }}', [{ a: 'a' }, { a: 'b' }]],
    ['${{ fromJSON(vars.ALL) }}', [{ x: 1 }, { x: 2 }]],
    ['a: ["${{ vars.LIST }}"]', [{ a: '["a", "b"]' }]],
    // docs.github.com, "Running variations of jobs in a workflow", the example of include
    [
      'fruit: [apple, pear]\nanimal: [cat, dog]\ninclude:\n- color: green\n- color: pink\n  animal: cat\n- fruit: apple\n  shape: circle\n- fruit: banana\n- fruit: banana\n  animal: cat',
      [
        { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
        { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
        { fruit: 'pear', animal: 'cat', color: 'pink' },
        { fruit: 'pear', animal: 'dog', color: 'green' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    ],
  ])('%j', (yaml, jobs) => {
    expect(jobsOf(yaml)).toEqual(jobs)
  })

  it.each<[string, readonly unknown[]]>([
    ['${{ fromJSON(needs.a.outputs.b) }}', [{ open: true }]],
    [
      'a: [1, 2]\nb: ${{ fromJSON(needs.a.outputs.b) }}',
      [
        { open: true, a: 1 },
        { open: true, a: 2 },
      ],
    ],
    ['a: [1]\ninclude: ${{ fromJSON(needs.a.outputs.b) }}', [{ open: true, a: 1 }]],
    [`a: [${'1,'.repeat(20)}1]\nb: [${'1,'.repeat(20)}1]`, [{ open: true }]],
  ])('leaves open what only a run knows: %j', (yaml, jobs) => {
    expect(jobsOf(yaml)).toEqual(jobs)
  })
})
