/**
 * An OIDC issuer like GitHub's: discovery and keys for Vault, and for the runner the endpoint of ACTIONS_ID_TOKEN_REQUEST_URL and
 * ACTIONS_ID_TOKEN_REQUEST_TOKEN. It is stateless: the request URL contains the claims that a test sets.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type Claims, jobClaims } from './claims.ts'
import type { IssuerInfo } from './id-token.ts'
import { pushContext } from '../runner/github-context.ts'

/** A running issuer. */
export type Issuer = { info: IssuerInfo; stop: () => Promise<void> }

type Answer = { status: number; body: unknown }

/** Starts an issuer with a new key on a free loopback port. */
export const startIssuer = async (): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const kid = randomBytes(8).toString('hex')
  const keys = [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }]
  const requestToken = randomBytes(24).toString('base64url')

  const token = async (request: IncomingMessage, query: URLSearchParams): Promise<Answer> => {
    const [, sent] = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (sent === undefined) return { status: 401, body: { message: 'a bearer token is missing' } }
    if (sent !== requestToken) return { status: 403, body: { message: 'the bearer token belongs to another job' } }
    const wanted = JSON.parse(Buffer.from(query.get('claims') ?? 'e30', 'base64url').toString()) as Claims
    // GitHub's default audience is the owner's URL
    const audience = query.get('audience') ?? `${pushContext.server_url}/${pushContext.repository_owner}`
    const claims = jobClaims(url, audience, Math.floor(Date.now() / 1000), wanted)
    const value = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey)
    return { status: 200, body: { count: 1, value } }
  }
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    if (request.method !== 'GET') return { status: 405, body: { message: 'use GET' } }
    if (pathname === '/token') return token(request, searchParams)
    if (pathname === '/.well-known/jwks') return { status: 200, body: { keys } }
    if (pathname === '/.well-known/openid-configuration') return { status: 200, body: discovery(url) }
    return { status: 404, body: { message: 'unknown path' } }
  }
  const server = createServer((request, response) => {
    void answer(request)
      .catch((error: unknown) => ({ status: 400, body: { message: String(error) } }))
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    info: { url, requestToken },
    stop: async () => {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}

const discovery = (url: string) => ({
  issuer: url,
  jwks_uri: `${url}/.well-known/jwks`,
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  scopes_supported: ['openid'],
})
