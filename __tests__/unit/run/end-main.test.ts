import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endMain } from '../../../src/run/end-main.ts'
import { captureLog } from '../../support/captured-log.ts'
import { onlyWhere } from '../../support/only-where.ts'

let root: string
let child: ChildProcess | undefined
let log: ReturnType<typeof captureLog>
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'end-main-')))
  log = captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
  child?.kill('SIGKILL')
  child = undefined
  rmSync(root, { recursive: true, force: true })
})

const env = { GITHUB_RUN_ID: '1', GITHUB_ACTION: 'vault', RUNNER_TEMP: '/t' }
const ending = 'The main step is still running, because its cancellation did not reach it: ending it now\n'

/** Starts a script as main of a step. */
async function start(onTerm: string, folder = 'main'): Promise<{ readonly id: number; readonly ended: Promise<unknown> }> {
  const script = join(root, folder, 'index.js')
  mkdirSync(join(root, folder))
  writeFileSync(script, `process.on('SIGTERM', () => { ${onTerm} }); setInterval(() => undefined, 1000); console.log('started')`)
  const node = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], env })
  child = node
  const ended = new Promise((resolve) =>
    node.once('exit', (code, signal) => {
      resolve(code ?? signal)
    }),
  )
  await new Promise((resolve) => node.stdout.once('data', resolve))
  return { id: node.pid ?? 0, ended }
}

const end = (id: number, step = env) => endMain(id, { script: join(root, 'post/index.js'), env: step })

onlyWhere(['sh', '-c', 'test -d /proc/self', 'sh'], () => {
  it('waits until main has revoked all and ended', async () => {
    const main = await start('setTimeout(() => process.exit(130), 300)')
    expect(await end(main.id)).toBe(true)
    expect([await main.ended, log.text()]).toEqual([130, ending])
  })

  it('kills a main that does not end, and warns that the state of post may be incomplete', async () => {
    const main = await start('')
    expect(await end(main.id)).toBe(false)
    const warning = /^::warning::The main step did not end within 10 s and was killed\. The post step does not know what Vault granted/
    expect([await main.ended, log.text().startsWith(ending)]).toEqual(['SIGKILL', true])
    expect(log.text().slice(ending.length)).toMatch(warning)
  }, 20_000)

  it('does nothing if main has ended', async () => {
    const main = await start('process.exit(0)')
    child?.kill('SIGKILL')
    await main.ended
    expect([await end(main.id), log.text()]).toEqual([false, ''])
  })

  it.each([
    ['another script', 'other', env],
    ['the main step of another step', 'main', { ...env, GITHUB_ACTION: 'vault_2' }],
    ['the main step of another run', 'main', { ...env, GITHUB_RUN_ID: '2' }],
  ])('ends no process that runs %s, which a later step can name in STATE_main', async (_, folder, step) => {
    const main = await start('process.exit(0)', folder)
    expect([await end(main.id, step), log.text()]).toEqual([false, ''])
    expect(child?.exitCode).toBeNull()
  })
})
