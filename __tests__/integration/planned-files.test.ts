import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import dotenv from 'dotenv'
import yaml from 'yaml'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { app, canary } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { look, nothing, stack, startRun, withoutReceipt, type Run } from '../support/scenario.ts'

let workspace: string
beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-')))
})
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true })
})

const inWorkspace = (path: string) => join(workspace, path)
const modeOf = (path: string) => statSync(path).mode & 0o777
const textOf = (path: string) => readFileSync(path, 'utf8')
const put = (path: string, text: string) => {
  mkdirSync(dirname(inWorkspace(path)), { recursive: true })
  writeFileSync(inWorkspace(path), text)
}
/** The records of files in the saved state. */
const recordsOf = (run: Run) =>
  Object.entries(run.step.state).flatMap(([key, json]) =>
    key.startsWith('file_') ? [JSON.parse(json) as { path: string; folder: string; earlier?: { copy: string; mode: number } }] : [],
  )
const start = (secrets: string, files: string, more: Parameters<typeof startRun>[0] = {}) =>
  startRun({ secrets, workspace, ...more, with: { files, ...more.with } })

const password = `hush'"$\\ \`é/`
beforeAll(async () => {
  await look.root('POST', 'kv/ci/shapes', {
    APP_PASSWORD: password,
    APP_CERT: app.private_key,
    APP_URL: `postgres://app:hush-in-url%40@db/app`,
    DEV_HOST: 'hush-dev-host',
    DEV_PORT: 'hush-dev-port',
    PROD_HOST: 'hush-prod-host',
  })
})

test('formats and templates: each reader gets the values, masks cover each file, and post puts everything back', async () => {
  const homeFolder = realpathSync(mkdtempSync(join(tmpdir(), 'home-')))
  put('config/app.json', 'before\n')
  chmodSync(inWorkspace('config/app.json'), 0o640)
  put(
    'nginx.tmpl',
    '# {{ "{{" }}\nj={{ P | json }}\nb={{ P | base64 }}\ns={{ P | shell }}\nu={{ P | url }}\nr={{ P }}\nc={{ APP_CERT | json }}',
  )
  put('.ci/pgpass.tmpl', 'db:5432:app:me:{{ P }}\n')
  const files = [
    'deploy/app.env    | dotenv:sh APP_* P ;',
    'deploy/py.env     | dotenv:python ;',
    'config/app.json   | json ;',
    'config/app.yaml   | yaml P APP_* ;',
    'app.properties    | properties ;',
    'config/nginx.conf | template nginx.tmpl',
    '# a comment',
    '~/.pgpass         | template .ci/pgpass.tmpl ;',
  ].join('\n')
  const run = start('kv/ci/shapes APP_PASSWORD | P; kv/ci/shapes APP_*', files, { env: { HOME: homeFolder } })
  const main = await run.step.main
  expect(main.annotations).toEqual([])
  expect(main.exitCode).toBe(0)
  expect(main.log).toContainEqual(expect.stringMatching(/^Wrote 7 files: .*deploy\/app\.env, .*\.pgpass$/))

  const expected = { P: password, APP_PASSWORD: password, APP_CERT: app.private_key, APP_URL: 'postgres://app:hush-in-url%40@db/app' }
  const script = '. "$1"; printf "%s\\0" "$P" "$APP_PASSWORD" "$APP_CERT" "$APP_URL"'
  const inShell = execFileSync('sh', ['-c', script, 'sh', inWorkspace('deploy/app.env')], { encoding: 'utf8', env: {} })
  expect(inShell.split('\0').slice(0, 4)).toEqual(Object.values(expected))
  expect(JSON.parse(textOf(inWorkspace('config/app.json')))).toEqual(expected)
  expect(yaml.parse(textOf(inWorkspace('config/app.yaml')))).toEqual(expected)
  expect(textOf(inWorkspace('config/nginx.conf')).split('\n').slice(0, 6)).toEqual([
    '# {{',
    `j=${JSON.stringify(password)}`,
    `b=${Buffer.from(password).toString('base64')}`,
    `s='hush'\\''"$\\ \`é/'`,
    'u=hush%27%22%24%5C%20%60%C3%A9%2F',
    `r=${password}`,
  ])
  expect(textOf(join(homeFolder, '.pgpass'))).toBe(`db:5432:app:me:${password}\n`)

  const paths = ['deploy/app.env', 'deploy/py.env', 'config/app.json', 'config/app.yaml', 'app.properties', 'config/nginx.conf']
  const written = [...paths.map(inWorkspace), join(homeFolder, '.pgpass')]
  expect(written.map(modeOf)).toEqual(written.map(() => 0o600))
  for (const path of written) {
    const text = textOf(path)
    const shown = run.job.mask(text)
    expect([path, shown.includes(canary), shown.includes('%27'), shown.includes('00e9')]).toEqual([path, false, false, false])
    const encoded = run.job.mask(Buffer.from(text).toString('base64'))
    expect(encoded).toContain('***')
  }
  // the earlier file is kept where only this user can read it
  const records = recordsOf(run)
  expect(records.map(({ path }) => path)).toEqual(written)
  const { folder, earlier } = records[2]!
  expect([earlier, textOf(join(folder, earlier!.copy))]).toEqual([{ copy: '1', mode: 0o640 }, 'before\n'])
  expect([folder, join(folder, earlier!.copy)].map(modeOf)).toEqual([0o700, 0o600])
  // the token is revoked, so the state contains only files, and none of them a secret
  expect(Object.keys(run.step.state).every((key) => key.startsWith('file_'))).toBe(true)
  expect(JSON.stringify(run.step.state)).not.toContain(canary)

  const [post] = await run.job.complete()
  expect(post).toMatchObject({ exitCode: 0, log: ['6 files removed, 1 file restored'], annotations: [] })
  expect(textOf(inWorkspace('config/app.json'))).toBe('before\n')
  expect(modeOf(inWorkspace('config/app.json'))).toBe(0o640)
  expect(readdirSync(inWorkspace('deploy'))).toEqual([])
  expect(existsSync(folder)).toBe(false)
  expect(readdirSync(homeFolder)).toEqual([])
  expect(await run.left()).toEqual(nothing)
  rmSync(homeFolder, { recursive: true })
})

