import type { ServerInfo } from './info.ts'

/** A reply of the server, with what is missing in it (or in an empty 204) filled in. */
export type Reply = {
  data: Record<string, unknown>
  auth: { client_token: string; accessor: string; policies: string[]; token_type: string; lease_duration: number } | null
  lease_id: string
  renewable: boolean
  lease_duration: number
  warnings: string[] | null
}

/** A request to the server's API below `/v1/`. A body that is a string is sent as it stands: JSON with all digits of its numbers. */
export type Call = (method: string, path: string, body?: unknown, namespace?: string) => Promise<Reply>

/** The server's refusal of a call: its status, and its own words in the message. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'Refused'
    this.status = status
  }
}

/** Calls with a token (null: none). Throws Refused unless the status is 2xx. */
export const callerWith =
  (url: string, token: string | null): Call =>
  async (method, path, body, namespace) => {
    const response = await fetch(`${url}/v1/${path}`, {
      method,
      headers: { ...(token !== null && { 'x-vault-token': token }), ...(namespace !== undefined && { 'x-vault-namespace': namespace }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Refused(response.status, `${method} ${path} was answered ${response.status}: ${errorsOf(text)}`)
    const empty: Reply = { data: {}, auth: null, lease_id: '', renewable: false, lease_duration: 0, warnings: null }
    return { ...empty, ...(text === '' ? {} : (JSON.parse(text) as Partial<Reply>)) }
  }

/** The server's words, as it means them: a quotation mark within is no longer escaped. */
const errorsOf = (text: string): string => {
  try {
    return (JSON.parse(text) as { errors: string[] }).errors.join('; ')
  } catch {
    return text.trim()
  }
}

/** Calls with the root token. */
export const asRoot = ({ url, rootToken }: ServerInfo): Call => callerWith(url, rootToken)
