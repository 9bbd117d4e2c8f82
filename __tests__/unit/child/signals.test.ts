import { EventEmitter } from 'node:events'
import { forwardSignals } from '../../../src/child/signals.ts'

const emptySignal = new AbortController().signal

function forwarding(stopRequested = emptySignal) {
  const source = new EventEmitter()
  const sent: string[] = []
  const stop = forwardSignals({ signal: (name) => sent.push(name) }, source, stopRequested)
  return { source, sent, stop }
}

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

it('forwards each signal, and kills the child 4 s after the first', () => {
  const { source, sent } = forwarding()
  source.emit('SIGINT', 'SIGINT')
  jest.advanceTimersByTime(3_000)
  source.emit('SIGTERM', 'SIGTERM')
  expect(sent).toEqual(['SIGINT', 'SIGTERM'])
  jest.advanceTimersByTime(1_000)
  expect(sent).toEqual(['SIGINT', 'SIGTERM', 'SIGKILL'])
  jest.advanceTimersByTime(10_000)
  expect(sent).toHaveLength(3)
})

it('forwards CTRL_BREAK of Windows, and takes it for the second signal', () => {
  const { source, sent } = forwarding()
  source.emit('SIGINT', 'SIGINT')
  source.emit('SIGBREAK', 'SIGBREAK')
  expect(sent).toEqual(['SIGINT', 'SIGBREAK'])
})

it('forwards a signal that arrived before the child had started', () => {
  const { sent } = forwarding(AbortSignal.abort())
  expect(sent).toEqual(['SIGINT'])
})

it('sends one signal for a stop, whether a signal caused it or not', () => {
  for (const isSignal of [true, false]) {
    const stop = new AbortController()
    const { source, sent } = forwarding(stop.signal)
    stop.abort()
    if (isSignal) source.emit('SIGTERM', 'SIGTERM')
    jest.advanceTimersByTime(1)
    expect(sent).toEqual([isSignal ? 'SIGTERM' : 'SIGINT'])
    jest.advanceTimersByTime(4_000)
    expect(sent.at(-1)).toBe('SIGKILL')
  }
})

it('ends with the child', () => {
  const { source, sent, stop } = forwarding()
  source.emit('SIGINT', 'SIGINT')
  stop()
  jest.advanceTimersByTime(10_000)
  source.emit('SIGTERM', 'SIGTERM')
  expect(sent).toEqual(['SIGINT'])
  expect(source.listenerCount('SIGINT')).toBe(0)
})
