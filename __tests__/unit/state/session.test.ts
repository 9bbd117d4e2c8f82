import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { loadState, type SavedState } from '../../../src/state/load-state.ts'
import { createSession, type LoginRecord, type Session } from '../../../src/state/session.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { connectionOf, leaseOn, noHistory, tokenOf } from '../../support/revocable.ts'
import { failureIn } from '../../support/rejection.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

const token = tokenOf({ value: 's3cr3t', expires: 1_000 })
const login: LoginRecord = { connection: connectionOf(), token, required: false }
const lease = (id: string) => leaseOn('r', { id: `db/creds/r/${id}`, expires: 500 })
/** A loaded state without ignored variables. */
const clean = { main: undefined, ignored: [], hasNoValidSession: false }
const grants = { 'sys/leases/revoke': false }

let files: RunnerFiles
let log: CapturedLog
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
})
afterEach(() => {
  expect(log.text()).toBe('') // nothing of a session is printed
  files.remove()
  jest.restoreAllMocks()
})

/** The saved state as STATE_ variables, as the runner passes them to the post step. */
const asPost = () => Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))

it('saves each part as soon as it exists', () => {
  const session = createSession({ GITHUB_STATE: files.statePath })
  expect(session.revocable()).toBeUndefined()
  const steps: [() => void, readonly string[]][] = [
    [
      () => {
        session.begin(login)
      },
      ['session'],
    ],
    [
      () => {
        session.addLease(lease('a'))
      },
      ['session', 'lease_1'],
    ],
    [
      () => {
        session.setGrants(grants)
      },
      ['session', 'lease_1', 'grants'],
    ],
    [
      () => {
        session.addLease(lease('b'))
      },
      ['session', 'lease_1', 'grants', 'lease_2'],
    ],
    [
      () => {
        session.addFile('/work/schlüssel "a" \\ 🔑')
      },
      ['session', 'lease_1', 'grants', 'lease_2', 'file_1'],
    ],
  ]
  for (const [step, keys] of steps) {
    step()
    expect(Object.keys(files.state())).toEqual(keys)
    expect(loadState(asPost())).toEqual({ revocable: session.revocable(), files: session.files(), ...clean })
  }
  expect(session.revocable()).toEqual({ ...login, leases: [lease('a'), lease('b')], grants, history: noHistory })
  expect(Object.values(files.state()).every((value) => !value.includes('\n'))).toBe(true)
})

it('saves changes of the token', () => {
  const session = createSession({ GITHUB_STATE: files.statePath })
  session.updateToken({ expires: 1 })
  expect(session.revocable()).toBeUndefined()
  session.begin({ ...login, required: true })
  session.updateToken({ expires: 500, spent: 3 })
  expect(session.revocable()).toMatchObject({ required: true, token: { ...token, expires: 500, spent: 3 } })
  expect(loadState(asPost()).revocable).toEqual(session.revocable())
})

it('empties the file when everything is revoked', () => {
  const session = createSession({ GITHUB_STATE: files.statePath })
  session.begin(login)
  session.clear()
  expect(session.revocable()).toBeUndefined()
  expect(readFileSync(files.statePath, 'utf8')).toBe('')
})

it('saves whether reads are in flight', () => {
  const session = createSession({ GITHUB_STATE: files.statePath })
  session.begin(login)
  expect(loadState(asPost()).revocable?.history.wasReading).toBe(false)
  session.setReading(true)
  expect(loadState(asPost()).revocable?.history.wasReading).toBe(true)
  session.setReading(false)
  expect(loadState(asPost()).revocable?.history.wasReading).toBe(false)
  // without a state file the step has failed already
  createSession({}).setReading(true)
})

it('continues with the loaded state', () => {
  const loaded: SavedState = { revocable: { ...login, leases: [lease('a')], grants, history: noHistory }, files: ['/a', '/b'], ...clean }
  const session = createSession({ GITHUB_STATE: files.statePath }, loaded)
  expect(session.revocable()).toEqual(loaded.revocable)
  expect(session.files()).toEqual(['/a', '/b'])
  session.clear()
  expect(session.revocable()).toBeUndefined()
})

