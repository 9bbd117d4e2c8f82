import type { Claims } from './claims.ts'

/** The issuer's URL (also the `iss` claim), and the bearer token that its token endpoint requires. */
export type IssuerInfo = { url: string; requestToken: string }

/** Returns an ACTIONS_ID_TOKEN_REQUEST_URL for tokens with the job's claims, changed by `claims`. */
export const requestUrl = (issuer: IssuerInfo, claims: Claims = {}): string =>
  `${issuer.url}/token?api-version=2.0&claims=${Buffer.from(JSON.stringify(claims)).toString('base64url')}`

/** Requests a token from the issuer as the runner's toolkit does. Throws unless the status is 2xx. */
export const idToken = async (issuer: IssuerInfo, audience: string, claims: Claims = {}): Promise<string> => {
  const url = `${requestUrl(issuer, claims)}&audience=${encodeURIComponent(audience)}`
  const response = await fetch(url, { headers: { authorization: `bearer ${issuer.requestToken}` } })
  if (!response.ok) throw new Error(`the token request failed with status ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { value: string }).value
}
