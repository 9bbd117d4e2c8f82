import http from 'node:http'
import https from 'node:https'
import { isIP, type Socket } from 'node:net'
import { Failure } from '../core/failure.ts'
import { hostOf } from './transport.ts'
import { errorCode, isCertificateError, neverConnected } from './network-errors.ts'
import type { Proxy } from './proxy.ts'

/**
 * A connection to a host through a proxy (CONNECT, RFC 9110 section 9.3.6), before any TLS with the host.
 * Throws ERR_CONNECT where the proxy cannot be reached or cannot reach the host, ERR_PROXY where it does not want to.
 * @param target host and port of the server
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
    // the name would be taken from the host header otherwise, which is that of the server
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
      // a reply to something else than CONNECT, or none
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

/** A password with a lone % is written as it is. */
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
    const isGiven = proxy.url.username !== ''
    return new Failure('ERR_PROXY', `${name} ${isGiven ? 'does not accept its user and password' : 'wants a user and a password'} (407)`, {
      hint: `Write them into ${proxy.variable}, percent-encoded: http://user:password@${proxy.name}`,
      sent: false,
    })
  }
  if (status >= 500) {
    return new Failure('ERR_CONNECT', `${name} cannot reach ${target} (${status})`, { hint: bypass(target), sent: false })
  }
  return new Failure('ERR_PROXY', `${name} refuses a connection to ${target} (${status})`, {
    hint: `Who runs the proxy has to allow CONNECT to ${target}. ${bypass(target)}`,
    sent: false,
  })
}

function unreachable(proxy: Proxy, error: unknown): Failure {
  const code = errorCode(error)
  const why = isCertificateError(error) ? 'its certificate is not accepted' : (neverConnected[code] ?? 'it closed the connection')
  return new Failure('ERR_CONNECT', `cannot connect through the proxy ${proxy.name} (${proxy.variable}): ${why}${code && ` (${code})`}`, {
    hint: `Check ${proxy.variable}.`,
    cause: error,
    sent: false,
  })
}

const bypass = (target: string): string => `If it is to be reached without the proxy, add it to NO_PROXY: ${target.replace(/:\d+$/, '')}`