const one = 'secret/data/ci/app password | PASSWORD'

/** Runs main and expects that it fails before anything is sent. */
async function refused(files: string, secrets = one, more: Parameters<typeof startRun>[0] = {}): Promise<string> {
  const run = start(secrets, files, more)
  const main = await run.step.main
  expect(main.exitCode).toBe(1)
  expect(run.requests()).toEqual([])
  await run.job.complete()
  expect(run.step.state).toEqual({})
  return run.step.outputs['errorMessage']!
}

describe('before anything is sent', () => {
  test('every problem has its line and column', async () => {
    put('a.tmpl', 'x\n  {{ PASSWROD }} {{ PASSWORD | upper }}\n{{ PASSWORD')
    put('b.tmpl', Buffer.from([0xff]).toString('latin1'))
    writeFileSync(inWorkspace('b.tmpl'), Buffer.from([0xff, 0xfe]))
    const files = [
      'a.env | dotenv PASS_* PASSWORD OTHER ;',
      '  b.txt | template a.tmpl ;',
      'c.txt | template none.tmpl; d.txt | template b.tmpl',
      'e.txt | toml',
      '../f.txt | json',
      'a.env | json ;',
      'no bar ;',
      '~other/x | json; a.tmpl/x | json',
    ].join('\n')
    expect((await refused(files)).split('\n').slice(1)).toEqual(
      [
        'files line 1, column 16: "PASS_*" is not a name of the mapping. Write: one of PASSWORD',
        'files line 1, column 32: "OTHER" is not a name of the mapping. Write: one of PASSWORD',
        'files line 2: a.tmpl line 2, column 3: has the unknown name "PASSWROD". Write: one of PASSWORD',
        'files line 2: a.tmpl line 2, column 18: has the unknown filter "upper". Write: {{ PASSWORD | FILTER }} with one of json, base64, shell, url',
        'files line 2: a.tmpl line 3, column 1: has {{ without }} on the same line. Write: {{ NAME }}, or {{ "{{" }} for a literal {{',
        'files line 3, column 1: the template "none.tmpl" cannot be read. Write: the path of a file in the workspace',
        'files line 3, column 29: the template "b.tmpl" is not text in UTF-8. Write: the path of a file in the workspace',
        'files line 4, column 1: has the unknown format "toml". Write: one of dotenv, dotenv:sh, dotenv:docker, dotenv:npm, dotenv:python, json, yaml, properties, template',
        'files line 5, column 1: "../f.txt" is outside the workspace, RUNNER_TEMP and the home directory. Write: a path in the workspace, below runner.temp, or ~/PATH',
        'files line 6, column 1: "a.env" is already the path of another entry. Write: another path',
        'files line 7, column 1: "no bar" has no format. Write: PATH | FORMAT NAMES; or PATH | template FILE;',
        'files line 8, column 1: "~other/x" does not name a file in the home directory. Write: a path in the workspace, below runner.temp, or ~/PATH',
        'files line 8, column 18: "a.tmpl/x" is too long, or one of its folders is a file or cannot be read. Write: another path',
      ].map((line) => `  ${line}`),
    )
  })

  test('a file that git tracks is refused, also if it was deleted', async () => {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@y', ...args], { cwd: workspace })
    put('deploy/tracked.env', 'A=1\n')
    git('init', '--quiet')
    git('add', '-A')
    git('commit', '--quiet', '-m', 'x')
    const message = 'files line 1, column 1: "deploy/tracked.env" is tracked by git. Write: a path that git does not track'
    expect(await refused('deploy/tracked.env | json')).toBe(message)
    rmSync(inWorkspace('deploy'), { recursive: true })
    expect(await refused('deploy/tracked.env | json')).toBe(message)
    symlinkSync('.', inWorkspace('link'))
    expect(await refused('link/deploy/tracked.env | json')).toContain('is tracked by git')
    expect(await refused('.git/hooks/pre-commit | json')).toContain('git cannot tell whether it tracks it')

    const run = start(one, 'deploy/other.env | json')
    expect((await run.step.main).exitCode).toBe(0)
    await run.job.complete()
    expect(existsSync(inWorkspace('deploy/other.env'))).toBe(false)
  })

  test.each([
    ['a link', symlinkSync.bind(undefined, 'target')],
    ['a folder', mkdirSync],
  ])('%s is refused', async (_, create) => {
    create(inWorkspace('x'))
    expect(await refused('x | json')).toBe('files line 1, column 1: "x" is a link or a folder. Write: another path')
    expect(lstatSync(inWorkspace('x')).isFile()).toBe(false)
  })

  test('a name that the format cannot contain is refused', async () => {
    expect(await refused('x | dotenv', 'secret/data/ci/app password | my-password')).toBe(
      'files line 1, column 1: in dotenv, the name "my-password" is not a name of a variable: letters, digits and _. ' +
        'Write: another name after | in the mapping, or json',
    )
  })

  test('an expression that was not evaluated is named', async () => {
    expect(await refused('${{ inputs.path }}/x | json')).toContain('files line 1, column 1: "${{ inputs.path }}" is an expression')
  })
})

