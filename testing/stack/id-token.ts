import type { Claims } from './claims.ts'

/** Where the issuer is (also the `iss` claim), and the bearer token its token endpoint asks for. */
export type IssuerInfo = { url: string; requestToken: string }

/** The value of ACTIONS_ID_TOKEN_REQUEST_URL that makes tokens of the job's claims, changed by these. */
export const requestUrl = (issuer: IssuerInfo, claims: Claims = {}): string =>
  `${issuer.url}/token?api-version=2.0&claims=${Buffer.from(JSON.stringify(claims)).toString('base64url')}`

/** A token of the issuer, fetched as the runner's toolkit does. Throws unless the answer is 200. */
export const idToken = async (issuer: IssuerInfo, audience: string, claims: Claims = {}): Promise<string> => {
  const url = `${requestUrl(issuer, claims)}&audience=${encodeURIComponent(audience)}`
  const response = await fetch(url, { headers: { authorization: `bearer ${issuer.requestToken}` } })
  if (!response.ok) throw new Error(`the issuer answered ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { value: string }).value
}
