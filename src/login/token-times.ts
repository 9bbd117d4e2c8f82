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
      ? `Vault's clock is ${timeSpan(server)} this runner's: set the time on Vault's server, or on the runner if that is wrong.`
      : '',
    issued !== undefined && issued - now > tolerated
      ? `The issuer's clock is ${timeSpan(issued - now)} this runner's: the token says it was made at ${moment(issued)}. Set the time on the issuer, or on the runner if that is wrong.`
      : '',
    starts !== undefined && starts - now > tolerated
      ? `The token counts only from ${moment(starts)} on (nbf), in ${duration(starts - now)}: whoever issues it sets that.`
      : '',
    ends !== undefined && ends < now ? `The token ran out ${duration(now - ends)} ago, at ${moment(ends)}: a fresh one is needed.` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'The clocks of Vault and of the issuer differ: check the time on the server.'
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const timeSpan = (seconds: number): string => `${duration(Math.abs(seconds))} ${seconds > 0 ? 'ahead of' : 'behind'}`

const duration = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`)

const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(/\.\d+Z$/, 'Z')
