import { Failure } from '../core/failure.ts'
import type { Vault } from '../vault/client.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { notVault, withoutErrorCount } from '../vault/words.ts'
import { withHealth } from '../vault/health.ts'
import { toAuth, type Auth } from '../vault/reply.ts'
import { idempotent } from '../vault/retry.ts'
import { describeClaims, type Claims } from './claims.ts'
import type { Access, Exchange, LoginMethod, LoginContext } from './method.ts'

/** Describes the login that the inputs select. */
export interface LoginPlan {
  readonly method: LoginMethod
  /** Mount of the auth method, without `auth/`. */
  readonly mount: string
  readonly access: Access
}

/** The result of a successful login. */
export interface Login {
  readonly auth: Auth
  /** True if the response of an earlier attempt was lost: a token that Vault created for it expires by its TTL. */
  readonly lost: boolean
  /** Unverified claims of the JWT, for the receipt; undefined for a login without a JWT. */
  readonly claims: Claims | undefined
}

/**
 * Exchanges credentials for a Vault token, or returns the token of the input `token` without a request. Each attempt uses
 * new credentials, except right after a quota refused it. Masks the token before it returns. Throws ERR_LOGIN with an
 * explanation if Vault refuses the login, otherwise the codes of the credentials' source and of the network.
 */
export async function logIn(plan: LoginPlan, vault: Vault, context: Omit<LoginContext, 'vault'>): Promise<Login> {
  if ('token' in plan.access) {
    context.mask(plan.access.token)
    return { auth: suppliedToken(plan.access.token), lost: false, claims: undefined }
  }
  const { pathSuffix, supply } = plan.access
  let claims: Claims | undefined
  const body = async () => {
    const credentials = await supply({ ...context, vault })
    claims = credentials.claims
    return credentials.body
  }
  const path = ['auth', plan.mount, 'login', ...(pathSuffix === undefined ? [] : [encodeURIComponent(pathSuffix)])].join('/')
  const namespace = tokenNamespace(vault.connection())
  try {
    const { reply, lost } = await vault.call({ method: 'POST', path, namespace, body, repeatable: idempotent })
    const auth = toAuth(reply)
    context.mask(auth.token)
    return { auth, lost, claims }
  } catch (error) {
    throw error instanceof Failure
      ? withLostTokenHint(await withExplanation(await withHealth(error, vault), plan, plan.access, claims))
      : error
  }
}

const suppliedToken = (token: string): Auth => ({
  ...{ token, kind: 'supplied', seconds: 0, renewable: false, policies: [], uses: 0, accessor: '', requestId: '' },
})

/** Adds a hint if a response was lost: a token that Vault created for it cannot be revoked. */
function withLostTokenHint(failure: Failure): Failure {
  // a response that is not from Vault created no token
  if (!failure.lost || failure.hint === notVault) return failure
  const lost = "Vault may have created a token whose response was lost; it expires after the role's token_ttl."
  return failure.with({ hint: [failure.hint, lost].filter(Boolean).join('\n') })
}

/**
 * Turns a refusal by Vault into an ERR_LOGIN with an explanation; other failures stay as they are. A 500 is a refusal only if the
 * method recognizes its text: auth methods report errors of GitHub, a directory or a cluster that way.
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
  const words = withoutErrorCount(failure.words) || `${failure.status ?? ''}`
  return failure.with({
    code: 'ERR_LOGIN',
    message: `Vault refused the login (method ${method.name}, mount ${mount}, ${as}): ${words}`,
    hint: hint ?? failure.hint,
    details: claims && {
      title: 'Claims of the token (unverified)',
      lines: describeClaims(claims),
    },
  })
}
