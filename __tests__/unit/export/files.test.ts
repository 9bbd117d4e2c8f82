import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import { createFiles, type Files } from '../../../src/export/files.ts'
import { Failure } from '../../../src/core/failure.ts'
import { pathOf } from '../../../src/state/saved-file.ts'
import type { JobDirectories } from '../../../src/runner/job-directories.ts'
import { removeFiles } from '../../../src/revoke/remove-files.ts'
import { failureIn } from '../../support/rejection.ts'
import { systemMode } from '../../support/platform.ts'

let root: string
let places: JobDirectories
let files: Files
let savedPaths: string[]
/** Called when a path is saved. */
let onAdd: (path: string) => void

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'files-')))
  places = { temp: join(root, 'temp'), workspace: join(root, 'work/shop') }
  for (const folder of [places.temp, places.workspace, join(root, 'elsewhere')]) mkdirSync(folder, { recursive: true })
  savedPaths = []
  onAdd = () => undefined
  files = createFiles(places, {
    addFile(file) {
      const path = pathOf(file)
      savedPaths.push(path)
      onAdd(path)
    },
    dropFile(path) {
      savedPaths = savedPaths.filter((one) => one !== path)
    },
  })
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const modeOf = (path: string) => statSync(path).mode & 0o777
const inWorkspace = (path: string) => join(places.workspace, path)
const elsewhere = (path = '') => join(root, 'elsewhere', path)
/** Lists everything below the root, files with their content, to check that a refusal changed nothing. */
const tree = () =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => [join(entry.parentPath, entry.name), entry] as const)
    .map(([path, entry]) => (entry.isFile() ? `${path}: ${readFileSync(path, 'utf8')}` : path))
    .sort()

