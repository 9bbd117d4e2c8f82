import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { unifiedDiff } from '../../../migrate/diff.ts'
import { replaceFile } from '../../../migrate/files.ts'
import { readShape, shapeNames } from './shapes.ts'
import { systemMode } from '../../support/platform.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

/** Runs the command as `npm run migrate` does from this folder. */
function command(...args: string[]) {
  const entry = join(__dirname, '../../../migrate/migrate.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', entry, ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
    cwd: '/',
  })
  return { status, stdout: stdout.split('\n').slice(0, -1), stderr }
}

const { before: { 'workflow.yml': old = '' }, after: { 'workflow.yml': migrated = '' } } = readShape('token') // prettier-ignore
const note = 'Differences between the two actions: docs/migrating.md'

describe('npm run migrate', () => {
  it('writes the workflows and actions of a repository, and no other file', () => {
    const { before, after } = readShape('composite')
    write('.github/workflows/main.yml', old)
    write('.github/workflows/old/main.yml', old)
    write('deploy/action.yml', before['action.yml']!)
    write('docs/main.yml', old)
    write('node_modules/a/action.yml', before['action.yml']!)
    symlinkSync(join(folder, 'docs/main.yml'), join(folder, '.github/workflows/link.yml'))
    chmodSync(join(folder, 'deploy/action.yml'), 0o755)
    expect(command('.')).toEqual({
      status: 1,
      stderr: '',
      stdout: [
        '.github/workflows/main.yml:10: changed: uses: vault-exchange/vault-exchange@v0',
        '.github/workflows/main.yml:10: changed: method: token added, the default of vault-action',
        '.github/workflows/main.yml:10: changed: exportEnv: true added, the default of vault-action',
        'deploy/action.yml:20: changed: uses: vault-exchange/vault-exchange@v0',
        'deploy/action.yml:20: changed: exportEnv: true added, the default of vault-action',
        expect.stringMatching(/^deploy\/action\.yml:23: left to you: an empty method .*\. Write `\|\| 'token'`/),
        '2 files read, 2 changed, 2 steps converted, 1 point left to you',
        note,
      ],
    })
    expect([read('.github/workflows/main.yml'), read('deploy/action.yml')]).toEqual([migrated, after['action.yml']])
    expect([read('docs/main.yml'), read('.github/workflows/old/main.yml')]).toEqual([old, old])
    expect(read('node_modules/a/action.yml')).toBe(before['action.yml'])
    expect(statSync(join(folder, 'deploy/action.yml')).mode & 0o777).toBe(systemMode(0o755))
    expect(readdirSync(join(folder, 'deploy'))).toEqual(['action.yml'])
  })

  it('succeeds if nothing is left, and then finds nothing to do', () => {
    write('main.yml', old)
    expect(command('main.yml')).toMatchObject({
      status: 0,
      stdout: expect.arrayContaining(['1 file read, 1 changed, 1 step converted, 0 points left to you']) as unknown,
    })
    expect(command('main.yml')).toEqual({
      status: 0,
      stdout: ['1 file read, 0 changed, 0 steps converted, 0 points left to you'],
      stderr: '',
    })
  })

  it('--dry-run prints a diff that git applies, and writes nothing', () => {
    for (const name of shapeNames) for (const [file, text] of Object.entries(readShape(name).before)) write(`${name}/${file}`, text)
    const files = shapeNames.flatMap((name) => Object.keys(readShape(name).before).map((file) => `${name}/${file}`))
    const { status, stdout, stderr } = command(...files, '--dry-run')
    expect(status).toBe(1)
    expect(stderr.split('\n')).toContain('Dry run, nothing is written: 30 files read, 28 changed, 29 steps converted, 8 points left to you')
    for (const name of shapeNames)
      for (const [file, text] of Object.entries(readShape(name).before)) expect(read(`${name}/${file}`)).toBe(text)
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: `${stdout.join('\n')}\n` })
    for (const name of shapeNames)
      for (const [file, text] of Object.entries(readShape(name).after)) expect(read(`${name}/${file}`)).toBe(text)
  })

  it('--dry-run prints paths from the root of the repository, where git applies them', () => {
    write('app/.github/workflows/main.yml', old)
    execFileSync('git', ['init', '--quiet', 'app'], { cwd: folder })
    const { stdout, stderr } = command(join(folder, 'app/.github'), '--dry-run')
    expect(stdout.slice(0, 2)).toEqual(['--- a/.github/workflows/main.yml', '+++ b/.github/workflows/main.yml'])
    expect(stderr).toContain('Dry run, nothing is written: 1 file read, 1 changed, 1 step converted, 0 points left to you')
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: join(folder, 'app'), input: `${stdout.join('\n')}\n` })
    expect(read('app/.github/workflows/main.yml')).toBe(migrated)
  })

  it('--ref sets the ref', () => {
    write('main.yml', old)
    command('main.yml', '--ref', `${'a'.repeat(40)} # v0.1.0`)
    expect(read('main.yml')).toBe(migrated.replace('@v0', `@${'a'.repeat(40)} # v0.1.0`))
  })

  it('does not write a file that it cannot read as YAML in UTF-8, and continues with the others', () => {
    write('a.yml', `${old}  x: [`)
    write('b.yml', Buffer.concat([Buffer.from(old), Buffer.from('# caf\xe9', 'latin1')]))
    write('c.yml', `\ufeff${old}`)
    const { status, stdout, stderr } = command('a.yml', 'b.yml', 'c.yml')
    expect([status, stderr.split('\n')]).toEqual([
      2,
      [expect.stringMatching(/^a\.yml: not converted: line \d+ is not valid YAML/), 'b.yml: not converted: the file is not UTF-8', ''],
    ])
    expect(stdout).toContain('3 files read, 1 changed, 1 step converted, 0 points left to you')
    expect([read('a.yml'), read('c.yml')]).toEqual([`${old}  x: [`, `\ufeff${migrated}`])
  })

  it('writes a file whole or not at all', () => {
    // a file cannot replace a folder
    mkdirSync(join(folder, 'taken/below'), { recursive: true })
    expect(() => {
      replaceFile(join(folder, 'taken'), 'text')
    }).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/)
    expect(readdirSync(folder)).toEqual(['taken'])
    write('file', 'old')
    symlinkSync('file', join(folder, 'link'))
    replaceFile(join(folder, 'link'), 'new')
    expect([read('file'), lstatSync(join(folder, 'link')).isSymbolicLink()]).toEqual(['new', true])
  })

  test.each([
    [[], /^Usage: npm run migrate/],
    [['--diff', '.'], /^"--diff" is not an option\.\nUsage:/],
    [['.', '--ref'], /^"" is not a ref\./],
    [['.', '--ref', 'v0\n  evil: true'], /is not a ref\./],
    [['nowhere'], /nowhere does not exist\. Write: a workflow/],
    [['.'], /contains no workflow and no action\. Write: the root of a repository/],
  ])('explains wrong arguments: %j', (args, says) => {
    expect(command(...args)).toEqual({ status: 2, stdout: [], stderr: expect.stringMatching(says) as unknown })
  })
})

describe('the diff', () => {
  it('of any two texts is one that git applies', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', '  x: y')
    const text = fc.tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom('\n', '')).map(([lines, end]) => lines.join('\n') + end)
    execFileSync('git', ['init', '--quiet'], { cwd: folder })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff('f', before, after)
        if (before === after || before === '' || after === '') return
        write('f', before)
        execFileSync('git', ['apply', '--whitespace=nowarn', '--unidiff-zero', '-'], { cwd: folder, input: diff })
        expect(read('f')).toBe(after)
      }),
      { numRuns: 60 },
    )
    expect(unifiedDiff('f', 'a\nb\n', 'a\nc\n')).toBe('--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n')
  })
})
