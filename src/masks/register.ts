import { setSecret } from '@actions/core'
import { masksOfText } from './masks.ts'

/** Registers a mask for each line of a secret with the runner. */
export function mask(secret: string): void {
  for (const one of masksOfText(secret, 1)) setSecret(one)
}
