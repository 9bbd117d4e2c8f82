import type { Env } from '../core/env.ts'
import { createTransport } from '../http/negotiated-transport.ts'
import type { Transport } from '../http/transport.ts'

/** Creates the transport of a run, which adds the headers of the input `extraHeaders` to each request that asks for them. */
export const createRunTransport = (env: Env): Transport => withExtraHeaders(createTransport(), env)

/**
 * Wraps a transport so that it sends the extra headers of a request. They never replace a header of the request itself. The
 * placeholders in them are filled once, for the first such request, and the code for it is loaded then.
 */
export function withExtraHeaders(transport: Transport, env: Env): Transport {
  let filling: Promise<Record<string, string>> | undefined
  const filled = async (text: string, signal: AbortSignal): Promise<Record<string, string>> => {
    const { fillHeaders } = await import('../login/extra-headers.ts')
    return fillHeaders(text, { env, transport, stop: { stopRequested: signal, abortRequested: signal } })
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
