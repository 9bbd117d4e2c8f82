import { retryIfOpen } from '../../../src/runner/open-files.ts'

/** Fails some times with a code. */
function failing(code: string, times: number) {
  const operation = jest.fn(() => {
    if (operation.mock.calls.length <= times) throw Object.assign(new Error(code), { code })
  })
  return operation
}

test.each(['EPERM', 'EACCES', 'EBUSY'])('after %s on Windows, the file may be open elsewhere only for a moment', (code) => {
  const operation = failing(code, 3)
  retryIfOpen(operation, 'win32')
  expect(operation).toHaveBeenCalledTimes(4)
})

it('ends after a second', () => {
  const operation = failing('EPERM', Infinity)
  const begin = performance.now()
  expect(() => {
    retryIfOpen(operation, 'win32')
  }).toThrow('EPERM')
  expect(performance.now() - begin).toBeGreaterThan(900)
  expect(operation).toHaveBeenCalledTimes(20)
})

test.each<[string, NodeJS.Platform]>([
  ['ENOENT', 'win32'],
  ['EPERM', 'linux'],
])('%s on %s is final', (code, platform) => {
  const operation = failing(code, 1)
  expect(() => {
    retryIfOpen(operation, platform)
  }).toThrow(code)
  expect(operation).toHaveBeenCalledTimes(1)
})
