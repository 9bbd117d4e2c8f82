import { spawnSync } from 'node:child_process'

/**
 * Registers tests that start node through a command that not every machine permits, for example one that needs root. If it fails, the tests
 * are skipped; the reporter prints their names with the reason.
 * @param launcher the command, to which a program is appended
 */
export function onlyWhere(launcher: readonly string[], define: () => void): void {
  const { status } = spawnSync(launcher[0] ?? 'true', [...launcher.slice(1), 'true'], { stdio: 'ignore' })
  if (status === 0) define()
  else describe.skip(`skipped, because this machine does not permit ${launcher.slice(0, 3).join(' ')}:`, define)
}
