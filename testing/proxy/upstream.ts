import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Reply } from './reply.ts'
import type { RequestSeen } from './request-seen.ts'

/** Headers that apply to one connection, and the length, which is set again. Host stays: signatures of AWS include it. */
const ofTheConnection = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

function forwarded(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.includes(name)))
}

/** The server behind a proxy, with connections kept alive. */
export class Upstream {
  readonly #agent = new Agent({ keepAlive: true })
  readonly #target: URL

  constructor(target: string) {
    this.#target = new URL(target)
  }

  /** Forwards a request and reads the whole response. Rejects if there is none. */
  async send(request: RequestSeen, body: Buffer): Promise<Reply> {
    const headers = { ...forwarded(request.headers), ...(body.length > 0 && { 'content-length': body.length }) }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest({
        host: this.#target.hostname,
        port: this.#target.port,
        method: request.method,
        path: request.path,
        headers,
        agent: this.#agent,
      })
        .on('response', resolve)
        .on('error', reject)
        .end(body)
    })
    const reply = await buffer(response)
    const status = response.statusCode ?? 0
    const length = status === 204 ? {} : { 'content-length': reply.length }
    return { status, headers: { ...forwarded(response.headers), ...length }, body: reply }
  }

  /** Closes all connections. */
  close(): void {
    this.#agent.destroy()
  }
}
