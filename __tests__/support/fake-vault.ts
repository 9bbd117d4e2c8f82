import { setTimeout as sleep } from 'node:timers/promises'
import { http, HttpResponse, type HttpHandler } from 'msw'

/**
 * How an endpoint responds: `ok`, `slow` (ok after 50 ms), `lost` (network error), `hangs` (never), `later` (ok only with `sync: false`),
 * or with a status and errors.
 */
export type Behaviour = 'ok' | 'slow' | 'lost' | 'hangs' | 'later' | { readonly status: number; readonly errors?: readonly string[] }

/** The behaviour of the revocation endpoints at https://vault.test. */
export interface RevocationReplies {
  /** Paths that `sys/capabilities-self` grants `update` on. */
  readonly granted: readonly string[]
  readonly capabilities: Behaviour
  /** Behaviour by lease id; all other leases are revoked. */
  readonly leases: Readonly<Record<string, Behaviour>>
  readonly token: Behaviour
  /** Behaviour of revocation by body, for every lease. */
  readonly byBody: Behaviour
  /** How many lookups still find a renewed lease. */
  readonly known: number
}

function react(behaviour: Behaviour, reply: () => Response = () => new HttpResponse(null, { status: 204 })): Response | Promise<Response> {
  if (behaviour === 'ok') return reply()
  if (behaviour === 'slow') return sleep(50).then(reply)
  if (behaviour === 'lost') return HttpResponse.error()
  if (behaviour === 'later') return HttpResponse.json({ errors: ['failed to revoke entry'] }, { status: 400 })
  if (behaviour === 'hangs') return new Promise<never>(() => undefined)
  return HttpResponse.json({ errors: behaviour.errors ?? [] }, { status: behaviour.status })
}

/** Returns handlers for the revocation endpoints. They record each request as "METHOD path". */
export function revocationHandlers(at: Partial<RevocationReplies>, requests: string[] = []): HttpHandler[] {
  let known = at.known ?? 0
  const end = (behaviour: Behaviour, sync?: boolean) => react(behaviour === 'later' && sync === false ? 'ok' : behaviour)
  const note = (request: Request) =>
    requests.push(`${request.method} ${decodeURIComponent(new URL(request.url).pathname).replace('/v1/', '')}`)
  return [
    http.post('https://vault.test/v1/sys/capabilities-self', async ({ request }) => {
      note(request)
      const { paths } = (await request.json()) as { paths: string[] }
      const data = Object.fromEntries(paths.map((path) => [path, at.granted?.includes(path) ? ['update'] : ['deny']]))
      return react(at.capabilities ?? 'ok', () => HttpResponse.json({ data }))
    }),
    http.put('https://vault.test/v1/sys/leases/revoke', async ({ request }) => {
      note(request)
      const { lease_id, sync } = (await request.json()) as { lease_id: string; sync?: boolean }
      return end(at.byBody ?? at.leases?.[lease_id] ?? 'ok', sync)
    }),
    http.put('https://vault.test/v1/sys/leases/revoke/*', async ({ request }) => {
      note(request)
      const { sync } = (await request.json()) as { sync?: boolean }
      return end(at.leases?.[new URL(request.url).pathname.replace('/v1/sys/leases/revoke/', '')] ?? 'ok', sync)
    }),
    http.put('https://vault.test/v1/sys/leases/renew', ({ request }) => {
      note(request)
      return HttpResponse.json({ lease_duration: 1 })
    }),
    http.put('https://vault.test/v1/sys/leases/lookup', ({ request }) => {
      note(request)
      return known-- > 0 ? HttpResponse.json({ data: {} }) : HttpResponse.json({ errors: ['invalid lease'] }, { status: 400 })
    }),
    http.post('https://vault.test/v1/auth/token/renew-self', async ({ request }) => {
      note(request)
      return HttpResponse.json({ auth: { lease_duration: ((await request.json()) as { increment: number }).increment } })
    }),
    http.post('https://vault.test/v1/auth/token/revoke-self', ({ request }) => {
      note(request)
      return react(at.token ?? 'ok')
    }),
  ]
}

/** The response to a request with a revoked or expired token, by server; and the response if a policy denies the request. */
export const dead = {
  vault: { status: 403, errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] },
  openBao: { status: 403, errors: ['permission denied'] },
}
export const denied = { status: 403, errors: ['1 error occurred:\n\t* permission denied\n\n'] }
