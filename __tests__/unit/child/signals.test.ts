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

it('forwards a signal that arrived before the child had started', () => {
  const { sent } = forwarding(AbortSignal.abort())
  expect(sent).toEqual(['SIGINT'])
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
