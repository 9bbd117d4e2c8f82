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
import type { JobDirectories } from '../../../src/runner/job-directories.ts'
import { removeFiles } from '../../../src/revoke/remove-files.ts'
import { failureIn } from '../../support/rejection.ts'

let root: string
let places: JobDirectories
let files: Files
let writtenDown: string[]
/** What a test wants to happen in the moment in which a path is written down. */
let onAdd: (path: string) => void

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'files-')))
  places = { temp: join(root, 'temp'), workspace: join(root, 'work/shop') }
  for (const folder of [places.temp, places.workspace, join(root, 'elsewhere')]) mkdirSync(folder, { recursive: true })
  writtenDown = []
  onAdd = () => undefined
  files = createFiles(places, {
    addFile(path) {
      writtenDown.push(path)
      onAdd(path)
    },
    dropFile(path) {
      writtenDown = writtenDown.filter((one) => one !== path)
    },
  })
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const modeOf = (path: string) => statSync(path).mode & 0o777
const inWorkspace = (path: string) => join(places.workspace, path)
const elsewhere = (path = '') => join(root, 'elsewhere', path)
/** Everything below the root, files with their content, to see that a refusal made and changed nothing. */
const tree = () =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => [join(entry.parentPath, entry.name), entry] as const)
    .map(([path, entry]) => (entry.isFile() ? `${path}: ${readFileSync(path, 'utf8')}` : path))
    .sort()

describe('without a path', () => {
  it("lies in a folder of the run's own, readable by its user alone", () => {
    const path = files.write('key.pem', undefined, 'secret\n')
    expect(dirname(dirname(path))).toBe(places.temp)
    expect(basename(path)).toBe('key.pem')
    expect(readFileSync(path, 'utf8')).toBe('secret\n')
    expect([modeOf(path), modeOf(dirname(path))]).toEqual([0o600, 0o700])
    expect(writtenDown).toEqual([path])
  })

  it('makes nothing before the first file, and one folder for all', () => {
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

  it('keeps names apart, without case', () => {
    const names = ['ca.pem', 'CA.pem', 'ü', 'ö', '2-ca.pem', 'ca.pem'].map((name) => basename(files.write(name, undefined, name)))
    expect(names).toEqual(['ca.pem', '2-CA.pem', '_', '2-_', '2-2-ca.pem', '3-ca.pem'])
  })

  it('any names and contents: each its own file inside, byte for byte', () => {
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
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: 'the runner gave no folder for files (RUNNER_TEMP)' })
  })
})

/** For what must not be called. */
function fail(): never {
  throw new Error('called')
}

