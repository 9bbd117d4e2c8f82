import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { send, sendParts, type Reply } from './reply.ts'

/**
 * A fault of a request. Unless stated otherwise, the request is not forwarded to the server.
 * - `reset-before`: the connection is reset;
 * - `reset-after`: the server handles the request, then the connection is reset instead of a response;
 * - `hang`: there is no response;
 * - `hang-after`: the server handles the request, and there is no response;
 * - `drip`: the server handles the request; its response is sent as headers, then one byte every `everyMs` milliseconds;
 * - `status`: this response; a body that is not a string is sent as JSON;
 * - `not-json`: 200 with an HTML page, as from a captive portal;
 * - `cut-json`: the server handles the request, and half of the response body is sent: `length` declares the half as the full length,
 *   `connection` closes the connection after it;
 * - `huge`: 200 with JSON of 64 MiB;
 * - `redirect`: 307, or another status, to a location; `keepsPath` appends the requested path to it, as a standby does.
 */
export type Fault =
  | { readonly kind: 'reset-before' | 'reset-after' | 'hang' | 'hang-after' | 'not-json' | 'huge' }
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: OutgoingHttpHeaders; readonly body?: unknown }
  | { readonly kind: 'cut-json'; readonly by: 'length' | 'connection' }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number; readonly keepsPath?: true }

const hugeBytes = 64 * 1024 * 1024
const page = Buffer.from('<!doctype html><title>Sign in</title><p>Please sign in to use this network.</p>\n')

/** Checks if the request is forwarded to the server. */
export function serverActs(fault: Fault | undefined): boolean {
  return fault === undefined || ['reset-after', 'hang-after', 'drip', 'cut-json'].includes(fault.kind)
}

function statusReply(status: number, headers: OutgoingHttpHeaders, body: unknown): Reply {
  const bytes = Buffer.from(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body))
  return { status, headers: { 'content-type': 'application/json', ...headers, 'content-length': bytes.length }, body: bytes }
}

async function* singleBytes(body: Buffer, everyMs: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += 1) {
    await sleep(everyMs)
    yield body.subarray(at, at + 1)
  }
}

const hugeStart = Buffer.from('{"data":{"value":"')
const hugeEnd = Buffer.from('"}}')

/** Yields the body in pieces, so that it is never in memory as a whole. */
function* hugeParts(): Generator<Buffer> {
  const piece = Buffer.alloc(64 * 1024, 'x')
  yield hugeStart
  for (let left = hugeBytes - hugeStart.length - hugeEnd.length; left > 0; left -= piece.length) yield piece.subarray(0, left)
  yield hugeEnd
}

async function cut(response: ServerResponse, reply: Reply, by: 'length' | 'connection'): Promise<void> {
  const half = reply.body.subarray(0, Math.floor(reply.body.length / 2))
  if (by === 'length') return send(response, { ...reply, headers: { ...reply.headers, 'content-length': half.length }, body: half })
  response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length })
  // the half must be sent before the connection is closed
  await new Promise<void>((resolve) => {
    response.write(half, () => {
      resolve()
    })
  })
  response.socket?.destroySoon()
}

const locationOf = ({ location, keepsPath }: Extract<Fault, { kind: 'redirect' }>, path = ''): string =>
  keepsPath ? location + path : location

/**
 * Applies a fault to the response. `reply` is the server's response, if the request was forwarded.
 * Resolves when everything was passed to the operating system; for a hang, at once.
 */
export async function carryOut(fault: Fault, response: ServerResponse, reply: Reply): Promise<void> {
  switch (fault.kind) {
    case 'reset-before':
    case 'reset-after':
      response.socket?.resetAndDestroy()
      return
    case 'hang':
    case 'hang-after':
      return
    case 'drip':
      return sendParts(response, reply, singleBytes(reply.body, fault.everyMs))
    case 'status':
      return send(response, statusReply(fault.status, fault.headers ?? {}, fault.body))
    case 'not-json':
      return send(response, { status: 200, headers: { 'content-type': 'text/html', 'content-length': page.length }, body: page })
    case 'cut-json':
      return cut(response, reply, fault.by)
    case 'huge':
      return sendParts(response, { status: 200, headers: { 'content-type': 'application/json', 'content-length': hugeBytes } }, hugeParts())
    case 'redirect':
      return send(response, statusReply(fault.status ?? 307, { location: locationOf(fault, response.req.url) }, undefined))
  }
}
