import { createInputReader } from '../../../src/core/input-reader.ts'
import { token } from '../../../src/login/token.ts'

function read(value: string | undefined): [unknown, string[]] {
  const problems: string[] = []
  const access = token.read(
    createInputReader(
      () => value,
      (...problem) => problems.push(problem.join('|')),
    ),
    'token',
  )
  return [access, problems]
}

it('is used without a login', () => {
  expect(read('hvs.a_B-1')).toEqual([{ token: 'hvs.a_B-1' }, []])
})

test.each([undefined, 's3cr3t with spaces', 's3cr3t\nX-Vault-Namespace: x', 's3cr3t\u2026'])(
  'reports %j as a problem without quoting it',
  (value) => {
    const [, problems] = read(value)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^token\|/)
    expect(problems[0]).not.toContain('s3cr3t')
  },
)