describe('files', () => {
  /** What the post step would load. */
  const loaded = () => loadState(asPost())
  const withFiles = (...paths: string[]): Session => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    session.begin(login)
    for (const path of paths) session.addFile(path)
    return session
  }

  it('stay saved after the token is revoked, and nothing else does', () => {
    const session = withFiles('/a', '/b')
    session.addLease(lease('a'))
    session.clear()
    expect(files.state()).toEqual({ file_1: '"/a"', file_2: '"/b"' })
    expect(readFileSync(files.statePath, 'utf8')).not.toContain('s3cr3t')
    expect(loaded()).toEqual({ revocable: undefined, files: ['/a', '/b'], ...clean })
  })

  it('can be dropped one by one, and the others are still found', () => {
    const session = withFiles('/a', '/b', '/c')
    session.dropFile('/a')
    session.dropFile('/a')
    session.dropFile('/unknown')
    expect(session.files()).toEqual(['/b', '/c'])
    expect(loaded()).toMatchObject({ revocable: { token }, files: ['/b', '/c'] })
    session.addFile('/d')
    session.dropFile('/c')
    expect(loaded().files).toEqual(['/b', '/d'])
    session.clear()
    expect(files.state()).toEqual({ file_1: '"/b"', file_2: '"/d"' })
    session.dropFile('/d')
    expect(loaded().files).toEqual(['/b'])
  })

  it('leave the state empty when all are dropped', () => {
    const session = withFiles('/a')
    session.dropFile('/a')
    session.clear()
    expect(readFileSync(files.statePath, 'utf8')).toBe('')
  })

  it('leave the state empty when all are dropped after the token is revoked', () => {
    const session = withFiles('/a', '/b')
    session.clear()
    session.dropFile('/a')
    expect(loaded().files).toEqual(['/b'])
    session.dropFile('/b')
    expect(readFileSync(files.statePath, 'utf8')).toBe('')
  })

  it('need a state file to be added, but not to be dropped', () => {
    const session = createSession({})
    expect(
      failureIn(() => {
        session.addFile('/a')
      }),
    ).toMatchObject({ code: 'ERR_STATE' })
    expect(session.files()).toEqual(['/a'])
    session.dropFile('/a')
    expect(session.files()).toEqual([])
  })
})

describe('state that cannot be saved', () => {
  const expectErrors = (session: ReturnType<typeof createSession>, message: RegExp) => {
    for (const step of [
      () => {
        session.begin(login)
      },
      () => {
        session.addLease(lease('a'))
      },
      () => {
        session.setGrants(grants)
      },
    ]) {
      const failure = failureIn(step)
      expect(failure).toMatchObject({ code: 'ERR_STATE', message: expect.stringMatching(message) as string })
      expect(failure.message).not.toContain('s3cr3t')
    }
    expect(session.revocable()).toEqual({ ...login, leases: [lease('a')], grants, history: noHistory })
  }

  it('makes isSaved false', () => {
    const session = createSession({})
    expect(session.isSaved()).toBe(true)
    failureIn(() => {
      session.addLease(lease('a'))
    })
    expect(session.isSaved()).toBe(false)
  })

  it('is an error without a file, but stays in memory', () => {
    expectErrors(createSession({}), /provided no state file/)
    expectErrors(createSession({ GITHUB_STATE: '' }), /provided no state file/)
  })

  it('is an error if the file cannot be written, but stays in memory', () => {
    rmSync(files.statePath)
    mkdirSync(files.statePath)
    const session = createSession({ GITHUB_STATE: files.statePath })
    expectErrors(session, /cannot be written/)
    session.clear()
    expect(session.revocable()).toBeUndefined()
    rmSync(files.statePath, { recursive: true })
  })

  it('is an error above 512 KiB in total, the limit of an environment', () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    session.begin(login)
    const long = Array.from({ length: 5 }, (_, index) => lease(`${'y'.repeat(120 * 1024)}${index}`))
    for (const one of long.slice(0, 4)) session.addLease(one)
    const before = files.state()
    const failure = failureIn(() => {
      session.addLease(long[4]!)
    })
    expect(failure).toMatchObject({ code: 'ERR_STATE', hint: expect.stringContaining('Split the step') as string })
    expect(failure.message).toMatch(/^with `lease_5`, the state saved for the post step exceeds 512 KiB$/)
    expect(files.state()).toEqual(before)
    // the lease stays in memory, and a file can be saved after the rest is revoked
    expect(session.revocable()?.leases).toHaveLength(5)
    session.clear()
    session.addFile('/a')
    expect(files.state()).toEqual({ file_1: '"/a"' })
  })

  it('excludes grants of very many paths, which the post step can ask for again', () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    session.begin(login)
    const many = Object.fromEntries(
      Array.from({ length: 6_000 }, (_, index) => [`sys/leases/revoke/database/creds/app-${index}/any`, true]),
    )
    session.setGrants(many)
    expect(Object.keys(files.state())).toEqual(['session'])
    expect(session.revocable()?.grants).toBe(many)
  })

  it('counts a value that is saved again once', () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    session.begin({ ...login, connection: connectionOf({ tls: { ca: `-----BEGIN ${'x'.repeat(300 * 1024)}` } }) })
    for (let spent = 1; spent < 4; spent++) session.updateToken({ spent })
    expect(loadState(asPost()).revocable).toMatchObject({ token: { spent: 3 } })
  })
})