describe('without a path', () => {
  it("is in the run's own folder, readable only by its user", () => {
    const path = files.write('key.pem', undefined, 'secret\n')
    expect(dirname(dirname(path))).toBe(places.temp)
    expect(basename(path)).toBe('key.pem')
    expect(readFileSync(path, 'utf8')).toBe('secret\n')
    expect([modeOf(path), modeOf(dirname(path))]).toEqual([0o600, 0o700].map(systemMode))
    expect(savedPaths).toEqual([path])
  })

  it('creates one folder for all, with the first file', () => {
    expect(readdirSync(places.temp)).toEqual([])
    files.write('a', undefined, '')
    files.write('b', undefined, '')
    expect(readdirSync(places.temp)).toHaveLength(1)
  })

  test.each([
    ['a/../../b', 'a_.._.._b'],
    ['..', '_'],
    ['.', '_'],
    ['', '_'],
    ['a.', 'a_'],
    ['..a', '..a'],
    ['.npmrc', '.npmrc'],
    ['schlüssel 你好🔑', 'schl_ssel_____'],
    ['CON:x\\y', 'CON_x_y'],
    ['a\0b\nc', 'a_b_c'],
    ['x'.repeat(300), 'x'.repeat(100)],
  ])('the name %j becomes %j', (name, fileName) => {
    expect(basename(files.write(name, undefined, 'x'))).toBe(fileName)
  })

  it('makes names unique, case-insensitively', () => {
    const names = ['ca.pem', 'CA.pem', 'ü', 'ö', '2-ca.pem', 'ca.pem'].map((name) => basename(files.write(name, undefined, name)))
    expect(names).toEqual(['ca.pem', '2-CA.pem', '_', '2-_', '2-2-ca.pem', '3-ca.pem'])
  })

  it('uses no name of a device of Windows', () => {
    const names = ['nul', 'AUX.pem', 'con', 'consul'].map((name) => basename(files.write(name, undefined, name)))
    expect(names).toEqual(['_nul', '_AUX.pem', '_con', 'consul'])
  })

  it('any names and contents: each has its own file, byte for byte', () => {
    const named = fc.record({ name: fc.string({ unit: 'binary' }), content: fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()) })
    fc.assert(
      fc.property(fc.array(named, { maxLength: 8 }), (all) => {
        const fresh = createFiles(places, { addFile: () => undefined, dropFile: () => undefined })
        const paths = all.map(({ name, content }) => fresh.write(name, undefined, content))
        expect(new Set(paths).size).toBe(all.length)
        for (const [index, path] of paths.entries()) {
          expect(basename(path)).toMatch(/^[\w.-]+$/)
          expect(dirname(dirname(path))).toBe(places.temp)
          expect(readFileSync(path).equals(Buffer.from(all[index]!.content as string))).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('is an error without RUNNER_TEMP', () => {
    const failure = failureIn(() => createFiles({ ...places, temp: '' }, { addFile: fail, dropFile: fail }).write('a', undefined, 'x'))
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: 'RUNNER_TEMP is not set, so there is no folder for the file' })
  })
})

/** For functions that must not be called. */
function fail(): never {
  throw new Error('called')
}

describe('with a path', () => {
  test.each<[string, () => string, () => string]>([
    ['relative', () => 'key', () => inWorkspace('key')],
    ['in folders that do not exist', () => 'a/b/key', () => inWorkspace('a/b/key')],
    ['with .. that stays inside', () => 'a/../b/./key', () => inWorkspace('b/key')],
    ['absolute, in the workspace', () => inWorkspace('key'), () => inWorkspace('key')],
    ['absolute, in RUNNER_TEMP', () => join(places.temp, 'x/key'), () => join(places.temp, 'x/key')],
    ['through .. into RUNNER_TEMP', () => '../../temp/key', () => join(places.temp, 'key')],
    ['with spaces and letters of any script', () => 'mein schlüssel/你好 🔑', () => inWorkspace('mein schlüssel/你好 🔑')],
    ['that begins with two dots', () => '..key', () => inWorkspace('..key')],
  ])('%s', (_, path, file) => {
    const bytes = Uint8Array.from([0, 255, 13, 10, 128])
    expect(files.write('KEY', path(), bytes)).toBe(file())
    expect(new Uint8Array(readFileSync(file()))).toEqual(bytes)
    expect(modeOf(file())).toBe(systemMode(0o600))
    expect(savedPaths).toEqual([file()])
  })

  it('creates folders with mode 0700, and does not change existing ones', () => {
    mkdirSync(inWorkspace('a'))
    chmodSync(inWorkspace('a'), 0o755)
    files.write('K', 'a/b/c/key', 'x')
    expect(['a', 'a/b', 'a/b/c'].map((folder) => modeOf(inWorkspace(folder)))).toEqual([0o755, 0o700, 0o700].map(systemMode))
  })

  test.each([0o000, 0o022, 0o077])('has its mode under umask %o', (umask) => {
    const before = process.umask(umask)
    try {
      const paths = [files.write('K', undefined, 'x'), files.write('K', 'a/key', 'x')]
      expect(paths.flatMap((path) => [modeOf(path), modeOf(dirname(path))])).toEqual([0o600, 0o700, 0o600, 0o700].map(systemMode))
    } finally {
      process.umask(before)
    }
  })

  it('follows a link inside, and returns the resolved path', () => {
    mkdirSync(inWorkspace('real'))
    symlinkSync(inWorkspace('real'), inWorkspace('link'))
    expect(files.write('K', 'link/new/key', 'x')).toBe(inWorkspace('real/new/key'))
  })

  it('accepts a workspace that is a link', () => {
    symlinkSync(places.workspace, join(root, 'linked'))
    const linked = createFiles(
      { ...places, workspace: join(root, 'linked') },
      { addFile: (file) => savedPaths.push(pathOf(file)), dropFile: fail },
    )
    expect(linked.write('K', 'key', 'x')).toBe(inWorkspace('key'))
    expect(linked.write('K', join(root, 'linked/other'), 'x')).toBe(inWorkspace('other'))
  })
})

describe('refused, and nothing is created', () => {
  test.each<[string, () => string]>([
    ['..', () => '../key'],
    ['.. further down', () => 'a/../../key'],
    ['an absolute path elsewhere', () => elsewhere('key')],
    ['a folder whose name starts with the path of the workspace', () => `${places.workspace}-2/key`],
    ['the workspace itself', () => '.'],
    ['the root', () => '/'],
    [
      'a link out',
      () => {
        symlinkSync(elsewhere(), inWorkspace('link'))
        return 'link/key'
      },
    ],
    [
      'a link out, and new folders',
      () => {
        symlinkSync(elsewhere(), inWorkspace('link'))
        return 'link/a/b/key'
      },
    ],
    [
      'a relative link out, after a link inside',
      () => {
        mkdirSync(inWorkspace('real'))
        symlinkSync('../../../elsewhere', inWorkspace('real/out'))
        symlinkSync('real', inWorkspace('in'))
        return 'in/out/key'
      },
    ],
  ])('outside: %s', (_, prepare) => {
    const path = prepare()
    const before = tree()
    const failure = failureIn(() => files.write('K', path, 's3cr3t'))
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: `the file ${path} would be outside the workspace and RUNNER_TEMP` })
    expect(tree()).toEqual(before)
    expect(savedPaths).toEqual([])
  })

  test.each<[string, () => void]>([
    [
      'a file',
      () => {
        writeFileSync(inWorkspace('there'), 'kept')
      },
    ],
    [
      'a folder',
      () => {
        mkdirSync(inWorkspace('there'))
      },
    ],
    [
      'a link to a file elsewhere',
      () => {
        writeFileSync(elsewhere('victim'), 'kept')
        symlinkSync(elsewhere('victim'), inWorkspace('there'))
      },
    ],
    [
      'a link to a path that does not exist',
      () => {
        symlinkSync(elsewhere('later'), inWorkspace('there'))
      },
    ],
  ])('already exists: %s', (_, prepare) => {
    prepare()
    const before = tree()
    const failure = failureIn(() => files.write('K', 'there', 's3cr3t'))
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: `the file ${inWorkspace('there')} already exists` })
    expect(failure.hint).toMatch(/^Files are never overwritten/)
    expect(tree()).toEqual(before)
    expect(savedPaths).toEqual([])
  })

  test.each<[string, () => string, RegExp]>([
    [
      'below a file',
      () => {
        writeFileSync(inWorkspace('file'), '')
        return 'file/key'
      },
      /: (EEXIST|ENOTDIR): /,
    ],
    [
      'below a link to a path that does not exist',
      () => {
        symlinkSync(elsewhere('nowhere'), inWorkspace('link'))
        return 'link/key'
      },
      /: (ENOENT|EEXIST): /,
    ],
    [
      'below a link to itself',
      () => {
        symlinkSync('link', inWorkspace('link'))
        return 'link/key'
      },
      /: ELOOP: /,
    ],
    ['a name that is too long', () => 'x'.repeat(300), /: (ENAMETOOLONG|ENOENT): /],
  ])('cannot be written: %s', (_, prepare, words) => {
    const path = prepare()
    const before = tree()
    const failure = failureIn(() => files.write('KEY', path, 's3cr3t'))
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: expect.stringMatching(/^the file for "KEY" cannot be written: /) as string })
    expect(failure.message).toMatch(words)
    expect(failure.message).not.toContain('s3cr3t')
    expect(tree()).toEqual(before)
    expect(savedPaths).toEqual([])
  })

  test.each(['a\nb', 'a\0b', '\u009b'])('control characters: %j', (path) => {
    expect(failureIn(() => files.write('K', path, 'x')).message).toBe(`the path ${JSON.stringify(path)} contains control characters`)
  })
})

