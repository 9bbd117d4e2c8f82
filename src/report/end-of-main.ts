import { say } from './lines.ts'

/** Prints that the post step ends main. */
export function reportEndOfMain(): void {
  say('The main step is still running, because its cancellation did not reach it: ending it now')
}
