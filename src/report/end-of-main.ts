import { say, warningOf } from './lines.ts'

/** Prints that the post step ends main. */
export function reportEndOfMain(): void {
  say('The main step is still running, because its cancellation did not reach it: ending it now')
}

/** Warns that main was killed: what it received after its cancellation is not in the state of the post step. */
export function reportKilledMain(seconds: number): void {
  warningOf([
    `The main step did not end within ${seconds} s and was killed. The post step does not know what Vault granted after the cancellation: ` +
      "a lease is revoked with its token; a token expires after its role's token_ttl",
  ])
}
