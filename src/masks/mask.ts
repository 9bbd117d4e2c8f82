import { setSecret } from '@actions/core'
import { masksOfText } from './masks.ts'

/** Registers a secret with the runner, line by line as it would be printed. */
export function mask(secret: string): void {
  for (const one of masksOfText(secret, 1)) setSecret(one)
}
