import type { LoginRefusal } from './refusals.ts'

/** Ignores smaller differences between two clocks, in seconds; Vault itself tolerates 60. */
const toleratedSeconds = 30

/** Explains a refusal of the times of a token: it has expired, or a clock of issuer, runner or Vault is wrong. */
export function clockAdvice({ failure, claims }: LoginRefusal): string {
  const now = Date.now() / 1_000
  const server = failure.serverTime === undefined ? undefined : failure.serverTime / 1_000 - now
  const [issued, starts, ends] = ['iat', 'nbf', 'exp'].map((name) => numberOrUndefined(claims?.[name]))
  const parts = [
    server !== undefined && Math.abs(server) > toleratedSeconds
      ? `Vault's clock is ${offset(server)} this runner's. Correct the clock of Vault's server or of the runner.`
      : '',
    issued !== undefined && issued - now > toleratedSeconds
      ? `The issuer's clock is ${offset(issued - now)} this runner's: the token was issued at ${utcTime(issued)}. Correct the clock of the issuer or of the runner.`
      : '',
    starts !== undefined && starts - now > toleratedSeconds
      ? `The token is valid only from ${utcTime(starts)} (nbf), in ${duration(starts - now)}. The issuer sets this time.`
      : '',
    ends !== undefined && ends < now ? `The token expired ${duration(now - ends)} ago, at ${utcTime(ends)}. Use a new token.` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'The clocks of Vault and of the issuer differ. Check the clock of the Vault server.'
}

const numberOrUndefined = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const offset = (seconds: number): string => `${duration(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'}`

const duration = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`)

const utcTime = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\.\d+Z$/, 'Z')
