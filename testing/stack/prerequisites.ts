import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Product } from './choice.ts'

/** The installed programs that the stack uses. */
export type Programs = {
  /** Path of the chosen server; undefined if it is not installed and must be downloaded or built. */
  server: string | undefined
  python: string
  /** Version of Go; undefined if nothing is built with Go. */
  go: string | undefined
}

/**
 * Finds the programs that a stack with this server needs. Throws one error that lists every missing program and what to install.
 * @param goFolder folder of the Go module that is built for this server
 */
export const findPrograms = async (product: Product, goFolder: string): Promise<Programs> => {
  const server = await onPath(product === 'vault' ? 'vault' : 'bao')
  // the AWS engine and auth method are built into Vault; every OpenBao needs them as plugins
  const needsGo = product === 'openbao' || server === undefined
  const [python, go] = await Promise.all([
    output('python3', ['-c', probePython]),
    needsGo ? output('go', ['env', 'GOVERSION'], goFolder) : undefined,
  ])
  const missing = [
    ...(python === undefined ? [pythonAdvice] : []),
    ...(needsGo && !oldestGo[product].test(go ?? '') ? [goAdvice[product]] : []),
  ]
  if (python === undefined || missing.length > 0) throw new Error(['The test stack needs:', ...missing].join('\n  - '))
  return { server, python, go }
}

const pythonAdvice = 'Python 3.10 or newer with its venv module (Debian, Ubuntu: apt-get install python3-venv; macOS: brew install python)'
const oldestGo: Readonly<Record<Product, RegExp>> = { openbao: /^go1\.(2[1-9]|[3-9]\d)/, vault: /^go1\.(2[5-9]|[3-9]\d)/ }
const goAdvice: Readonly<Record<Product, string>> = {
  openbao: 'Go 1.21 or newer, to build the AWS plugins that OpenBao lacks (https://go.dev/dl; macOS: brew install go)',
  vault: 'Go 1.25.3 or newer, to build Vault (https://go.dev/dl; macOS: brew install go), or a vault on PATH',
}

const probePython = 'import ensurepip, platform, sys, venv; assert sys.version_info >= (3, 10); print(platform.python_version())'

const output = (command: string, args: string[], cwd?: string): Promise<string | undefined> =>
  promisify(execFile)(command, args, { cwd }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )

/** Returns the path of a program in PATH; undefined if it is not there. */
export const onPath = async (name: string): Promise<string | undefined> => {
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
