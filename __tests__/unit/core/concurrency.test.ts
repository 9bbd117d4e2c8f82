import { setTimeout as sleep } from 'node:timers/promises'
import { orAborted } from '../../../src/core/concurrency.ts'

const reason = new Error('enough')
const never = new Promise<never>(() => undefined)

it('returns or throws the result that comes before the signal', async () => {
  const end = new AbortController()
  await expect(orAborted(Promise.resolve(1), end.signal)).resolves.toBe(1)
  await expect(orAborted(Promise.reject(reason), end.signal)).rejects.toBe(reason)
})

it('throws the reason of a signal that comes first', async () => {
  const end = new AbortController()
  const waiting = orAborted(never, end.signal)
  end.abort(reason)
  await expect(waiting).rejects.toBe(reason)
})

it('leaves no unhandled rejection, even if the signal was already aborted', async () => {
  const unhandled = jest.fn()
  process.on('unhandledRejection', unhandled)
  const late = (async () => {
    await sleep(5)
    throw new Error('late')
  })()
  await expect(orAborted(late, AbortSignal.abort(reason))).rejects.toBe(reason)
  await sleep(20)
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
})