describe('with a path', () => {
  test.each<[string, () => string, () => string]>([
    ['relative', () => 'key', () => inWorkspace('key')],
    ['in folders that are not there', () => 'a/b/key', () => inWorkspace('a/b/key')],
    ['with .. that stays inside', () => 'a/../b/./key', () => inWorkspace('b/key')],
    ['absolute, in the workspace', () => inWorkspace('key'), () => inWorkspace('key')],
    ['absolute, in RUNNER_TEMP', () => join(places.temp, 'x/key'), () => join(places.temp, 'x/key')],
    ['through .. into RUNNER_TEMP', () => '../../temp/key', () => join(places.temp, 'key')],
    ['with blanks and letters of any script', () => 'mein schlüssel/你好 🔑', () => inWorkspace('mein schlüssel/你好 🔑')],
    ['that begins with two dots', () => '..key', () => inWorkspace('..key')],
  ])('%s', (_, path, file) => {
    const bytes = Uint8Array.from([0, 255, 13, 10, 128])
    expect(files.write('KEY', path(), bytes)).toBe(file())
    expect(new Uint8Array(readFileSync(file()))).toEqual(bytes)
    expect(modeOf(file())).toBe(0o600)
    expect(writtenDown).toEqual([file()])
  })

  it('makes folders for its user alone, and leaves those that are there as they are', () => {
    mkdirSync(inWorkspace('a'))
    chmodSync(inWorkspace('a'), 0o755)
    files.write('K', 'a/b/c/key', 'x')
    expect(['a', 'a/b', 'a/b/c'].map((folder) => modeOf(inWorkspace(folder)))).toEqual([0o755, 0o700, 0o700])
  })

  test.each([0o000, 0o022, 0o077])('has its mode under umask %o', (umask) => {
    const before = process.umask(umask)
    try {
      const paths = [files.write('K', undefined, 'x'), files.write('K', 'a/key', 'x')]
      expect(paths.flatMap((path) => [modeOf(path), modeOf(dirname(path))])).toEqual([0o600, 0o700, 0o600, 0o700])
    } finally {
      process.umask(before)
    }
  })

  it('goes through a link that stays inside, and hands on where it led', () => {
    mkdirSync(inWorkspace('real'))
    symlinkSync(inWorkspace('real'), inWorkspace('link'))
    expect(files.write('K', 'link/new/key', 'x')).toBe(inWorkspace('real/new/key'))
  })

  it('takes a workspace that is a link itself', () => {
    symlinkSync(places.workspace, join(root, 'linked'))
    const linked = createFiles(
      { ...places, workspace: join(root, 'linked') },
      { addFile: (path) => writtenDown.push(path), dropFile: fail },
    )
    expect(linked.write('K', 'key', 'x')).toBe(inWorkspace('key'))
    expect(linked.write('K', join(root, 'linked/other'), 'x')).toBe(inWorkspace('other'))
  })
})

describe('refused, and nothing is made', () => {
  test.each<[string, () => string]>([
    ['..', () => '../key'],
    ['.. further down', () => 'a/../../key'],
    ['an absolute path elsewhere', () => elsewhere('key')],
    ['a folder whose name begins like a place', () => `${places.workspace}-2/key`],
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
      'a link out, and folders to be made',
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
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: `the file ${path} would lie outside the workspace and RUNNER_TEMP` })
    expect(tree()).toEqual(before)
    expect(writtenDown).toEqual([])
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
      'a link that leads nowhere yet',
      () => {
        symlinkSync(elsewhere('later'), inWorkspace('there'))
      },
    ],
  ])('there already: %s', (_, prepare) => {
    prepare()
    const before = tree()
    const failure = failureIn(() => files.write('K', 'there', 's3cr3t'))
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: `the file ${inWorkspace('there')} exists already` })
    expect(failure.hint).toMatch(/^Nothing is overwritten/)
    expect(tree()).toEqual(before)
    expect(writtenDown).toEqual([])
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
      'below a link that leads nowhere',
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
    ['a name that is too long', () => 'x'.repeat(300), /: ENAMETOOLONG: /],
  ])('cannot be written: %s', (_, prepare, words) => {
    const path = prepare()
    const before = tree()
    const failure = failureIn(() => files.write('KEY', path, 's3cr3t'))
    expect(failure).toMatchObject({ code: 'ERR_FILE', message: expect.stringMatching(/^the file for "KEY" cannot be written: /) as string })
    expect(failure.message).toMatch(words)
    expect(failure.message).not.toContain('s3cr3t')
    expect(tree()).toEqual(before)
    expect(writtenDown).toEqual([])
  })

  test.each(['a\nb', 'a\0b', '\u009b'])('control characters: %j', (path) => {
    expect(failureIn(() => files.write('K', path, 'x')).message).toBe(`the path ${JSON.stringify(path)} has control characters`)
  })
})

