import type { Failure } from '../core/failure.ts'
import { withoutErrorCount } from '../vault/words.ts'
import type { Claims } from './claims.ts'

/** Describes a login that Vault refused. */
export interface LoginRefusal {
  readonly failure: Failure
  /** Unverified claims of the JWT in the request; undefined if the method sends no JWT. */
  readonly claims: Claims | undefined
  /** Mount of the auth method, without `auth/`. */
  readonly mount: string
  readonly role: string | undefined
}

/** The text of a refusal in Vault 1.21 or OpenBao 2.7, and the advice for it. */
export type Explanation = readonly [text: RegExp, advice: (refusal: LoginRefusal, match: RegExpExecArray) => string]

/** Returns the advice of the first matching explanation: first those of the method, then those for any mount. */
export function adviceFrom(explanations: readonly Explanation[], refusal: LoginRefusal): string | undefined {
  const { failure } = refusal
  for (const [text, advice] of [...explanations, ...anyMountExplanations]) {
    const match = text.exec(withoutErrorCount(failure.words))
    if (match) return advice(refusal, match)
  }
  if (failure.status === 404) return 'There is no auth method at this path. Check `url`, `path` and `namespace`.'
  return failure.status === 403 ? explainDenied(refusal) : undefined
}

/** Returns the path of the role in Vault, for messages. */
export const rolePath = ({ mount, role }: LoginRefusal): string =>
  role === undefined ? `the default role (default_role of auth/${mount}/config)` : `auth/${mount}/role/${role}`

const anyMountExplanations: readonly Explanation[] = [
  [/no handler for route/, ({ mount }) => `No auth method is mounted at auth/${mount}. Check \`path\` and \`namespace\`.`],
  [/namespace not found/, () => 'There is no such namespace. Check `namespace`.'],
  [
    /unsupported (path|operation)|^missing (role_id|username)$/,
    ({ mount }) => `auth/${mount} is the mount of another auth method. Check \`path\` and \`method\`.`,
  ],
]

/** Vault uses one text for both causes, so that a client cannot find out which mounts exist. */
function explainDenied(refusal: LoginRefusal): string {
  return `Either no auth method of this kind is mounted at auth/${refusal.mount} (check \`path\`, \`method\` and \`namespace\`), or token_bound_cidrs of ${rolePath(refusal)} exclude this runner's address.`
}
