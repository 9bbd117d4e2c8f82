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
import { Failure } from '../../../src/core/failure.ts'
import { createPlaceFile, type PlaceFile } from '../../../src/export/placed-files.ts'
import { removeFiles } from '../../../src/revoke/remove-files.ts'
import { restoreFile } from '../../../src/revoke/restore-file.ts'
import type { FileDirectories } from '../../../src/runner/file-directories.ts'
import { draftOf, type PlacedFile, type SavedFile } from '../../../src/state/saved-file.ts'
import { failureIn } from '../../support/rejection.ts'
import { systemMode } from '../../support/platform.ts'

let root: string
let directories: FileDirectories
let saved: PlacedFile[]
let onAdd: (file: PlacedFile) => void
let place: PlaceFile

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'placed-')))
  directories = { temp: join(root, 'temp'), workspace: join(root, 'work'), home: join(root, 'home') }
  for (const folder of ['temp', 'work', 'home', 'elsewhere']) mkdirSync(join(root, folder))
  saved = []
  onAdd = () => undefined
  place = createPlaceFile(directories, { addFile: add })
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})
function add(file: SavedFile) {
  if (typeof file === 'string') throw new Error('a path alone')
  saved.push(file)
  onAdd(file)
}

const at = (path: string) => join(root, path)
const textOf = (path: string) => readFileSync(at(path), 'utf8')
const modeOf = (path: string) => statSync(at(path)).mode & 0o777
const put = (path: string, text: string, mode = 0o644) => {
  writeFileSync(at(path), text)
  chmodSync(at(path), mode)
}
const restoreAll = (given: FileDirectories = directories) => removeFiles(saved, given, (file) => restoreFile(file, given))
const ownFolders = () => readdirSync(directories.temp)

describe('a new file', () => {
  test.each(['work/a/b/x.env', 'temp/x', 'home/.pgpass'])('%s has mode 0600, and is removed', (path) => {
    expect(place(at(path), 'secret')).toBe(at(path))
    expect([textOf(path), modeOf(path), saved]).toEqual(['secret', systemMode(0o600), [{ path: at(path), folder: saved[0]!.folder }]])
    expect(restoreAll()).toEqual({ removed: [at(path)], restored: [], gone: [], left: [] })
    expect([existsSync(at(path)), ownFolders()]).toEqual([false, []])
  })

  it('is gone if main was killed before it, and its draft is removed if main was killed before the rename', () => {
    onAdd = () => {
      throw new Failure('ERR_STATE', 'full')
    }
    expect(failureIn(() => place(at('work/x'), 'secret'))).toMatchObject({ code: 'ERR_STATE' })
    expect(readdirSync(at('work'))).toEqual([])
    writeFileSync(draftOf(saved[0]!), 'sec')
    expect(restoreAll().gone).toEqual([at('work/x')])
    expect(readdirSync(at('work'))).toEqual([])
  })
})

describe('a file that was there', () => {
  it('is kept in a copy of mode 0600, and is put back with its content and mode', () => {
    const bytes = Buffer.from([0, 255, 10, 13])
    writeFileSync(at('work/x'), bytes)
    chmodSync(at('work/x'), 0o751)
    place(at('work/x'), 'secret')
    expect([textOf('work/x'), modeOf('work/x')]).toEqual(['secret', systemMode(0o600)])
    const [{ folder, earlier }] = saved as [PlacedFile]
    const copy = join(folder, earlier!.copy)
    expect(readFileSync(copy).equals(bytes)).toBe(true)
    expect([copy, folder].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o700].map(systemMode))
    expect(restoreAll()).toEqual({ removed: [], restored: [at('work/x')], gone: [], left: [] })
    expect([readFileSync(at('work/x')).equals(bytes), modeOf('work/x'), ownFolders()]).toEqual([true, systemMode(0o751), []])
  })

  it('is complete at every moment, and its copy before the record is saved', () => {
    put('work/x', 'before')
    onAdd = ({ folder, earlier }) => {
      expect([textOf('work/x'), readFileSync(join(folder, earlier!.copy), 'utf8')]).toEqual(['before', 'before'])
    }
    place(at('work/x'), 'secret')
    expect(saved).toHaveLength(1)
  })

  it('is the same if main was killed before the rename', () => {
    put('work/x', 'before', 0o600)
    onAdd = () => {
      throw new Failure('ERR_STATE', 'full')
    }
    failureIn(() => place(at('work/x'), 'secret'))
    expect(restoreAll().restored).toEqual([at('work/x')])
    expect(textOf('work/x')).toBe('before')
  })

  test.each<[string, (path: string) => void]>([
    ['removed', rmSync],
    [
      'changed',
      (path) => {
        writeFileSync(path, 'other')
      },
    ],
    [
      'replaced by a link',
      (path) => {
        rmSync(path)
        symlinkSync(at('elsewhere/victim'), path)
      },
    ],
  ])('is put back if a later step has %s the file', (_, change) => {
    put('elsewhere/victim', 'kept')
    put('work/x', 'before')
    place(at('work/x'), 'secret')
    change(at('work/x'))
    expect(restoreAll().restored).toEqual([at('work/x')])
    expect([textOf('work/x'), lstatSync(at('work/x')).isFile(), textOf('elsewhere/victim')]).toEqual(['before', true, 'kept'])
  })

  it('whose path is another name of a file of this step is not left with its secrets', () => {
    place(at('work/x'), 'first secret')
    // as on a file system that ignores case, where X is the file x
    place(at('work/x'), 'second secret')
    expect(saved.map(({ earlier }) => earlier?.copy)).toEqual([undefined, '1'])
    expect(restoreAll()).toEqual({ removed: [at('work/x')], restored: [at('work/x')], gone: [], left: [] })
    expect([readdirSync(at('work')), ownFolders()]).toEqual([[], []])
  })

  it('is reported if its copy is missing: the secrets are removed all the same', () => {
    put('work/x', 'before')
    place(at('work/x'), 'secret')
    rmSync(join(saved[0]!.folder, '1'))
    const why = 'the copy of the earlier file is missing, so the file was only removed'
    expect(restoreAll().left).toEqual([{ path: at('work/x'), why, hadEarlier: true }])
    expect(existsSync(at('work/x'))).toBe(false)
  })
})

