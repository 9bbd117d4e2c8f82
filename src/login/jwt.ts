import { requestOidcToken, type JwtSource } from './oidc-token.ts'
import type { LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'

/** Logs in with a JWT, by default the runner's OIDC token. Source: Vault's API page "auth/jwt", JWT login. */
export const jwt: LoginMethod = {
  name: 'jwt',
  mount: 'jwt',
  async read(inputs) {
    const role = inputs.text('role')
    const source = await sourceOf(inputs)
    return {
      as: role === undefined ? 'the default role' : `role ${role}`,
      role,
      async supply(context) {
        const signed = await source(context)
        // if `role` is missing, Vault uses the mount's default_role
        return { body: { jwt: signed.jwt, ...(role !== undefined && { role }) }, claims: signed.claims }
      },
    }
  },
  explain: async (refusal) => (await import('./jwt-refusals.ts')).explainJwt(refusal),
}

async function sourceOf(inputs: InputReader): Promise<JwtSource> {
  const given = ['jwt', 'jwtFile', 'jwtPrivateKey'].filter((name) => inputs.text(name) !== undefined)
  if (given.length > 1) inputs.problem(given[0] ?? 'jwt', `cannot be combined with ${given.slice(1).join(', ')}`, 'only one of them')
  if (given.includes('jwtPrivateKey')) return (await import('./self-signed-jwt.ts')).readSelfSignedJwt(inputs)
  if (given.length > 0) return (await import('./given-jwt.ts')).readGivenJwt(inputs)
  const audience = inputs.text('jwtGithubAudience')
  return (context) => requestOidcToken(audience, context)
}
