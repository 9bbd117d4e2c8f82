import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The programs of this machine that the stack is made with. */
export type Programs = {
  /** A server that is installed here; without one OpenBao is fetched. */
  server: { product: 'openbao' | 'vault'; binary: string } | undefined
  python: string
  /** Version of Go; only where the server lacks the AWS engine. */
  go: string | undefined
}

/** Finds the programs. Throws one error that names everything that is missing, with what to install. */
export const findPrograms = async (goFolder: string): Promise<Programs> => {
  const vault = await onPath('vault')
  const bao = vault === undefined ? await onPath('bao') : undefined
  const [python, go] = await Promise.all([
    output('python3', ['-c', probePython]),
    vault === undefined ? output('go', ['env', 'GOVERSION'], goFolder) : undefined,
  ])
  const missing = [
    ...(python === undefined ? [needsPython] : []),
    ...(vault === undefined && !/^go1\.(2[1-9]|[3-9]\d)/.test(go ?? '') ? [needsGo] : []),
  ]
  if (python === undefined || missing.length > 0) throw new Error(['The test stack needs:', ...missing].join('\n  - '))
  if (vault !== undefined) return { server: { product: 'vault', binary: vault }, python, go }
  return { server: bao === undefined ? undefined : { product: 'openbao', binary: bao }, python, go }
}

const needsPython = 'Python 3.10 or newer with its venv module (Debian, Ubuntu: apt-get install python3-venv; macOS: brew install python)'
const needsGo = 'Go 1.21 or newer, to build the AWS engine that OpenBao lacks (https://go.dev/dl; macOS: brew install go), or Vault'

const probePython = 'import ensurepip, platform, sys, venv; assert sys.version_info >= (3, 10); print(platform.python_version())'

const output = (command: string, args: string[], cwd?: string): Promise<string | undefined> =>
  promisify(execFile)(command, args, { cwd }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )

const onPath = async (name: string): Promise<string | undefined> => {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name)
    if (
      folder !== '' &&
      (await access(file, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return file
  }
  return undefined
}
