import type { Env } from '../core/env.ts'
import { createHistory, type History, type HistoryRecorder } from './history.ts'
import type { Revocable, RevocableToken } from './revocable.ts'
import { pathOf, type SavedFile } from './saved-file.ts'
import { createStateFile, type StateFile } from './state-file.ts'
import type { Grants } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'

/** Maximum length of saved grants, in characters of JSON. */
const maxGrants = 64 * 1024

/** What is known after the login. */
export type LoginRecord = Pick<Revocable, 'connection' | 'token' | 'required' | 'summary'>

/** What the main step saved for the post step. */
export interface StateRecord {
  readonly revocable: Revocable | undefined
  /** Files with secrets, which are removed at the end of the job, even if nothing has to be revoked. */
  readonly files: readonly SavedFile[]
}

/**
 * What still has to be revoked and removed. Each change is saved for the post step at once, in case main is killed.
 * If saving fails, a method throws ERR_STATE, but keeps the change in memory, so that main can still revoke.
 */
export interface Session extends HistoryRecorder {
  begin(login: LoginRecord): void
  /** Changes the known expiry or number of uses of the token. */
  updateToken(token: Partial<RevocableToken>): void
  addLease(lease: Lease): void
  /** Changes the known expiry of a lease. Ignores unknown leases. */
  updateLease(lease: Lease, change: Pick<Lease, 'expires'>): void
  setGrants(grants: Grants): void
  /** Saves whether reads are in flight. Never throws: without this flag, the post step only does not wait for them. */
  setReading(isReading: boolean): void
  /**
   * Saves the id of main's process while it runs; undefined when it ends. Never throws: without it, the post step only does not end a main that
   * the runner has lost.
   */
  setMain(id: number | undefined): void
  /** Adds a file. Call it before the file is created, so that the post step knows every file. */
  addFile(file: SavedFile): void
  /** Forgets a file that was removed, or never created. Never throws. */
  dropFile(path: string): void
  /** Returns undefined before `begin` and after `clear`. */
  revocable(): Revocable | undefined
  files(): readonly SavedFile[]
  /** Returns false if anything could not be saved: the post step does not know all of it. */
  isSaved(): boolean
  /**
   * Forgets what had to be revoked and empties the state file, so that no token stays on the disk. The paths of files stay
   * saved, because later steps use the files. Never throws.
   */
  clear(): void
}

/**
 * Creates a session that saves its changes in the runner's state file.
 * @param env with GITHUB_STATE, and with the inputs whose secrets are saved as references only
 * @param loaded in the post step: what the main step saved
 */
export function createSession(env: Env, loaded?: StateRecord, stateFile: StateFile = createStateFile(env)): Session {
  const leases = createLeases(stateFile, loaded?.revocable?.leases)
  const files = createFileList(stateFile, loaded?.files)
  const history = createHistory(stateFile, loaded?.revocable?.history)
  let login: (LoginRecord & Pick<Revocable, 'changedInputs'>) | undefined = loaded?.revocable
  let grants = loaded?.revocable?.grants
  let main: number | undefined

  function saveLogin(changed: LoginRecord): void {
    login = changed
    stateFile.save('session', login)
  }

  return {
    begin: saveLogin,
    updateToken(change) {
      if (login) saveLogin({ ...login, token: { ...login.token, ...change } })
    },
    addLease: leases.add,
    updateLease: leases.update,
    setGrants(asked) {
      grants = asked
      // the post step can ask again, and very large grants would leave no space for leases
      if (JSON.stringify(asked).length <= maxGrants) stateFile.save('grants', asked)
    },
    setReading(isReading) {
      stateFile.trySave('reading', isReading)
    },
    setMain(id) {
      main = id
      if (id !== undefined) stateFile.trySave('main', id)
      else if (login) stateFile.tryDrop('main')
      else emptyState()
    },
    ...history.recorder,
    addFile: files.add,
    dropFile(path) {
      files.drop(path)
      if (!login && files.all().length === 0) emptyState()
    },
    files: files.all,
    isSaved: () => stateFile.isSaved(),
    revocable: () => login && revocableOf(login, leases.all, grants, history.current()),
    clear() {
      login = undefined
      emptyState()
    },
  }

  /** Removes everything but the paths of files, and main while it runs: with an empty state, the post step loads nothing. */
  function emptyState(): void {
    try {
      stateFile.clear()
      files.saveAgain()
      if (main !== undefined) stateFile.trySave('main', main)
    } catch {
      // a revoked token on the disk does no harm: the post step finds that it is revoked
    }
  }
}

const revocableOf = (
  { connection, token, required, summary, changedInputs }: LoginRecord & Pick<Revocable, 'changedInputs'>,
  leases: readonly Lease[],
  grants: Grants | undefined,
  history: History,
): Revocable => ({
  ...{ connection, token, required, leases, grants, history },
  ...(summary !== undefined && { summary }),
  ...(changedInputs && { changedInputs }),
})

/** Creates a list of leases, saved as `lease_1`, `lease_2`, … */
function createLeases(stateFile: StateFile, loaded: readonly Lease[] = []) {
  const all = [...loaded]

  function add(lease: Lease): void {
    all.push(lease)
    stateFile.save(`lease_${all.length}`, lease)
  }

  function update(lease: Lease, change: Pick<Lease, 'expires'>): void {
    const index = all.findIndex(({ id, namespace }) => id === lease.id && namespace === lease.namespace)
    if (index < 0) return
    const changed = { ...lease, ...change }
    all[index] = changed
    stateFile.save(`lease_${index + 1}`, changed)
  }

  return { all, add, update }
}

/** Creates a list of files, saved as `file_1`, `file_2`, … A file that was dropped is saved as an empty text. */
function createFileList(stateFile: StateFile, loaded: readonly SavedFile[] = []) {
  let slots = [...loaded]
  const all = () => slots.filter((file) => file !== '')

  function add(file: SavedFile): void {
    slots.push(file)
    stateFile.save(`file_${slots.length}`, file)
  }

  function drop(path: string): void {
    const index = slots.findIndex((file) => pathOf(file) === path)
    if (index < 0) return
    slots[index] = ''
    try {
      stateFile.save(`file_${index + 1}`, '')
    } catch {
      // the post step finds no file at this path
    }
  }

  /** Saves all files again, after the state file was emptied. */
  function saveAgain(): void {
    slots = all()
    slots.forEach((file, index) => {
      stateFile.save(`file_${index + 1}`, file)
    })
  }

  return { all, add, drop, saveAgain }
}
