import { mask } from '../masks/register.ts'
import { fixedParts, placeholder, readHeaderLines } from '../http/extra-headers.ts'
import { requestOidcToken } from './oidc-token.ts'
import type { LoginContext } from './method.ts'

/**
 * Returns the headers of `extraHeaders` by lower-case name, with each `{oidc:AUDIENCE}` replaced by a new OIDC token of the
 * runner. Masks all values. Throws the codes of `requestOidcToken`.
 */
export async function fillHeaders(text: string, context: Omit<LoginContext, 'mask' | 'vault'>): Promise<Record<string, string>> {
  const { headers } = readHeaderLines(text)
  const audiences = new Set(headers.flatMap(({ value }) => [...value.matchAll(placeholder)].map(([, audience = '']) => audience)))
  const tokens = new Map<string, string>()
  for (const { value } of headers) for (const part of fixedParts(value)) mask(part)
  await Promise.all(
    [...audiences].map(async (audience) => {
      tokens.set(audience, (await requestOidcToken(audience.trim(), { ...context, mask })).jwt)
    }),
  )
  const fillPlaceholders = (value: string) => value.replace(placeholder, (_, audience: string) => tokens.get(audience) ?? '')
  return Object.fromEntries(headers.map(({ name, value }) => [name, fillPlaceholders(value)]))
}
