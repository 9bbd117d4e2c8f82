import type { Env } from '../core/env.ts'
import { createTransport } from '../http/negotiated-transport.ts'
import type { Transport } from '../http/transport.ts'

/** Makes the transport of a run. It sends the headers of the input `extraHeaders` with every request that has them. */
export const createRunTransport = (env: Env): Transport => withExtraHeaders(createTransport(), env)

/**
 * A Transport that sends the extra headers of a request with it; they never replace one that the request has itself. What
 * stands in them is made once, with the first such request, and by a chunk of its own.
 */
export function withExtraHeaders(transport: Transport, env: Env): Transport {
  let filling: Promise<Record<string, string>> | undefined
  const filled = async (text: string, signal: AbortSignal): Promise<Record<string, string>> => {
    const { fillHeaders } = await import('../login/extra-headers.ts')
    return fillHeaders(text, { env, transport, stop: { asked: signal, now: signal } })
  }
  return {
    async send({ extraHeaders, ...request }) {
      if (extraHeaders === undefined) return transport.send(request)
      filling ??= filled(extraHeaders, request.signal ?? new AbortController().signal)
      const headers = await filling.catch((error: unknown) => {
        filling = undefined
        throw error
      })
      return transport.send({ ...request, headers: { ...headers, ...request.headers } })
    },
    prepare(destination, requests) {
      transport.prepare(destination, requests)
    },
    close() {
      transport.close()
    },
  }
}
