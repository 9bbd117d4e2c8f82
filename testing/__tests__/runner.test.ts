import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createJob, type Job, type JobOptions, type StageResult, type Step, type StepOptions } from '../runner/job.ts'
import { endsWithTest } from '../../__tests__/support/ends-with-test.ts'
import { exceptOn } from '../../__tests__/support/platform.ts'

let root: string

beforeAll(() => {
  // the temporary folder of macOS is behind a link
  root = realpathSync(mkdtempSync(join(tmpdir(), 'throw-away-')))
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

/** Helpers that every script below can use. */
const prelude = `
const { appendFileSync, readFileSync, rmSync, existsSync } = require('node:fs')
const env = process.env
const out = (line) => process.stdout.write(line + '\\n')
const err = (line) => process.stderr.write(line + '\\n')
const file = (kind, text) => appendFileSync(env['GITHUB_' + kind], text)
`

/** Writes an action with these scripts. */
function write(main: string, post?: string, inputs = ''): string {
  const directory = mkdtempSync(join(root, 'action-'))
  writeFileSync(join(directory, 'main.js'), prelude + main)
  if (post !== undefined) writeFileSync(join(directory, 'post.js'), prelude + post)
  writeFileSync(
    join(directory, 'action.yml'),
    `name: throw-away\n${inputs}\nruns:\n  using: node24\n  main: main.js\n${post === undefined ? '' : '  post: post.js\n'}`,
  )
  return directory
}

const begin = (options: JobOptions = {}): Job => endsWithTest(createJob(options))

/** Runs a main step, with an id, in a new job. */
async function run(main: string, options: JobOptions & Partial<StepOptions> = {}): Promise<{ job: Job; step: Step; main: StageResult }> {
  const job = begin(options)
  const step = job.start({ id: 'it', action: write(main), ...options })
  return { job, step, main: await step.main }
}

/** Waits until a script has created the file, which means that it is ready. */
async function untilReady(step: Step, file: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (existsSync(file)) return
    await sleep(20)
  }
  await step.kill()
  throw new Error(`never ready: ${(await step.main).raw}`)
}

describe('the process', () => {
  test('runs in the workspace, with this node and empty stdin, and reports the exit code', async () => {
    const { main, job } = await run(`
      out(process.cwd()); out(process.execPath); out(JSON.stringify(readFileSync(0, 'utf8')))
      process.exitCode = 3`)
    expect(main).toMatchObject({ stage: 'main', step: 'it', exitCode: 3, signal: undefined, outcome: 'failure', annotations: [] })
    expect(main.log).toEqual([realpathSync(job.workspace), process.execPath, '""'])
  })

  test('does not inherit the environment of the harness', async () => {
    process.env['PLANTED_HERE'] = 'x'
    const { main } = await run('out(Object.keys(env).filter((name) => !/^(GITHUB|RUNNER)_/.test(name)).sort().join())')
    delete process.env['PLANTED_HERE']
    expect(main.log).toEqual(['CI,HOME,LANG,PATH'])
  })

  test('reports the signal that ended it', async () => {
    const { main } = await run('process.kill(process.pid, "SIGKILL")')
    expect(main).toMatchObject({ exitCode: 137, signal: 'SIGKILL', outcome: 'failure' })
  })

  test('an environment that is too large for the system fails the step', async () => {
    const { main } = await run('out("never")', { env: { HUGE: 'x'.repeat(3_000_000) } })
    expect(main).toMatchObject({ exitCode: undefined, outcome: 'failure' })
    expect(main.log).toEqual([expect.stringMatching(/^##\[error\]An error occurred trying to start.*E2BIG/)])
  })

  test('a child that keeps the output open does not block the job', async () => {
    const { main } = await run(`
      require('node:child_process').spawn('sleep', ['6'], { stdio: 'inherit', detached: true }).unref()
      out('done')`)
    expect(main).toMatchObject({ outcome: 'success', log: ['done'] })
    expect(main.milliseconds).toBeGreaterThan(4_900)
  }, 12_000)
})

describe('signals', () => {
  const scriptIgnoring = (ready: string, ignored: string[]): string => `
    for (const name of ${JSON.stringify(ignored)}) process.on(name, () => out('ignored ' + name))
    process.on('SIGINT', () => { if (!${JSON.stringify(ignored)}.includes('SIGINT')) { out('bye'); process.exit(130) } })
    setInterval(() => {}, 1000); appendFileSync(${JSON.stringify(ready)}, '')`

  test.each<[name: string, ignored: string[], log: string[], exitCode: number, signal: string | undefined]>([
    ['SIGINT is enough', [], ['bye'], 130, undefined],
    ['SIGTERM follows', ['SIGINT'], ['ignored SIGINT'], 143, 'SIGTERM'],
    ['SIGKILL follows', ['SIGINT', 'SIGTERM'], ['ignored SIGINT', 'ignored SIGTERM'], 137, 'SIGKILL'],
  ])('cancel: %s', async (name, ignored, log, exitCode, signal) => {
    const ready = join(root, name)
    const step = begin().start({ action: write(scriptIgnoring(ready, ignored)) })
    await untilReady(step, ready)
    await step.cancel({ sigintMs: 500, sigtermMs: 400 })
    const main = await step.main
    expect(main).toMatchObject({ outcome: 'cancelled', log, exitCode, signal })
  })

  test('a single signal', async () => {
    const ready = join(root, 'alone')
    const step = begin().start({ action: write(scriptIgnoring(ready, [])) })
    await untilReady(step, ready)
    expect(step.signal('SIGINT')).toBe(true)
    expect(await step.main).toMatchObject({ outcome: 'failure', exitCode: 130 })
    expect(step.signal('SIGINT')).toBe(false)
  })

  test('the end of the job kills running stages and removes the directories', async () => {
    const ready = join(root, 'end')
    const job = begin()
    const step = job.start({ action: write(scriptIgnoring(ready, ['SIGINT'])) })
    await untilReady(step, ready)
    await job.end()
    expect(await step.main).toMatchObject({ signal: 'SIGKILL' })
    expect(existsSync(dirname(job.workspace))).toBe(false)
  })
})

describe('inputs and context', () => {
  test('passes defaults as strings, empty if there is none; an unknown input causes a warning', async () => {
    const inputs = 'inputs:\n  url:\n  maxTtl:\n    default: 6h\n  revoke:\n    default: true\n  my number:\n    default: 4\n'
    const names = ['URL', 'MAXTTL', 'REVOKE', 'MY_NUMBER', 'ADDR']
    const action = write(`out(JSON.stringify(${JSON.stringify(names)}.map((name) => env['INPUT_' + name])))`, undefined, inputs)
    const main = await begin().start({ action, with: { addr: 'x' } }).main
    const warning = "Unexpected input(s) 'addr', valid inputs are ['url', 'maxTtl', 'revoke', 'my number']"
    expect(main.log).toEqual([`##[warning]${warning}`, '["","6h","true","4","x"]'])
    expect(main.annotations).toEqual([{ level: 'warning', message: warning, properties: {} }])
  })

  test('the name of a step', async () => {
    const job = begin()
    const action = write('out([env.GITHUB_ACTION, env.GITHUB_ACTION_REPOSITORY, env.GITHUB_ACTION_REF, env.GITHUB_ACTION_PATH].join())')
    const cases: [options: Partial<StepOptions>, log: string][] = [
      [{ id: 'vault' }, 'vault,,,'],
      [{}, '__self,,,'],
      [{}, '__self_2,,,'],
      [{ uses: 'octo/act@v1' }, '__octo_act,octo/act,v1,'],
      [{ uses: 'octo/act/sub@v1' }, '__octo_act_sub,octo/act,v1,'],
      [{ composite: '/c' }, '__self_3,,,/c'],
    ]
    for (const [options, log] of cases) expect((await job.start({ action, ...options }).main).log).toEqual([log])
  })

  test('the job is a push by default; options change the context', async () => {
    const script = "out([env.GITHUB_REPOSITORY, env.GITHUB_EVENT_NAME, env.GITHUB_REF, readFileSync(env.GITHUB_EVENT_PATH)].join(' '))"
    const { main } = await run(script, { github: { event_name: 'pull_request' }, event: { number: 7 } })
    expect(main.log).toEqual(['octo-org/shop pull_request refs/heads/main {"number":7}'])
  })

  test('later steps see variables and paths of earlier steps, but context values win', async () => {
    const job = begin({ env: { A: 'job', B: 'job' } })
    await job.start({
      action: write(`
      file('ENV', 'A=written\\nC<<X\\n1\\n2\\nX\\nGITHUB_SHA=evil\\nINPUT_X=planted\\n')
      file('ENV', 'ACTIONS_ID_TOKEN_REQUEST_URL=evil\\n')
      file('PATH', '/one\\n\\n/two\\n')`),
    }).main
    await job.start({ action: write("file('PATH', '/one\\n')") }).main
    const main = await job.start({
      env: { B: 'step' },
      action: write(`
      out(JSON.stringify([env.A, env.B, env.C, env.INPUT_X, env.ACTIONS_ID_TOKEN_REQUEST_URL]))
      out(String(env.GITHUB_SHA === 'evil')); out(env.PATH.split(':').slice(0, 2).join())`),
    }).main
    expect(main.log).toEqual(['["written","step","1\\n2","planted","evil"]', 'false', '/one,/two'])
    expect(job.env).toMatchObject({ A: 'written', B: 'job', C: '1\n2' })
    expect(job.path).toEqual(['/two', '/one'])
  })

  test('sets the OIDC endpoint with the permission, and masks its token', async () => {
    const idToken = { url: 'http://x/?a=b', token: 'request-token' }
    const { main } = await run("out(env.ACTIONS_ID_TOKEN_REQUEST_URL + ' ' + env.ACTIONS_ID_TOKEN_REQUEST_TOKEN)", { idToken })
    expect(main.log).toEqual(['http://x/?a=b ***'])
  })

  test('the header shows masked inputs and environment', async () => {
    const job = begin({ env: { TOKEN: 'hunter2' }, secrets: ['hunter2'] })
    const step = job.start({ action: write('', ''), uses: 'octo/act@v1', with: { a: 'x hunter2', b: '' } })
    expect((await step.main).header).toEqual(['##[group]Run octo/act@v1', 'with:', '  a: x ***', 'env:', '  TOKEN: ***', '##[endgroup]'])
    expect((await job.complete())[0]!.header).toEqual(['Post job cleanup.'])
  })
})

describe('command files', () => {
  test('outputs, state and summary', async () => {
    const { main, step, job } = await run(`
      out('::add-mask::hunter2')
      file('OUTPUT', 'a=1\\nA=2\\nb<<X\\nhunter2\\nX\\n')
      file('STATE', 's=hunter2\\n')
      file('STEP_SUMMARY', '# Title\\nhunter2\\r\\nend')`)
    expect(main).toMatchObject({ outcome: 'success', summary: '# Title\n***\nend\n', log: [] })
    expect(step.outputs).toEqual({ a: '2', b: 'hunter2' })
    expect(step.state).toEqual({ s: 'hunter2' })
    const files = job.files()
    const kinds = Object.keys(files).map((name) => name.replace(/_[^_]+$/, ''))
    expect(kinds.sort()).toEqual(['add_path', 'save_state', 'set_env', 'set_output', 'step_summary'])
    expect(Object.values(files).filter((text) => text.includes('hunter2'))).toHaveLength(3)
  })

  test('every stage has its own files, and all stay until the job ends', async () => {
    const job = begin()
    job.start({ action: write("file('STATE', 'first=1\\n')", "file('STATE', 'second=1\\n')") })
    await job.complete()
    expect(Object.values(job.files()).filter((text) => text !== '')).toEqual(expect.arrayContaining(['first=1\n', 'second=1\n']))
  })

  test('an output without an id is lost', async () => {
    const step = begin().start({ action: write("file('OUTPUT', 'a=1\\n')") })
    await step.main
    expect(step.outputs).toEqual({})
  })

  test.each([
    ['an exception', 'throw new Error("x")'],
    ['a kill', 'process.kill(process.pid, "SIGKILL")'],
  ])('files are applied after %s', async (_, end) => {
    const { step, job } = await run(`file('OUTPUT', 'a=1\\n'); file('STATE', 's=1\\n'); file('ENV', 'E=1\\n'); ${end}`)
    expect([step.outputs, step.state, job.env]).toEqual([{ a: '1' }, { s: '1' }, { E: '1' }])
  })

  const nullName = "Value cannot be null. (Parameter 'name')"
  test.each<[kind: string, text: string, name: string, message: string]>([
    ['ENV', 'abc', 'env', "Invalid format 'abc'"],
    ['ENV', '=v', 'env', nullName],
    ['ENV', 'a<<X\nhunter2\n', 'env', "Invalid value. Matching delimiter not found 'X'"],
    ['OUTPUT', '=v', 'output', nullName],
    ['OUTPUT', 'hunter2', 'output', "Invalid format '***'"],
    ['STATE', 'a<<X\nb', 'state', 'Invalid value. EOF marker missing new line.'],
  ])('%s refuses %j and fails the step', async (kind, text, name, message) => {
    const { main, step } = await run(`
      out('::add-mask::hunter2')
      file(${JSON.stringify(kind)}, ${JSON.stringify(`ok=1\n${text}`)})
      file('OUTPUT', '\\nother=1\\n')`)
    const messages = [`Unable to process file command '${name}' successfully.`, message]
    expect(main).toMatchObject({ exitCode: 0, outcome: 'failure', log: messages.map((line) => `##[error]${line}`) })
    expect(main.annotations.map((annotation) => annotation.message)).toEqual(messages)
    if (kind !== 'OUTPUT') expect(step.outputs).toEqual({ other: '1' })
  })

  test('state accepts an empty name', async () => {
    const { main, step } = await run("file('STATE', '=v\\n')")
    expect([main.outcome, step.state]).toEqual(['success', { '': 'v' }])
  })

  test('NODE_OPTIONS is the only blocked variable', async () => {
    const { main, job } = await run("file('ENV', 'node_options=--x\\nNODE_EXTRA_CA_CERTS=/x\\nLD_PRELOAD=y\\n')")
    expect(main.outcome).toBe('success')
    expect(main.log).toEqual(["##[error]Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command."])
    expect(job.env).toEqual({ NODE_EXTRA_CA_CERTS: '/x', LD_PRELOAD: 'y' })
  })

  exceptOn('darwin', 'it has no /dev/full', () => {
    test('reads a command file with another path; ignores a device', async () => {
      const state = join(root, 'state')
      writeFileSync(state, '')
      const placed = { mainFiles: { state, output: '/dev/full' } }
      const { main, step } = await run(
        'file("STATE", "a=1\\n"); try { file("OUTPUT", "b=2\\n") } catch (error) { out(error.code) }',
        placed,
      )
      expect(main).toMatchObject({ outcome: 'success', log: ['ENOSPC'] })
      expect([step.state, step.outputs]).toEqual([{ a: '1' }, {}])
    })
  })

  test('ignores a deleted file and a summary that is too large', async () => {
    expect((await run('rmSync(env.GITHUB_OUTPUT)')).main).toMatchObject({ outcome: 'success', log: [] })
    expect((await run('file("STEP_SUMMARY", "x".repeat(1024 * 1024 + 2048))')).main).toMatchObject({
      outcome: 'success',
      summary: '',
      log: [expect.stringContaining('supports content up to a size of 1024k, got 1026k')],
    })
  })
})

describe('workflow commands in the output', () => {
  test.each<[name: string, script: string, log: string[]]>([
    ['mask', "out('hunter2'); out('::add-mask::hunter2'); out('hunter2'); out('aHVudGVyMg==')", ['hunter2', '***', '***']],
    ['mask of several lines', "out('::add-mask:: one%0D%0A%0Atwo '); out('one'); out('two')", ['***', '***']],
    ['mask of nothing', "out('::add-mask:: ')", ["##[warning]Can't add secret mask for empty string in ##[add-mask] command."]],
    ['mask on stderr', "err('::add-mask::hunter2'); err('hunter2')", ['***']],
    ['stderr comes before stdout of a batch', "out('::add-mask::hunter2'); err('hunter2'); out('hunter2')", ['hunter2', '***']],
    [
      'annotations',
      "out('::error file=a.ts,line=3,title=T::m%0An'); out('::warning::w'); out('::notice::n'); out('::error::')",
      ['##[error]m', 'n', '##[warning]w', '##[notice]n'],
    ],
    ['groups', "out('::group::Title'); out('x'); out('::endgroup::')", ['##[group]Title', 'x', '##[endgroup]']],
    ['no debug lines', "out('::debug::x')", []],
    ['unknown commands are output', "out('::nope::x'); out('')", ['::nope::x', '']],
    ['problem matchers are ignored', "out('::add-matcher::x.json'); out('::remove-matcher owner=x::')", []],
    [
      'echo',
      "out('::echo::on'); out('::group::x'); out('::add-mask::hunter2'); out('::debug::x'); out('::echo::off'); out('::endgroup::')",
      ['::group::x', '##[group]x', '::add-mask::***', '::echo::off', '##[endgroup]'],
    ],
    [
      'a pause',
      "out('::stop-commands::tok'); out('::error::x'); out('::TOK::'); out('::error::y')",
      ['::stop-commands::tok', '::error::x', '::TOK::', '##[error]y'],
    ],
    ['the token of a pause is masked', "out('::stop-commands::long-token'); out('::long-token::')", ['::stop-commands::***', '::***::']],
  ])('%s', async (_, script, log) => {
    const { main } = await run(script)
    expect(main).toMatchObject({ outcome: 'success', log })
  })

  test('an annotation has properties; only its message is masked', async () => {
    const { main } = await run("out('::add-mask::hunter2'); out('::error file=a.ts,line=3,title=hunter2::a hunter2')")
    expect(main.annotations).toEqual([{ level: 'error', message: 'a ***', properties: { file: 'a.ts', line: '3', title: 'hunter2' } }])
  })

  test('keeps at most ten annotations per level and 4096 characters per message', async () => {
    const { main } = await run("for (let i = 0; i < 12; i++) out('::notice::' + i); out('::error::' + 'x'.repeat(5000))")
    expect(main.annotations.map(({ level }) => level)).toEqual([...Array<string>(10).fill('notice'), 'error'])
    expect(main.annotations.at(-1)!.message).toHaveLength(4096)
    expect(main.log).toHaveLength(13)
  })

  test('set-output and save-state work and cause a warning', async () => {
    const { main, step } = await run("out('::set-output name=a::1'); out('::save-state name=s::2')")
    expect([step.outputs, step.state, main.outcome]).toEqual([{ a: '1' }, { s: '2' }, 'success'])
    expect(main.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('The `set-output` command is deprecated'),
      expect.stringContaining('The `save-state` command is deprecated'),
    ])
  })

  test.each([
    ["out('::set-env name=a::b')", "Unable to process command '::set-env name=a::b' successfully.", 'The `set-env` command is disabled.'],
    ["out('::add-path::/x')", "Unable to process command '::add-path::/x' successfully.", 'The `add-path` command is disabled.'],
    ["out('::set-output::x')", "Unable to process command '::set-output::x' successfully.", "Required field 'name' is missing"],
    ["out('::echo::maybe')", "Unable to process command '::echo::maybe' successfully.", 'Invalid echo command value.'],
    ["out('::stop-commands::error')", undefined, 'You cannot use a endToken'],
  ])('%s fails the step', async (script, first, second) => {
    const { main, job } = await run(script)
    expect(main).toMatchObject({ exitCode: 0, outcome: 'failure' })
    const errors = main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
    expect(errors).toEqual([...(first === undefined ? [] : [first]), expect.stringContaining(second)])
    expect(job.env).toEqual({})
  })

  test('raw contains the unmasked output', async () => {
    const { main } = await run("out('::add-mask::hunter2'); out('hunter2')")
    expect(main.raw).toBe('::add-mask::hunter2\nhunter2\n')
  })
})

test('debug mode logs state, outputs and variables, masked line by line', async () => {
  const { main } = await run(
    `out('::add-mask::hunter2%0Asecond'); out('::debug::hunter2 ' + env.RUNNER_DEBUG)
    file('OUTPUT', 'o<<X\\nhunter2\\nsecond\\nX\\n'); file('STATE', 's=hunter2\\n'); file('ENV', 'E=hunter2\\n')`,
    { debug: true },
  )
  expect(main.log).toEqual([
    '::add-mask::***',
    '##[debug]*** 1',
    "##[debug]E='***'",
    '##[debug]Save intra-action state s = ***',
    '##[debug]Set output o = ***',
    '##[debug]***',
  ])
})

describe('post', () => {
  test('runs in reverse order, even if main failed, with the state of its step and the current environment', async () => {
    const job = begin()
    const post = 'out([env.STATE_s, env.GITHUB_ACTION, env.LATER].join())'
    await job.start({ id: 'a', action: write("file('STATE', 's=1\\n')", post) }).main
    await job.start({ id: 'none', action: write('') }).main
    await job.start({ id: 'b', action: write("file('STATE', 's=2\\n'); throw new Error('x')", post) }).main
    const killed = "file('STATE', 's=3\\n'); file('ENV', 'LATER=x\\n'); process.kill(process.pid, 'SIGKILL')"
    await job.start({ id: 'c', action: write(killed, post) }).main
    const posts = await job.complete()
    expect(posts.map(({ step, stage, log }) => [step, stage, ...log])).toEqual([
      ['c', 'post', '3,c,x'],
      ['b', 'post', '2,b,x'],
      ['a', 'post', '1,a,x'],
    ])
    expect(await job.complete()).toEqual([])
  })

  test('waits for main', async () => {
    const job = begin()
    job.start({ action: write("setTimeout(() => file('STATE', 's=late\\n'), 100)", 'out(env.STATE_s)') })
    expect((await job.complete())[0]!.log).toEqual(['late'])
  })

  test('can get other inputs than main', async () => {
    const job = begin()
    const inputs = 'inputs:\n  a:\n    default: d\n'
    job.start({ action: write('', 'out(env.INPUT_A)', inputs), with: { a: 'x' } })
    job.start({ action: write('', 'out(env.INPUT_A)', inputs), with: { a: 'x' }, postWith: {} })
    expect((await job.complete()).map(({ log }) => log)).toEqual([['d'], ['x']])
  })

  test('masks of main still apply; outputs of post are lost', async () => {
    const job = begin()
    const step = job.start({ id: 'it', action: write("out('::add-mask::hunter2')", "out('hunter2'); file('OUTPUT', 'a=1\\n')") })
    expect((await job.complete())[0]!.log).toEqual(['***'])
    expect(step.outputs).toEqual({})
  })
})

test('drops job outputs that are empty or contain a masked text', async () => {
  const { job } = await run("out('::add-mask::prod')")
  expect(job.outputs({ url: 'https://prod.example', region: 'eu', empty: '' })).toEqual({
    values: { region: 'eu' },
    warnings: ["Skip output 'url' since it may contain secret."],
  })
  expect([job.masks, job.mask('prod!')]).toEqual([['prod'], '***!'])
})

test('jobs share nothing', async () => {
  const results = await Promise.all(
    ['one', 'two', 'three'].map((value) =>
      run(
        `out('::add-mask::${value}'); file('ENV', 'E=${value}\\n'); setTimeout(() => { out('one two three'); out(env.RUNNER_TEMP) }, 100)`,
      ),
    ),
  )
  expect(results.map(({ job }) => job.env)).toEqual([{ E: 'one' }, { E: 'two' }, { E: 'three' }])
  expect(results.map(({ main }) => main.log[0])).toEqual(['*** two three', 'one *** three', 'one two ***'])
  expect(new Set(results.map(({ main }) => main.log[1])).size).toBe(3)
})

test('uses a given workspace and RUNNER_TEMP and does not remove them', async () => {
  const workspace = mkdtempSync(join(root, 'workspace-'))
  const temp = mkdtempSync(join(root, 'temp-'))
  const { main, job } = await run('out([process.cwd() === env.GITHUB_WORKSPACE, env.RUNNER_TEMP].join())', { workspace, temp })
  await job.end()
  expect(main.log).toEqual([`true,${temp}`])
  expect([existsSync(workspace), existsSync(temp)]).toEqual([true, true])
})

describe('an action that this harness does not support is refused', () => {
  const yml = (text: string): string => {
    const directory = mkdtempSync(join(root, 'bad-'))
    writeFileSync(join(directory, 'main.js'), '')
    if (text !== '') writeFileSync(join(directory, 'action.yml'), text)
    return directory
  }
  test.each([
    ['', /no action\.yml/],
    ['runs: { using: node16, main: main.js }', /node24/],
    ['runs: { using: composite, steps: [] }', /node24/],
    ['runs: { using: node24, main: other.js }', /no script other\.js/],
    ['runs: { using: node24, main: main.js, post: other.js }', /no script other\.js/],
    ['runs: { using: node24, main: main.js, pre: main.js }', /runs\.pre/],
    ['runs: { using: node24, main: main.js, post: main.js, post-if: success() }', /runs\.post-if/],
    ['inputs: { token: { default: "${{ github.token }}" } }\nruns: { using: node24, main: main.js }', /expressions/],
    ['inputs: { a: { default: [1] } }\nruns: { using: node24, main: main.js }', /must be a string, a number or a boolean/],
  ])('%j', (text, message) => {
    expect(() => begin().start({ action: yml(text) })).toThrow(message)
  })
})