describe('after the read', () => {
  const failed = async (files: string, secrets: string) => {
    put('kept.json', 'before')
    const run = start(secrets, files)
    const main = await run.step.main
    expect(main.exitCode).toBe(1)
    expect(run.step.outputs['secrets']).toBeUndefined()
    expect(textOf(inWorkspace('kept.json'))).toBe('before')
    expect(run.step.state).toEqual({})
    await run.job.complete()
    expect(await run.left()).toEqual(nothing)
    return run.step.outputs['errorMessage']
  }

  test('a name that no key of a wildcard has is an error, and nothing is written', async () => {
    put('x.tmpl', '{{ NONE }}')
    expect(await failed('kept.json | json; y | template x.tmpl', 'kv/ci/shapes *')).toBe('files line 1: no value has the name "NONE"')
    expect(await failed('kept.json | json DEV_* NONE', 'kv/ci/shapes *')).toBe('files line 1: no value has the name "NONE"')
  })

  test('a value that the format cannot contain is an error', async () => {
    expect(await failed('kept.json | json; y.env | dotenv P', 'kv/ci/shapes APP_PASSWORD | P')).toBe(
      'files line 1: the value of "P" contains quotes, `$` or backslashes that readers of .env files do not read alike',
    )
  })

  test('an optional value is left out of a format, and an error in a template', async () => {
    put('x.tmpl', '{{ NONE }}')
    const secrets = `${one}; secret/data/ci/app nokey | NONE | optional`
    expect(await failed('y | template x.tmpl', secrets)).toBe('files line 1: no value has the name "NONE"')
    const run = start(secrets, 'z.json | json NONE PASSWORD')
    await run.step.main
    expect(JSON.parse(textOf(inWorkspace('z.json')))).toEqual({ PASSWORD: app.password })
    await run.job.complete()
  })

  test('if a later file cannot be written, the earlier ones are put back at once', async () => {
    put('kept.json', 'before')
    const run = start(`${one} | file=x; database/creds/app username`, 'kept.json | json; x/y | json')
    const main = await run.step.main
    expect(main.exitCode).toBe(1)
    expect(run.step.outputs['errorMessage']).toMatch(/^the file .*x\/y cannot be written: E/)
    expect(main.log).toContain('1 file removed, 1 file restored, 1 lease revoked, token revoked')
    expect(textOf(inWorkspace('kept.json'))).toBe('before')
    const [post] = await run.job.complete()
    expect(post!.log).toEqual([])
    expect(await run.left()).toEqual(nothing)
  })
})