describe('is refused', () => {
  const refused = (path: string) => {
    const failure = failureIn(() => place(at(path), 'secret'))
    expect([failure.code, saved]).toEqual(['ERR_FILE', []])
    expect(failure.message).not.toContain('secret')
    return failure.message
  }

  it('outside of the directories, also through a link', () => {
    expect(refused('elsewhere/x')).toContain('would be at')
    symlinkSync(at('elsewhere'), at('work/link'))
    expect(refused('work/link/x')).toBe(`with links resolved, the file ${at('work/link/x')} would be at ${at('elsewhere/x')}`)
    expect(readdirSync(at('elsewhere'))).toEqual([])
  })

  it('in place of a link or a folder', () => {
    put('elsewhere/victim', 'kept')
    symlinkSync(at('elsewhere/victim'), at('work/x'))
    expect(refused('work/x')).toBe(`${at('work/x')} is not a file, but a link or a folder`)
    mkdirSync(at('work/y'))
    expect(refused('work/y')).toContain('is not a file')
    expect(textOf('elsewhere/victim')).toBe('kept')
  })

  it('without RUNNER_TEMP', () => {
    place = createPlaceFile({ ...directories, temp: '' }, { addFile: add })
    expect(refused('work/x')).toBe('RUNNER_TEMP is not set, so earlier files cannot be kept')
  })

  it('if the system refuses, and leaves no draft', () => {
    place(at('work/y'), 'x')
    const { folder } = saved[0]!
    saved = []
    // a draft that is in the way
    mkdirSync(draftOf({ path: at('work/x'), folder }))
    expect(failureIn(() => place(at('work/x'), 'secret')).message).toMatch(/^the file .*x cannot be written: E/)
    expect(existsSync(at('work/x'))).toBe(false)
  })
})

describe('a record that a later step planted', () => {
  const forged = (path: string, folder: string, earlier?: PlacedFile['earlier']) => {
    saved = [{ path: at(path), folder: at(folder), ...(earlier && { earlier }) }]
    return restoreAll()
  }

  it('does not remove a file in the home directory without the folder of a run', () => {
    put('home/.bashrc', 'kept')
    mkdirSync(at('temp/other'))
    mkdirSync(at('elsewhere/vault-exchange-x'))
    symlinkSync(at('elsewhere'), at('temp/vault-exchange-link'))
    for (const folder of ['temp/vault-exchange-none', 'temp/other', 'elsewhere/vault-exchange-x', 'temp/vault-exchange-link']) {
      expect(forged('home/.bashrc', folder).left).toHaveLength(1)
    }
    expect(textOf('home/.bashrc')).toBe('kept')
  })

  it('does not put a file of another folder anywhere', () => {
    put('work/x', 'old')
    mkdirSync(at('temp/mine'))
    put('temp/mine/1', 'planted')
    forged('work/x', 'temp/mine', { copy: '1', mode: 0o600 })
    expect(existsSync(at('work/x'))).toBe(false)
  })

  it('does not follow a folder that became a link, and does nothing outside', () => {
    put('elsewhere/x', 'kept')
    place(at('work/d/x'), 'secret')
    rmSync(dirname(saved[0]!.path), { recursive: true })
    symlinkSync(at('elsewhere'), at('work/d'))
    expect(restoreAll().left).toHaveLength(1)
    expect(forged('elsewhere/x', 'temp/vault-exchange-none').left).toHaveLength(1)
    expect(textOf('elsewhere/x')).toBe('kept')
  })
})
