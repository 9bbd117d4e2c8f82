import type { FaultRow, Meaning } from '../faults.ts'
import { tokenTargets, type TokenRequestName, type TokenTarget } from './requests.ts'

/** One row of the matrix: a fault of a request, at the first attempt or at every attempt. */
export interface TokenRow {
  readonly target: TokenTarget
  readonly fault: FaultRow
  readonly times: 'once' | 'always'
}

/** All rows of the matrix. */
export const tokenMatrix: readonly TokenRow[] = tokenTargets.flatMap((target) =>
  target.faults.flatMap((fault) => (['once', 'always'] as const).map((times) => ({ target, fault, times }))),
)

/** The expected result of a row. */
export interface TokenExpected {
  /** Exit code of main; main logs one error if it is 1 and none if it is 0. Post always succeeds. */
  readonly exitCode: 0 | 1
  /** What is left because it could not be revoked. `lost` are installation tokens whose response was lost. */
  readonly left: 'nothing' | 'installation token' | 'lost' | 'Vault token'
  /** What post's only warning must name; undefined: no warning. */
  readonly names: RegExp | undefined
  /** How often the request is sent to the server with the fault; undefined if that depends on time limits. */
  readonly sent: number | undefined
  /** Seconds that main takes at most. */
  readonly seconds: number
}

/** Attempts of a request to Vault, as for a login, and of one to GitHub. */
const attempts = { usual: 4, busy: 16, quota: 64 }
/** Sum of the pauses between the usual attempts, and of those of a busy server or a quota, in seconds. */
const pauses = { usual: 5.25, long: 65 }

/** Returns how often a request is sent if every attempt meets the fault. */
function attemptsOf({ name, at }: TokenTarget, meaning: Meaning): number {
  switch (meaning) {
    case 'busy':
    case 'quota':
      return at === 'github' ? attempts.usual : attempts[meaning]
    case 'unparsable':
      // an unnecessary revocation is harmless, a missing one leaves a token alive
      return name === 'token revocation' ? attempts.usual : 1
    case 'loop':
      return 3
    case 'final':
    case 'redirected':
      return 1
    case 'unsent':
    case 'lost':
    case 'transient':
    case 'server error':
    case 'gateway error':
      return attempts.usual
  }
}

/** Returns the expected result of a row, computed from the rules for failures. */
export function tokenExpected({ target, fault, times }: TokenRow): TokenExpected {
  const all = attemptsOf(target, fault.meaning)
  const succeeds = fault.meaning === 'redirected' || (times === 'once' && all > 1)
  const left = leftBy(target.name, fault, times, succeeds)
  return {
    exitCode: succeeds || target.name === 'token revocation' ? 0 : 1,
    left,
    names: namesOf(target.name, left, succeeds),
    sent:
      fault.meaning === 'unsent' || fault.untilLimit
        ? undefined
        : fault.meaning === 'redirected'
          ? 1
          : times === 'once' && succeeds
            ? 2
            : times === 'once'
              ? 1
              : all,
    seconds: secondsOf(target, fault, times === 'once' ? 1 : all),
  }
}

function leftBy(name: TokenRequestName, fault: FaultRow, times: TokenRow['times'], succeeds: boolean): TokenExpected['left'] {
  if (name === 'token creation' && fault.acts) return 'lost'
  // Vault is unreachable for the revocation too
  if (name === 'signature' && fault.meaning === 'unsent' && times === 'always') return 'Vault token'
  return name === 'token revocation' && !succeeds && !fault.acts ? 'installation token' : 'nothing'
}

function namesOf(name: TokenRequestName, left: TokenExpected['left'], succeeds: boolean): RegExp | undefined {
  if (left === 'Vault token') return /^The token is still valid/
  // also if GitHub has revoked it and no response said so
  return name === 'token revocation' && !succeeds
    ? /^The installation token (is|may) still (be )?valid: DELETE .* It expires by /
    : undefined
}

function secondsOf({ at, name }: TokenTarget, fault: FaultRow, tried: number): number {
  if (name === 'token revocation') return pauses.usual
  const each = (fault.untilLimit ? (at === 'github' ? 10 : 15) : 0) + 1.25 * (fault.retryAfter ?? 0)
  const isLong = at === 'vault' && (fault.meaning === 'busy' || fault.meaning === 'quota')
  return tried * each + (isLong ? pauses.long : 2 * pauses.usual)
}
