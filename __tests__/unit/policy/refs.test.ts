import fc from 'fast-check'
import type { Trigger } from '../../../src/policy/need.ts'
import { globOf, refsOf } from '../../../src/policy/refs.ts'
import { job } from '../../support/needs.ts'

const refs = (triggers: readonly Trigger[], defaultBranch: string | undefined = 'trunk') => refsOf(job({ triggers, defaultBranch }))

describe('refs of the runs of a job', () => {
  test.each<[Trigger, readonly string[] | undefined]>([
    [{ event: 'push' }, undefined],
    [{ event: 'push', branches: ['main', 'release/**'] }, ['refs/heads/main', 'refs/heads/release/*']],
    [{ event: 'push', tags: ['v*'] }, ['refs/tags/v*']],
    [{ event: 'push', branches: ['main'], tags: ['v*'] }, ['refs/heads/main', 'refs/tags/v*']],
    [{ event: 'push', branches: ['**', '!main'] }, ['refs/heads/*']],
    [{ event: 'push', branchesIgnore: ['wip/**'] }, ['refs/heads/*']],
    [{ event: 'push', tagsIgnore: ['v0'] }, ['refs/tags/*']],
    [{ event: 'pull_request', branches: ['main'] }, ['refs/pull/*/merge']],
    [{ event: 'pull_request', types: ['closed'], branches: ['main'] }, ['refs/pull/*/merge', 'refs/heads/main']],
    [{ event: 'pull_request', types: ['closed'] }, ['refs/pull/*/merge', 'refs/heads/*']],
    [{ event: 'pull_request_review' }, ['refs/pull/*/merge']],
    [{ event: 'pull_request_target', branches: ['main'] }, ['refs/heads/trunk']],
    [{ event: 'merge_group' }, ['refs/heads/gh-readonly-queue/*']],
    [{ event: 'merge_group', branches: ['main'] }, ['refs/heads/gh-readonly-queue/main/*']],
    [{ event: 'release' }, ['refs/tags/*']],
    [{ event: 'schedule' }, ['refs/heads/trunk']],
    [{ event: 'workflow_run' }, ['refs/heads/trunk']],
    [{ event: 'issue_comment' }, ['refs/heads/trunk']],
    [{ event: 'workflow_dispatch' }, undefined],
    [{ event: 'workflow_call' }, undefined],
    [{ event: '${{ x }}' }, undefined],
  ])('%j', (trigger, expected) => {
    expect(refs([trigger])).toEqual(expected)
  })

  test('one trigger on any ref makes every ref possible', () => {
    expect(refs([{ event: 'push', branches: ['main'] }, { event: 'workflow_dispatch' }])).toBeUndefined()
  })

  test('a default branch that is not known stays an expression', () => {
    expect(refsOf(job({ triggers: [{ event: 'schedule' }], defaultBranch: undefined }))).toEqual([
      'refs/heads/${{ github.event.repository.default_branch }}',
    ])
  })
})

describe('filter patterns of GitHub as globs of Vault', () => {
  test.each([
    ['main', 'main'],
    ['feature/*', 'feature/*'],
    ['**-release', '*-release'],
    ['v[12].[0-9]+.x', 'v*.*.x'],
    ['*.js?', '*.j*'],
    ['v1+', 'v1*'],
    ['a\\*b', 'a*b'],
    ['${{ inputs.a }}/**', '${{ inputs.a }}/*'],
  ])('%s is %s', (pattern, glob) => {
    expect(globOf(pattern)).toBe(glob)
  })

  test('a glob matches every text that the pattern matches', () => {
    const part = fc.constantFrom('a', 'b', '/', '.', '*', '**', '[ab]', '[0-9]')
    const pattern = fc.array(fc.tuple(part, fc.constantFrom('', '', '?', '+')), { minLength: 1, maxLength: 6 })
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '1'), maxLength: 6 })
    let matched = 0
    fc.assert(
      fc.property(pattern, name, (parts, name) => {
        // a quantifier follows a character or a class
        const text = parts.map(([one, quantifier]) => (one.startsWith('*') ? one : `${one}${quantifier}`)).join('')
        if (!github(text).test(name)) return
        matched += 1
        expect(vault(globOf(text)).test(name)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
    expect(matched).toBeGreaterThan(200)
  })

  /** The meaning of a filter pattern, from the cheat sheet in GitHub's docs. */
  function github(pattern: string): RegExp {
    const source = pattern.replace(/\*\*|\*|\.|\[[^\]]*\]/g, (part) => ({ '**': '.*', '*': '[^/]*', '.': '\\.' })[part] ?? part)
    return new RegExp(`^${source}$`)
  }
  const vault = (glob: string): RegExp => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
})
