import { masksOf } from '../../../src/masks/masks.ts'
import { secretsOf, type Maskable } from '../../../src/masks/find-secrets.ts'
import { SecretMasker } from '../../../testing/runner/secret-masker.ts'

/** Encodes a text as base64 with its padding. */
export const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Makes a value that is exported as it is stored. */
export const plain = (text: string, masking: Maskable['masking'] = 'usual'): Maskable => ({ stored: text, value: text, masking })

/** Returns the masks of a value. */
export const masksOfValue = (value: Maskable, minLength = 4): readonly string[] => masksOf(secretsOf(value, minLength).secrets).masks

/** Returns the runner's masker with all masks of the values registered. */
export function runnerWith(...values: readonly Maskable[]): (printed: string) => string {
  const masker = new SecretMasker()
  for (const mask of masksOf(values.flatMap((value) => secretsOf(value, 4).secrets)).masks) masker.add(mask)
  return (printed) => masker.mask(printed)
}
