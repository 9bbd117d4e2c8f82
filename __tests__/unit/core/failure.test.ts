import { asFailure, Failure } from '../../../src/core/failure.ts'

it('leaves a Failure as it is', () => {
  const failure = new Failure('ERR_KEY', 'x')
  expect(asFailure(failure)).toBe(failure)
})

describe('what is no Failure is a defect', () => {
  const shown = (thrown: unknown) => {
    const { code, message, hint } = asFailure(thrown)
    expect(code).toBe('ERR_INTERNAL')
    return `${message} ${hint ?? ''}`
  }

  it('told by its kind and its place', () => {
    expect(shown(new TypeError('x'))).toMatch(/^unexpected TypeError at .*failure\.test\.ts:\d+:\d+\)? This is a defect/)
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
  ])('and not by what it worked on: %p', (thrown) => {
    expect(shown(thrown)).not.toContain('s3cr3t')
  })
})
