import { once } from 'node:events'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** A whole reply. */
export interface Reply {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
}

/** A body that comes piece by piece. */
export type Parts = AsyncIterable<Buffer> | Iterable<Buffer>

/** Resolves at the event, or when the client is gone. */
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

/** Writes a reply; resolves when it was handed to the system, or when the client is gone. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  response.writeHead(reply.status, reply.headers)
  if (reply.body.length > 0) response.write(reply.body)
  await end(response)
}

/** Writes a reply whose body comes in parts, no faster than the client reads; stops when the client is gone. */
export async function sendParts(response: ServerResponse, head: Omit<Reply, 'body'>, parts: Parts): Promise<void> {
  response.writeHead(head.status, head.headers)
  response.flushHeaders()
  for await (const part of parts) {
    if (response.destroyed) return
    if (!response.write(part)) await until('drain', response)
  }
  await end(response)
}