describe('a long value', () => {
  it('is split into parts that fit into an environment variable, and loaded as a whole', () => {
    const session = createSession({ GITHUB_STATE: files.statePath })
    const long = connectionOf({ urls: [`https://vault.test/${'"ä🔑\\'.repeat(20_000)}`] })
    session.begin({ ...login, connection: long })
    session.addLease(lease('a'))
    expect(Object.values(files.state()).every((value) => value.length <= 32 * 1024)).toBe(true)
    expect(loadState(asPost()).revocable).toMatchObject({ connection: long, token, leases: [lease('a')] })
  })

  it('is not loaded if a part is missing', () => {
    createSession({ GITHUB_STATE: files.statePath }).begin({ ...login, connection: connectionOf({ urls: ['x'.repeat(100_000)] }) })
    expect(loadState({ ...asPost(), STATE_session_part_2: undefined }).revocable).toBeUndefined()
  })
})

describe('a secret that outlives the job', () => {
  const given = { INPUT_TOKEN: ' hvs.long-lived\n' }
  const supplied = { ...token, value: 'hvs.long-lived' }
  const begin = (more: object = {}) => {
    createSession({ GITHUB_STATE: files.statePath, ...given, ...more }).begin({ ...login, token: supplied })
  }
  /** Returns the masks, and clears the log, which has to be empty otherwise. */
  const masked = () => {
    const masks = log.commands('add-mask')
    log = captureLog()
    return masks
  }

  it('is not in the state file; the post step takes it from its input, and masks it', () => {
    begin()
    expect(readFileSync(files.statePath, 'utf8')).not.toContain('hvs.long-lived')
    expect(loadState({ ...asPost(), ...given })).toEqual({
      revocable: { ...login, token: supplied, leases: [], grants: undefined, history: noHistory },
      files: [],
      ...clean,
    })
    expect(masked()).toContain('hvs.long-lived')
  })

  test.each([[{}], [{ INPUT_TOKEN: 'hvs.another' }], [{ INPUT_TOKEN: 'hvs.long-lived' }]])(
    'is missing if the post step has the inputs %j',
    (inputs) => {
      begin()
      expect(loadState({ ...asPost(), ...inputs }).revocable).toMatchObject({ token: { value: '' }, changedInputs: ['token'] })
    },
  )

  it('is in the state file inside a composite action, where the post step can have other inputs', () => {
    begin({ GITHUB_ACTION_PATH: '/actions/wrapper' })
    expect(readFileSync(files.statePath, 'utf8')).toContain('hvs.long-lived')
    expect(loadState({ ...asPost(), INPUT_TOKEN: 'hvs.another' }).revocable).toEqual({
      ...login,
      token: supplied,
      leases: [],
      grants: undefined,
      history: noHistory,
    })
    expect(masked()).toContain('hvs.long-lived')
  })
})

describe('loadState', () => {
  test.each([
    [{}],
    [{ STATE_session: '' }],
    [{ STATE_lease_1: JSON.stringify(lease('a')) }],
    [{ INPUT_URL: 'https://evil.test' }],
    [{ STATE_file_1: '""' }],
  ])('loads nothing from %j', (env) => {
    expect(loadState(env)).toEqual({ revocable: undefined, files: [], ...clean })
  })

  it('loads values after a gap, which a failed write can leave', () => {
    const state = {
      STATE_session: JSON.stringify(login),
      STATE_lease_2: JSON.stringify(lease('b')),
      STATE_file_10: '"/b"',
      STATE_file_9: '"/a"',
    }
    expect(loadState(state)).toMatchObject({ revocable: { leases: [lease('b')] }, files: ['/a', '/b'], ignored: [] })
  })

  it('loads files without a session', () => {
    expect(loadState({ STATE_file_1: '"/a"' })).toEqual({ revocable: undefined, files: ['/a'], ...clean })
  })
})