test('post puts the files back if main was killed, and a later step changed them', async () => {
  put('kept.json', 'before')
  const vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  const hold = vault.hold('/v1/auth/token/revoke-self', 'before')
  const run = start(one, 'kept.json | json; new.env | dotenv', { with: { url: vault.url } })
  await hold.reached
  run.step.signal('SIGKILL')
  hold.release()
  await run.step.main
  expect(dotenv.parse(textOf(inWorkspace('new.env')))).toEqual({ PASSWORD: app.password })
  rmSync(inWorkspace('kept.json'))
  const [post] = await run.job.complete()
  expect(post!.log).toEqual([expect.stringMatching(/^1 file removed, 1 file restored, token (revoked|already revoked or expired)$/)])
  expect(textOf(inWorkspace('kept.json'))).toBe('before')
  expect(existsSync(inWorkspace('new.env'))).toBe(false)
})

test('with run, the files are there while the command runs, and are put back when it ends', async () => {
  put('kept.json', 'before')
  put('x.tmpl', 'p={{ PASSWORD | json }}\n')
  const run = start(`${one}; database/creds/app username | PGUSER`, 'kept.json | json; x.conf | template x.tmpl', {
    id: null,
    with: { run: 'cp kept.json seen.json; cp x.conf seen.conf; ls -l kept.json | cut -c1-10; cat x.conf' },
  })
  const main = await run.step.main
  expect(main.annotations).toEqual([])
  expect(main.exitCode).toBe(0)
  expect(main.log).toEqual(expect.arrayContaining([expect.stringMatching(/^Wrote 2 files: /), '-rw-------', 'p="***"']))
  expect(withoutReceipt(main).log.at(-1)).toBe('1 file removed, 1 file restored, 1 lease revoked, token revoked')
  expect(JSON.parse(textOf(inWorkspace('seen.json')))).toMatchObject({ PASSWORD: app.password, PGUSER: expect.any(String) as string })
  expect(textOf(inWorkspace('seen.conf'))).toBe(`p=${JSON.stringify(app.password)}\n`)
  expect([textOf(inWorkspace('kept.json')), existsSync(inWorkspace('x.conf'))]).toEqual(['before', false])
  expect(run.step.state).toEqual({})
  const [post] = await run.job.complete()
  expect(post!.log).toEqual([])
  expect(await run.left()).toEqual(nothing)
})

test('a step without id may write files only', async () => {
  const run = start(one, 'x.env | dotenv', { id: null })
  expect((await run.step.main).exitCode).toBe(0)
  expect(textOf(inWorkspace('x.env'))).toBe(`PASSWORD=${app.password}\n`)
  await run.job.complete()
})

test('two steps that write one file: each post puts back what its main found', async () => {
  put('x.json', 'before')
  const run = start(one, 'x.json | json')
  await run.step.main
  const second = run.job.start({
    action: join(__dirname, '../..'),
    id: 'second',
    with: { url: stack.server.url, token: stack.server.rootToken, secrets: 'kv/ci/shapes DEV_* | N_', files: 'x.json | json' },
  })
  expect((await second.main).exitCode).toBe(0)
  expect(JSON.parse(textOf(inWorkspace('x.json')))).toEqual({ N_DEV_HOST: 'hush-dev-host', N_DEV_PORT: 'hush-dev-port' })
  const posts = await run.job.complete()
  expect(posts.map(({ log }) => log)).toEqual([['1 file restored'], ['1 file restored']])
  expect(textOf(inWorkspace('x.json'))).toBe('before')
})
