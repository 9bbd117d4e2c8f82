import { Failure } from '../core/failure.ts'
import type { Vault } from '../vault/client.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { notVault, plain } from '../vault/errors.ts'
import { withHealth } from '../vault/health.ts'
import { toAuth, type Auth } from '../vault/reply.ts'
import { harmless } from '../vault/retry.ts'
import type { Claims } from './claims.ts'
import type { Access, Exchange, LoginMethod, Surroundings } from './method.ts'

/** How to log in, as the inputs say. */
export interface LoginPlan {
  readonly method: LoginMethod
  /** Mount of the auth method, without `auth/`. */
  readonly mount: string
  readonly access: Access
}

/** A login that went well. */
export interface Login {
  readonly auth: Auth
  /** An earlier attempt got no reply: if Vault made a token for it, nobody knows that token, and it ends by itself. */
  readonly lost: boolean
}

/**
 * Exchanges credentials for a Vault token; one that the user has given is taken as it is. Every attempt takes fresh
 * credentials, unless a quota turned them away unread a moment ago. The token is masked before this returns. Throws
 * ERR_LOGIN with an explanation where Vault refuses, else what the supplier or the network threw.
 */
export async function logIn(plan: LoginPlan, vault: Vault, surroundings: Omit<Surroundings, 'vault'>): Promise<Login> {
  if ('token' in plan.access) {
    surroundings.mask(plan.access.token)
    return { auth: { token: plan.access.token, kind: 'supplied', seconds: 0, renewable: false, policies: [], uses: 0 }, lost: false }
  }
  const { below, supply } = plan.access
  let claims: Claims | undefined
  const body = async () => {
    const credentials = await supply({ ...surroundings, vault })
    claims = credentials.claims
    return credentials.body
  }
  const path = ['auth', plan.mount, 'login', ...(below === undefined ? [] : [encodeURIComponent(below)])].join('/')
  const namespace = tokenNamespace(vault.connection())
  try {
    const { reply, lost } = await vault.call({ method: 'POST', path, namespace, body, repeatable: harmless })
    const auth = toAuth(reply)
    surroundings.mask(auth.token)
    return { auth, lost }
  } catch (error) {
    throw error instanceof Failure ? withLostToken(await withExplanation(await withHealth(error, vault), plan, plan.access, claims)) : error
  }
}

/** Without a whole reply nobody knows whether Vault has made a token, and what is not known cannot be given back. */
function withLostToken(failure: Failure): Failure {
  // a page of somebody else's is not Vault's reply
  if (!failure.lost || failure.hint === notVault) return failure
  const lost = "Vault may have created a token whose response was lost; it expires after the role's token_ttl."
  return failure.with({ hint: [failure.hint, lost].filter(Boolean).join('\n') })
}

/**
 * Explains a refusal of Vault itself. A lost connection, a sealed server or a missing permission says enough. A 500 is a refusal
 * only if the method knows its words: auth methods report the errors of GitHub, a directory or a cluster that way.
 */
async function withExplanation(
  failure: Failure,
  { method, mount }: LoginPlan,
  { as, role }: Exchange,
  claims: Claims | undefined,
): Promise<Failure> {
  const isRefusal = ['ERR_DENIED', 'ERR_NOT_FOUND'].includes(failure.code) || (failure.code === 'ERR_REFUSED' && failure.words !== '')
  if (!isRefusal && (failure.status !== 500 || failure.words === '')) return failure
  const hint = await method.explain({ failure, claims, mount, role })
  if (!isRefusal && hint === undefined) return failure
  const said = plain(failure.words) || `${failure.status ?? ''}`
  return failure.with({
    code: 'ERR_LOGIN',
    message: `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${said}`,
    hint: hint ?? failure.hint,
    details: claims && {
      title: 'Claims of the token (unverified)',
      lines: (await import('./claims.ts')).describeClaims(claims),
    },
  })
}
