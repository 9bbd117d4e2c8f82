import { asFailure, Failure } from '../../../src/core/failure.ts'

it('returns a Failure unchanged', () => {
  const failure = new Failure('ERR_KEY', 'x')
  expect(asFailure(failure)).toBe(failure)
})

describe('any other thrown value becomes ERR_INTERNAL', () => {
  const shown = (thrown: unknown) => {
    const { code, message, hint } = asFailure(thrown)
    expect(code).toBe('ERR_INTERNAL')
    return `${message} ${hint ?? ''}`
  }

  it('with its class and its place in the code', () => {
    expect(shown(new TypeError('x'))).toMatch(/^unexpected TypeError at .*failure\.test\.ts:\d+:\d+\)? This is a bug/)
  })

  test.each([
    new Error('looked at s3cr3t'),
    new Error('one line\n    at s3cr3t\nmore'),
    new SyntaxError('Unexpected token, "at s3cr3t" is not valid JSON'),
    Object.assign(new Error('at s3cr3t'), { stack: undefined }),
    Object.assign(new Error('at s3cr3t'), { stack: 'Error: at s3cr3t' }),
    's3cr3t',
    { message: 's3cr3t' },
    null,
  ])('without its own message: %p', (thrown) => {
    expect(shown(thrown)).not.toContain('s3cr3t')
  })
})
