import { explainJwt } from './explain.ts'
import { requestIdentity } from './identity.ts'
import type { LoginMethod } from './method.ts'

/** Vault's JWT auth method with the runner's OIDC token. Source: Vault's API page "auth/jwt", JWT login. */
export const jwt: LoginMethod = {
  name: 'jwt',
  mount: 'jwt',
  read(inputs) {
    const role = inputs.text('role')
    const audience = inputs.text('jwtGithubAudience')
    return {
      as: asRole(role),
      async supply(surroundings) {
        const identity = await requestIdentity(audience, surroundings)
        // without a role Vault takes the mount's default_role
        return { body: { jwt: identity.jwt, ...(role !== undefined && { role }) }, claims: identity.claims }
      },
    }
  },
  explain: explainJwt,
}

/** A role as messages name it. */
export const asRole = (role: string | undefined): string => (role === undefined ? 'the default role' : `role ${role}`)
