import { plural } from '../core/wording.ts'
import { noticeOf, say } from './lines.ts'

/** Prints the names of the variables that only the command of the input `run` gets. */
export function reportStart(variables: readonly string[]): void {
  const names = variables.length > 0 ? `with ${plural(variables.length, 'environment variable')}` : 'without environment variables'
  say(`Running the command ${names} of its own${variables.length > 0 ? `: ${variables.join(', ')}` : ''}`)
}

/** Prints how many processes of the command are still running, if any. */
export function reportLeftBehind(processes: number): void {
  if (processes === 0) return
  const subject = processes === 1 ? '1 process of the command is' : `${processes} processes of the command are`
  noticeOf([`${subject} still running. Leases and token are revoked when the command ends, so credentials in use become invalid.`])
}
