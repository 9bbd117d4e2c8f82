import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * Ends a process of Windows with its descendants, which have no process group there. Calls `onError` if that is not possible.
 * @param id of a process that has not ended: another process could get its id
 */
export function killTree(id: number, onError: () => void): void {
  // by its path, because an earlier step can change PATH
  const program = join(process.env['SystemRoot'] ?? '', 'System32', 'taskkill.exe')
  spawn(program, ['/PID', String(id), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', onError)
}
