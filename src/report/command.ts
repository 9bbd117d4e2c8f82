import { plural } from '../core/wording.ts'
import { noticeOf, say } from './lines.ts'
import type { Report } from './report.ts'

/** Creates the part of a Report that says what the command of the input `run` gets and leaves behind. */
export function createCommandReport(): Pick<Report, 'startsCommand' | 'leftBehind'> {
  return {
    startsCommand(variables) {
      const names = variables.length > 0 ? `with ${plural(variables.length, 'environment variable')}` : 'without environment variables'
      say(`Running the command ${names} of its own${variables.length > 0 ? `: ${variables.join(', ')}` : ''}`)
    },
    leftBehind(processes) {
      if (processes === 0) return
      const subject = processes === 1 ? '1 process of the command is' : `${processes} processes of the command are`
      noticeOf([`${subject} still running. Leases and token are revoked when the command ends, so credentials in use become invalid.`])
    },
  }
}
