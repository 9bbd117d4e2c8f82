import { once } from 'node:events'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** A complete response. */
export interface Reply {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
}

/** A body in pieces. */
export type Parts = AsyncIterable<Buffer> | Iterable<Buffer>

/** Resolves at the event, or when the client has disconnected. */
async function until(event: 'drain' | 'finish', response: ServerResponse): Promise<void> {
  if (response.destroyed) return
  const settled = new AbortController()
  await Promise.race([once(response, event, settled), once(response, 'close', settled)])
  settled.abort()
}

async function end(response: ServerResponse): Promise<void> {
  response.end()
  if (!response.writableFinished) await until('finish', response)
}

/** Writes a response. Resolves when it was passed to the operating system, or when the client has disconnected. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  response.writeHead(reply.status, reply.headers)
  if (reply.body.length > 0) response.write(reply.body)
  await end(response)
}

/** Writes a response with a body in pieces, no faster than the client reads. Stops when the client has disconnected. */
export async function sendParts(response: ServerResponse, head: Omit<Reply, 'body'>, parts: Parts): Promise<void> {
  response.writeHead(head.status, head.headers)
  response.flushHeaders()
  for await (const part of parts) {
    if (response.destroyed) return
    if (!response.write(part)) await until('drain', response)
  }
  await end(response)
}
