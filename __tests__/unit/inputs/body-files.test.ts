import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withFiles, type BodyProblem } from '../../../src/inputs/body-files.ts'
import type { Json, JsonObject } from '../../../src/core/json.ts'

const bytes = Buffer.from([0, 255, 10])
let root: string
let workspace: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'body-files-')))
  workspace = join(root, 'work')
  mkdirSync(join(workspace, 'sub'), { recursive: true })
  mkdirSync(join(root, 'other'))
  writeFileSync(join(workspace, 'a.txt'), 'ü\nline\n')
  writeFileSync(join(workspace, 'a b.txt'), 'blank')
  writeFileSync(join(workspace, 'base64'), 'named so')
  writeFileSync(join(workspace, '..dots'), 'inside')
  writeFileSync(join(workspace, 'sub/bytes'), bytes)
  writeFileSync(join(workspace, 'empty'), '')
  writeFileSync(join(workspace, 'large'), '')
  truncateSync(join(workspace, 'large'), 8 * 1024 * 1024)
  writeFileSync(join(workspace, 'larger'), '')
  truncateSync(join(workspace, 'larger'), 8 * 1024 * 1024 + 1)
  writeFileSync(join(root, 'other/secret'), 's3cr3t')
  writeFileSync(join(root, 'workshop'), 's3cr3t')
  symlinkSync('../other/secret', join(workspace, 'link-out'))
  symlinkSync('../other', join(workspace, 'folder-out'))
  symlinkSync('a.txt', join(workspace, 'link-in'))
  symlinkSync('work', join(root, 'work-link'))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

/** Returns one value with its files inserted, and the problems. */
function replaced(value: Json, at = workspace): { value: Json | undefined; problems: readonly BodyProblem[] } {
  const problems: BodyProblem[] = []
  const body = withFiles({ value }, at, (problem) => problems.push(problem))
  return { value: body['value'], problems }
}

describe('a value', () => {
  test.each<[string, string]>([
    ['@a.txt', 'ü\nline\n'],
    ['@./sub/../a.txt', 'ü\nline\n'],
    ['@a b.txt', 'blank'],
    ['@link-in', 'ü\nline\n'],
    ['@empty', ''],
    ['@..dots', 'inside'],
    ['@base64', 'named so'],
    ['@base64:sub/bytes', bytes.toString('base64')],
    ['@base64:empty', ''],
    ['@sha256:sub/bytes', createHash('sha256').update(bytes).digest('base64')],
    ['@sha256:empty', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['@@a.txt', '@a.txt'],
    ['@@', '@'],
    ['@@@a.txt', '@@a.txt'],
    ['a.txt', 'a.txt'],
    ['a@b.test', 'a@b.test'],
    ['', ''],
  ])('%j becomes %j', (written, value) => {
    expect(replaced(written)).toEqual({ value, problems: [] })
  })

  it('can be an absolute path, and the workspace can be a symbolic link', () => {
    expect(replaced(`@${workspace}/a.txt`).value).toBe('ü\nline\n')
    expect(replaced('@a.txt', join(root, 'work-link'))).toEqual({ value: 'ü\nline\n', problems: [] })
  })

  it('is replaced in objects and lists at any depth; everything else is unchanged', () => {
    const body: JsonObject = { a: [{ b: '@empty', c: ['@@x', 1, true, null] }], '@a.txt': { d: '@base64:a.txt' } }
    const base64 = Buffer.from('ü\nline\n').toString('base64')
    expect(replaced(body)).toEqual({
      value: { a: [{ b: '', c: ['@x', 1, true, null] }], '@a.txt': { d: base64 } },
      problems: [],
    })
  })

  it('does not change the original body', () => {
    const body: JsonObject = { a: ['@empty'] }
    withFiles(body, workspace, () => undefined)
    expect(body).toEqual({ a: ['@empty'] })
  })

  it('can be a file of exactly 8 MiB', () => {
    const { value, problems } = replaced('@large')
    expect(problems).toEqual([])
    expect((value as string).length).toBe(8 * 1024 * 1024)
  })
})

describe('a file', () => {
  test.each([
    ['@../other/secret', '../other/secret', 'is not inside the workspace'],
    ['@base64:../other/secret', '../other/secret', 'is not inside the workspace'],
    ['@sub/../../workshop', 'sub/../../workshop', 'is not inside the workspace'],
    ['@link-out', 'link-out', 'is not inside the workspace'],
    ['@folder-out/secret', 'folder-out/secret', 'is not inside the workspace'],
    ['@/etc/passwd', '/etc/passwd', 'is not inside the workspace'],
    ['@.', '.', 'is not inside the workspace'],
    ['@..', '..', 'is not inside the workspace'],
    ['@', '', 'is not inside the workspace'],
    ['@sha256:', '', 'is not inside the workspace'],
    ['@not-there', 'not-there', 'cannot be read'],
    ['@../not-there', '../not-there', 'is not inside the workspace'],
    ['@sub', 'sub', 'cannot be read'],
    ['@a.txt/x', 'a.txt/x', 'cannot be read'],
    ['@a\0', 'a\0', 'cannot be read'],
    ['@sha512:a.txt', 'sha512:a.txt', 'cannot be read'],
    ['@larger', 'larger', 'is larger than 8 MiB'],
  ])('%j is refused', (written, path, text) => {
    expect(replaced(written)).toEqual({ value: '', problems: [{ path, text }] })
  })

  it('is reported for each reference that is invalid', () => {
    expect(replaced(['@not-there', '@a.txt', '@../other/secret']).problems.map(({ path }) => path)).toEqual([
      'not-there',
      '../other/secret',
    ])
  })

  it('cannot be read if the workspace does not exist', () => {
    expect(replaced('@a.txt', join(root, 'nowhere')).problems).toEqual([{ path: 'a.txt', text: 'cannot be read' }])
  })
})
