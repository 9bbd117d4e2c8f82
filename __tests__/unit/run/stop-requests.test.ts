import { EventEmitter } from 'node:events'
import { createStop } from '../../../src/core/deadlines.ts'
import { stopOnSignals } from '../../../src/run/stop-requests.ts'

test.each(['SIGINT', 'SIGTERM', 'SIGBREAK'])('%s stops a run, and does not end the process', (signal) => {
  const [stop, source] = [createStop(), new EventEmitter()]
  const ignore = stopOnSignals(stop, source)
  expect(source.emit(signal, signal)).toBe(true)
  expect(stop.stopRequested.reason).toMatchObject({ code: 'ERR_CANCELLED', message: `the step was cancelled (${signal})` })
  ignore()
  stop.clear()
  expect(source.eventNames()).toEqual([])
})
