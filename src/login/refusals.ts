import type { Failure } from '../core/failure.ts'
import { plain } from '../vault/errors.ts'
import type { Claims } from './claims.ts'

/** A login that Vault refused, and what is known of it. */
export interface Refusal {
  readonly failure: Failure
  /** Of the signed token that was sent, unverified; undefined where none was. */
  readonly claims: Claims | undefined
  /** Mount of the auth method, without `auth/`. */
  readonly mount: string
  readonly role: string | undefined
}

/** A refusal's text as Vault 1.21 and OpenBao 2.7 send it, and what to change where. */
export type Explanation = readonly [text: RegExp, advice: (refusal: Refusal, match: RegExpExecArray) => string]

/** What the first explanation that fits says; after those of a method come those that every mount can cause. */
export function adviceFrom(explanations: readonly Explanation[], refusal: Refusal): string | undefined {
  const { failure } = refusal
  for (const [text, advice] of [...explanations, ...ofAnyMount]) {
    const match = text.exec(plain(failure.words))
    if (match) return advice(refusal, match)
  }
  if (failure.status === 404) return 'There is no auth method at this path. Check `url`, `path` and `namespace`.'
  return failure.status === 403 ? denied(refusal) : undefined
}

/** Where the role is written in Vault. */
export const rolePath = ({ mount, role }: Refusal): string =>
  role === undefined ? `the role that default_role of auth/${mount}/config names` : `auth/${mount}/role/${role}`

const ofAnyMount: readonly Explanation[] = [
  [/no handler for route/, ({ mount }) => `No auth method is mounted at auth/${mount}. Check \`path\` and \`namespace\`.`],
  [/namespace not found/, () => 'There is no such namespace. Check `namespace`.'],
  [
    /unsupported (path|operation)|^missing (role_id|username)$/,
    ({ mount }) => `auth/${mount} is the mount of another auth method. Check \`path\` and \`method\`.`,
  ],
]

/** Vault says the same of two things, so that nobody can find out which mounts there are. */
function denied(refusal: Refusal): string {
  return `Either no auth method of this kind is mounted at auth/${refusal.mount} (check \`path\`, \`method\` and \`namespace\`), or token_bound_cidrs of ${rolePath(refusal)} exclude this runner's address.`
}
