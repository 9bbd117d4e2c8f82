import { mask } from '../masks/mask.ts'
import { fixedParts, placeholder, readHeaderLines } from '../http/extra-headers.ts'
import { requestOidcToken } from './oidc-token.ts'
import type { Surroundings } from './method.ts'

/**
 * The headers of `extraHeaders`, by lower-case name, with a fresh OIDC token of the runner in the place of each
 * `{oidc:AUDIENCE}`. All values are masked. Throws what `requestIdentity` throws.
 */
export async function fillHeaders(text: string, surroundings: Omit<Surroundings, 'mask' | 'vault'>): Promise<Record<string, string>> {
  const { headers } = readHeaderLines(text)
  const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(placeholder)].map(([, audience = '']) => audience)))
  const tokens = new Map<string, string>()
  for (const { value } of headers) for (const part of fixedParts(value)) mask(part)
  await Promise.all(
    [...audiences].map(async (audience) => {
      tokens.set(audience, (await requestOidcToken(audience.trim(), { ...surroundings, mask })).jwt)
    }),
  )
  const filled = (value: string) => value.replace(placeholder, (_, audience: string) => tokens.get(audience) ?? '')
  return Object.fromEntries(headers.map(({ name, value }) => [name, filled(value)]))
}
