import type { ServerInfo } from './info.ts'

/** A response of the server. Missing fields have default values. */
export type Reply = {
  data: Record<string, unknown>
  auth: { client_token: string; accessor: string; policies: string[]; token_type: string; lease_duration: number } | null
  lease_id: string
  renewable: boolean
  lease_duration: number
  warnings: string[] | null
}

/** Sends a request to the server's API below `/v1/`. A string is sent as the raw JSON body, which keeps all digits of numbers. */
export type Call = (method: string, path: string, body?: unknown, namespace?: string) => Promise<Reply>

/** An error response of the server, with its status; the message contains the server's errors. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'Refused'
    this.status = status
  }
}

/** Returns a Call that sends a token (null: none). The Call throws Refused unless the status is 2xx. */
export const callerWith =
  (url: string, token: string | null): Call =>
  async (method, path, body, namespace) => {
    const response = await fetch(`${url}/v1/${path}`, {
      method,
      headers: { ...(token !== null && { 'x-vault-token': token }), ...(namespace !== undefined && { 'x-vault-namespace': namespace }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Refused(response.status, `${method} ${path} failed with status ${response.status}: ${errorsOf(text)}`)
    const empty: Reply = { data: {}, auth: null, lease_id: '', renewable: false, lease_duration: 0, warnings: null }
    return { ...empty, ...(text === '' ? {} : (JSON.parse(text) as Partial<Reply>)) }
  }

/** Returns the errors of a JSON response, unescaped, or the text of any other response. */
const errorsOf = (text: string): string => {
  try {
    return (JSON.parse(text) as { errors: string[] }).errors.join('; ')
  } catch {
    return text.trim()
  }
}

/** Returns a Call that sends the root token. */
export const asRoot = ({ url, rootToken }: ServerInfo): Call => callerWith(url, rootToken)
