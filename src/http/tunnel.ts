import http from 'node:http'
import https from 'node:https'
import { isIP, type Socket } from 'node:net'
import { Failure } from '../core/failure.ts'
import { hostOf } from './transport.ts'
import { errorCode, isCertificateError, neverConnected } from './network-errors.ts'
import type { Proxy } from './proxy.ts'

/**
 * Opens a connection to a host through a proxy (CONNECT, RFC 9110 section 9.3.6), before the TLS handshake with the host.
 * Throws ERR_CONNECT if the proxy cannot be reached or cannot reach the host, ERR_PROXY if it refuses.
 * @param target HOST:PORT of the server
 */
export async function openTunnel(proxy: Proxy, target: string, signal: AbortSignal): Promise<Socket> {
  const isTls = proxy.url.protocol === 'https:'
  const host = hostOf(proxy.url)
  const request = (isTls ? https : http).request({
    host,
    port: proxy.url.port || (isTls ? 443 : 80),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...authorization(proxy.url) },
    agent: false,
    signal,
    // by default node uses the header Host, which names the server instead of the proxy
    ...(isTls && { rejectUnauthorized: true, servername: isIP(host) === 0 ? host : '' }),
  })
  return new Promise<Socket>((resolve, reject) => {
    request
      .once('connect', (reply: http.IncomingMessage, socket: Socket) => {
        if (reply.statusCode === 200) {
          resolve(socket)
          return
        }
        socket.destroy()
        reject(proxyRefusal(proxy, target, reply.statusCode ?? 0))
      })
      // node emits 'response' if the proxy does not treat the request as CONNECT
      .once('response', (reply) => {
        request.destroy()
        reject(proxyRefusal(proxy, target, reply.statusCode ?? 0))
      })
      .once('error', (error) => {
        reject(unreachable(proxy, signal.aborted ? signal.reason : error))
      })
      .end()
  })
}

function authorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '' && password === '') return {}
  const credentials = [username, password].map(unescaped).join(':')
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/** Returns a part without its percent-encoding; one that is not percent-encoded stays as it is. */
function unescaped(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function proxyRefusal(proxy: Proxy, target: string, status: number): Failure {
  const name = `the proxy ${proxy.name} (${proxy.variable})`
  if (status === 407) {
    const hasUser = proxy.url.username !== ''
    return new Failure(
      'ERR_PROXY',
      `${name} ${hasUser ? 'rejected the user name and password' : 'requires a user name and a password'} (407)`,
      {
        hint: `Set ${proxy.variable} to http://user:password@${proxy.name}, with user name and password percent-encoded.`,
        sent: false,
      },
    )
  }
  if (status >= 500) {
    return new Failure('ERR_CONNECT', `${name} cannot reach ${target} (${status})`, { hint: bypass(target), sent: false })
  }
  return new Failure('ERR_PROXY', `${name} refused a connection to ${target} (${status})`, {
    hint: `Allow CONNECT to ${target} in the configuration of the proxy. ${bypass(target)}`,
    sent: false,
  })
}

function unreachable(proxy: Proxy, error: unknown): Failure {
  const code = errorCode(error)
  const why = isCertificateError(error) ? 'its certificate was rejected' : (neverConnected[code] ?? 'it closed the connection')
  return new Failure('ERR_CONNECT', `cannot connect through the proxy ${proxy.name} (${proxy.variable}): ${why}${code && ` (${code})`}`, {
    hint: `Check ${proxy.variable}.`,
    cause: error,
    sent: false,
  })
}

const bypass = (target: string): string => `To connect without the proxy, add the host to NO_PROXY: ${target.replace(/:\d+$/, '')}`