describe('saves the path before it creates the file', () => {
  it('when nothing exists at the path', () => {
    onAdd = (path) => {
      expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined()
    }
    files.write('K', 'key', 'x')
    expect.assertions(1)
  })

  it('creates no file if the path cannot be saved', () => {
    onAdd = () => {
      throw new Failure('ERR_STATE', 'full')
    }
    expect(failureIn(() => files.write('K', 'key', 'x'))).toMatchObject({ code: 'ERR_STATE' })
    expect(existsSync(inWorkspace('key'))).toBe(false)
  })

  it('removes the saved path if another process created the file, so that post does not remove that file', () => {
    onAdd = (path) => {
      writeFileSync(path, 'theirs')
    }
    expect(failureIn(() => files.write('K', 'key', 'x')).message).toMatch(/ EEXIST: /)
    expect(savedPaths).toEqual([])
    expect(readFileSync(inWorkspace('key'), 'utf8')).toBe('theirs')
  })

  it('keeps the saved path if the content cannot be written', () => {
    expect(() => files.write('K', 'key', { length: 1 } as unknown as Uint8Array)).toThrow(/cannot be written/)
    expect(savedPaths).toEqual([inWorkspace('key')])
  })
})

describe('removeFiles', () => {
  it('removes the files, and their own folder with the last', () => {
    const paths = [files.write('a', undefined, 'x'), files.write('b', undefined, 'x'), files.write('c', 'deploy/key', 'x')]
    expect(removeFiles(paths, places)).toEqual({ removed: paths, restored: [], gone: [], left: [] })
    expect(readdirSync(places.temp)).toEqual([])
    expect(readdirSync(inWorkspace('deploy'))).toEqual([])
  })

  it('keeps files of others in the own folder', () => {
    const path = files.write('a', undefined, 'x')
    writeFileSync(join(dirname(path), 'theirs'), '')
    expect(removeFiles([path], places).removed).toEqual([path])
    expect(readdirSync(dirname(path))).toEqual(['theirs'])
  })

  it('counts missing files as gone, even if their folder is missing', () => {
    const paths = [files.write('a', 'x/a', ''), files.write('b', 'y/b', ''), files.write('c', undefined, '')]
    rmSync(paths[0]!)
    rmSync(dirname(paths[1]!), { recursive: true })
    rmSync(dirname(paths[2]!), { recursive: true })
    expect(removeFiles(paths, places)).toEqual({ removed: [], restored: [], gone: paths, left: [] })
  })

  it('removes a read-only file, and one that was replaced', () => {
    const paths = [files.write('a', 'a', 'x'), files.write('b', 'b', 'x')]
    chmodSync(paths[0]!, 0o400)
    rmSync(paths[1]!)
    writeFileSync(paths[1]!, 'y')
    expect(removeFiles(paths, places).removed).toEqual(paths)
  })

  it('removes a link in its place, and not the target', () => {
    const path = files.write('a', 'a', 'x')
    rmSync(path)
    writeFileSync(elsewhere('victim'), 'kept')
    symlinkSync(elsewhere('victim'), path)
    expect(removeFiles([path], places).removed).toEqual([path])
    expect(readFileSync(elsewhere('victim'), 'utf8')).toBe('kept')
  })

  it('does not remove a folder in its place, and continues with the rest', () => {
    const paths = [files.write('a', 'a', 'x'), files.write('b', 'b', 'x')]
    rmSync(paths[0]!)
    mkdirSync(join(paths[0]!, 'full'), { recursive: true })
    const { removed, left } = removeFiles(paths, places)
    expect(removed).toEqual([paths[1]])
    expect(left).toEqual([{ path: paths[0], why: expect.stringMatching(/^(EISDIR|EPERM): /) as string }])
  })

  it('does not follow a folder that became a link to the outside', () => {
    const path = files.write('a', 'deploy/key', 'x')
    writeFileSync(elsewhere('key'), 'kept')
    rmSync(inWorkspace('deploy'), { recursive: true })
    symlinkSync(elsewhere(), inWorkspace('deploy'))
    expect(removeFiles([path], places).left).toEqual([{ path, why: 'its path is now outside the workspace and RUNNER_TEMP' }])
    expect(readFileSync(elsewhere('key'), 'utf8')).toBe('kept')
    expect(readlinkSync(inWorkspace('deploy'))).toBe(elsewhere())
  })

  test.each<[string, () => string]>([
    ['elsewhere', () => elsewhere('victim')],
    ['through ..', () => `${places.workspace}/../../elsewhere/victim`],
    ['relative', () => 'elsewhere/victim'],
  ])('does not remove a path of a forged variable: %s', (_, path) => {
    writeFileSync(elsewhere('victim'), 'kept')
    expect(removeFiles([path()], places).removed).toEqual([])
    expect(readFileSync(elsewhere('victim'), 'utf8')).toBe('kept')
  })

  it('removes nothing if the runner gives no folders', () => {
    const path = files.write('a', 'a', 'x')
    expect(removeFiles([path], { temp: '', workspace: '' }).left).toHaveLength(1)
    expect(existsSync(path)).toBe(true)
  })
})
