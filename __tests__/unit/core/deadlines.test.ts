import { Failure } from '../../../src/core/failure.ts'
import { createLimit, createStop, pause } from '../../../src/core/deadlines.ts'

const first = new Failure('ERR_CANCELLED', 'first')
const second = new Failure('ERR_CANCELLED', 'second')

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

describe('a stop', () => {
  it('does not start by itself', () => {
    const stop = createStop()
    expect([stop.stopRequested.aborted, stop.abortRequested.aborted, jest.getTimerCount()]).toEqual([false, false, 0])
  })

  it('gives requests in flight 5 s and keeps its first reason', () => {
    const stop = createStop()
    stop.requestStop(first)
    expect([stop.stopRequested.aborted, stop.abortRequested.aborted]).toEqual([true, false])
    jest.advanceTimersByTime(3_000)
    stop.requestStop(second)
    jest.advanceTimersByTime(1_999)
    expect(stop.abortRequested.aborted).toBe(false)
    jest.advanceTimersByTime(1)
    expect([stop.stopRequested.reason, stop.abortRequested.reason]).toEqual([first, first])
  })

  it('starts after the timeout', () => {
    const stop = createStop()
    stop.stopAfter(120)
    jest.advanceTimersByTime(119_999)
    expect(stop.stopRequested.aborted).toBe(false)
    jest.advanceTimersByTime(1)
    expect(stop.stopRequested.reason).toMatchObject({
      code: 'ERR_TIMEOUT',
      message: 'not finished after 120 s',
      hint: 'The input `timeout` sets this limit, in seconds.',
    })
    jest.advanceTimersByTime(5_000)
    expect(stop.abortRequested.aborted).toBe(true)
  })

  it('leaves no timer after clear()', () => {
    const stop = createStop()
    stop.stopAfter(120)
    stop.requestStop(first)
    stop.clear()
    expect(jest.getTimerCount()).toBe(0)
    jest.advanceTimersByTime(200_000)
    expect(stop.abortRequested.aborted).toBe(false)
  })
})

describe('a time limit', () => {
  it('aborts new requests and those in flight at once', () => {
    const limit = createLimit(2_000)
    jest.advanceTimersByTime(1_999)
    expect(limit.stopRequested.aborted).toBe(false)
    jest.advanceTimersByTime(1)
    expect([limit.stopRequested.aborted, limit.abortRequested.aborted]).toEqual([true, true])
    expect(limit.abortRequested.reason).toMatchObject({ code: 'ERR_TIMEOUT', message: 'the time limit for revocation was reached' })
  })

  it('leaves no timer after clear()', () => {
    createLimit(2_000).clear()
    expect(jest.getTimerCount()).toBe(0)
  })
})

describe('a pause', () => {
  it('waits', async () => {
    const done = jest.fn()
    const waiting = pause(250, createStop().stopRequested).then(done)
    await jest.advanceTimersByTimeAsync(249)
    expect(done).not.toHaveBeenCalled()
    await jest.advanceTimersByTimeAsync(1)
    await waiting
    expect(done).toHaveBeenCalled()
  })

  it("throws the stop's reason and clears its timer", async () => {
    const stop = new AbortController()
    const waiting = pause(250, stop.signal)
    stop.abort(first)
    await expect(waiting).rejects.toBe(first)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('does not start after a stop', async () => {
    await expect(pause(250, AbortSignal.abort(first))).rejects.toBe(first)
    expect(jest.getTimerCount()).toBe(0)
  })

  it('removes its listener', async () => {
    const { signal } = new AbortController()
    const added = jest.spyOn(signal, 'addEventListener')
    const removed = jest.spyOn(signal, 'removeEventListener')
    const waiting = pause(1, signal)
    await jest.advanceTimersByTimeAsync(1)
    await waiting
    expect(removed.mock.calls.map(([type, listener]) => [type, listener])).toEqual(
      added.mock.calls.map(([type, listener]) => [type, listener]),
    )
  })
})
