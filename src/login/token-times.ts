import type { Refusal } from './refusals.ts'

/** Seconds that two clocks may differ before it is worth a word; Vault itself allows 60. */
const tolerated = 30

/** What is wrong with the times of a token: it is old, or one of three clocks (issuer, runner, Vault) is off. */
export function clockAdvice({ failure, claims }: Refusal): string {
  const now = Date.now() / 1_000
  const server = failure.serverTime === undefined ? undefined : failure.serverTime / 1_000 - now
  const [issued, starts, ends] = ['iat', 'nbf', 'exp'].map((name) => number(claims?.[name]))
  const parts = [
    server !== undefined && Math.abs(server) > tolerated
      ? `Vault's clock is ${timeSpan(server)} this runner's. Correct the clock of Vault's server or of the runner.`
      : '',
    issued !== undefined && issued - now > tolerated
      ? `The issuer's clock is ${timeSpan(issued - now)} this runner's: the token was issued at ${moment(issued)}. Correct the clock of the issuer or of the runner.`
      : '',
    starts !== undefined && starts - now > tolerated
      ? `The token is valid only from ${moment(starts)} (nbf), in ${duration(starts - now)}. The issuer sets this time.`
      : '',
    ends !== undefined && ends < now ? `The token expired ${duration(now - ends)} ago, at ${moment(ends)}. Use a new token.` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'The clocks of Vault and of the issuer differ. Check the clock of the Vault server.'
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const timeSpan = (seconds: number): string => `${duration(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'}`

const duration = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`)

const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\.\d+Z$/, 'Z')
