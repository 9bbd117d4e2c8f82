import { after, noExpiry, now } from '../core/clock.ts'
import { bootTime, type LoginRecord, type Session } from '../state/session.ts'
import type { Connection } from '../vault/connection.ts'
import type { Auth } from '../vault/reply.ts'

/** What the token is used for. */
interface TokenUse extends Pick<LoginRecord, 'required'> {
  /** Requests that count as uses of a limited-use token, until the real number is known. */
  readonly requests: number
}

/** Saves the token for the post step, before anything else can fail. Throws ERR_STATE. */
export function saveToken(auth: Auth, connection: Connection, { requests, required }: TokenUse, session: Session): void {
  const token = {
    value: auth.token,
    kind: auth.kind,
    expires: tokenExpiry(auth),
    booted: bootTime(),
    renewable: auth.renewable,
    uses: auth.uses,
    spent: requests,
  }
  session.begin({ connection, token, required })
}

/** Returns the expiry of the token. A token without a TTL does not expire. */
const tokenExpiry = (auth: Auth): number => (auth.seconds > 0 ? after(now(), auth.seconds) : noExpiry)
