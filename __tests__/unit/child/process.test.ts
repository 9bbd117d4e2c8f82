import { tmpdir } from 'node:os'
import { startChild } from '../../../src/child/process.ts'
import { exceptOn } from '../../support/platform.ts'

/** Starts a child as on Windows, where node has no signals and processes have no groups. */
async function onWindows(script: string, endTree: (id: number, onError: () => void) => void) {
  const command = { program: '/bin/sh', args: ['-c', script], directory: tmpdir(), env: { PATH: process.env['PATH'] ?? '' } }
  const child = await startChild(command, 'win32', endTree)
  child.stdout.resume()
  child.stderr.resume()
  return child
}

exceptOn('win32', 'they simulate it with a shell and signals', () => {
  it('leaves a child on Windows the time to end: CTRL_C has reached it already', async () => {
    const child = await onWindows('sleep 0.3; exit 7', () => undefined)
    for (const signal of ['SIGINT', 'SIGBREAK', 'SIGTERM'] as const) child.signal(signal)
    expect(await child.ended).toEqual({ exitCode: 7, signal: undefined, leftBehind: 0 })
  })

  it('ends the whole tree of a child on Windows, but not after its end, when another process can have its id', async () => {
    const ended: number[] = []
    const child = await onWindows('sleep 60 & wait', (id) => {
      ended.push(id)
      process.kill(id, 'SIGKILL')
    })
    child.signal('SIGKILL')
    expect((await child.ended).signal).toBe('SIGKILL')
    child.signal('SIGKILL')
    expect(ended).toHaveLength(1)
  })

  it('ends at least the child on Windows if there is no taskkill', async () => {
    const child = await onWindows('exec sleep 60', (_, onError) => {
      onError()
    })
    child.signal('SIGKILL')
    expect((await child.ended).signal).toBe('SIGTERM')
  })
})