describe('written down before it is there', () => {
  it('with nothing at its place in that moment', () => {
    onAdd = (path) => {
      expect(lstatSync(path, { throwIfNoEntry: false })).toBeUndefined()
    }
    files.write('K', 'key', 'x')
    expect.assertions(1)
  })

  it('is not made where it cannot be written down', () => {
    onAdd = () => {
      throw new Failure('ERR_STATE', 'full')
    }
    expect(failureIn(() => files.write('K', 'key', 'x'))).toMatchObject({ code: 'ERR_STATE' })
    expect(existsSync(inWorkspace('key'))).toBe(false)
  })

  it('is crossed out where somebody was faster: post must not remove what is theirs', () => {
    onAdd = (path) => {
      writeFileSync(path, 'theirs')
    }
    expect(failureIn(() => files.write('K', 'key', 'x')).message).toMatch(/ EEXIST: /)
    expect(writtenDown).toEqual([])
    expect(readFileSync(inWorkspace('key'), 'utf8')).toBe('theirs')
  })

  it('stays written down where its content did not arrive', () => {
    expect(() => files.write('K', 'key', { length: 1 } as unknown as Uint8Array)).toThrow(/cannot be written/)
    expect(writtenDown).toEqual([inWorkspace('key')])
  })
})

describe('removeFiles', () => {
  it('removes them, and the own folder with the last', () => {
    const paths = [files.write('a', undefined, 'x'), files.write('b', undefined, 'x'), files.write('c', 'deploy/key', 'x')]
    expect(removeFiles(paths, places)).toEqual({ removed: paths, gone: [], left: [] })
    expect(readdirSync(places.temp)).toEqual([])
    expect(readdirSync(inWorkspace('deploy'))).toEqual([])
  })

  it('keeps what others put into the own folder', () => {
    const path = files.write('a', undefined, 'x')
    writeFileSync(join(dirname(path), 'theirs'), '')
    expect(removeFiles([path], places).removed).toEqual([path])
    expect(readdirSync(dirname(path))).toEqual(['theirs'])
  })

  it('takes what is gone already for gone, be it with its folder', () => {
    const paths = [files.write('a', 'x/a', ''), files.write('b', 'y/b', ''), files.write('c', undefined, '')]
    rmSync(paths[0]!)
    rmSync(dirname(paths[1]!), { recursive: true })
    rmSync(dirname(paths[2]!), { recursive: true })
    expect(removeFiles(paths, places)).toEqual({ removed: [], gone: paths, left: [] })
  })

  it('removes one that is read-only, and one that somebody has written anew', () => {
    const paths = [files.write('a', 'a', 'x'), files.write('b', 'b', 'x')]
    chmodSync(paths[0]!, 0o400)
    rmSync(paths[1]!)
    writeFileSync(paths[1]!, 'y')
    expect(removeFiles(paths, places).removed).toEqual(paths)
  })

  it('removes a link that stands in its place, and not what it leads to', () => {
    const path = files.write('a', 'a', 'x')
    rmSync(path)
    writeFileSync(elsewhere('victim'), 'kept')
    symlinkSync(elsewhere('victim'), path)
    expect(removeFiles([path], places).removed).toEqual([path])
    expect(readFileSync(elsewhere('victim'), 'utf8')).toBe('kept')
  })

  it('leaves a folder that stands in its place, and goes on with the rest', () => {
    const paths = [files.write('a', 'a', 'x'), files.write('b', 'b', 'x')]
    rmSync(paths[0]!)
    mkdirSync(join(paths[0]!, 'full'), { recursive: true })
    const { removed, left } = removeFiles(paths, places)
    expect(removed).toEqual([paths[1]])
    expect(left).toEqual([{ path: paths[0], why: expect.stringMatching(/^(EISDIR|EPERM): /) as string }])
  })

  it('does not leave the places through a folder that became a link', () => {
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
  ])('does not remove what a planted variable names: %s', (_, path) => {
    writeFileSync(elsewhere('victim'), 'kept')
    expect(removeFiles([path()], places).removed).toEqual([])
    expect(readFileSync(elsewhere('victim'), 'utf8')).toBe('kept')
  })

  it('removes nothing where the runner names no place', () => {
    const path = files.write('a', 'a', 'x')
    expect(removeFiles([path], { temp: '', workspace: '' }).left).toHaveLength(1)
    expect(existsSync(path)).toBe(true)
  })
})
