import { faults, type FaultRow } from './faults.ts'
import { targets, type RequestName, type Target } from './requests.ts'

/** One row of the matrix: a fault of a request, at its first sending or at every one. */
export interface Row {
  readonly target: Target
  readonly fault: FaultRow
  readonly times: 'once' | 'always'
}

/** Rows that would mean nothing. */
interface Omission {
  readonly requests: readonly RequestName[]
  readonly faults: readonly string[]
  readonly reason: string
}

const revocations: readonly RequestName[] = [
  'lease revocation',
  'token revocation',
  'lease revocation, required',
  'token revocation, required',
]

/** Every combination that is left out, but for faults that only one request can meet. */
export const omissions: readonly Omission[] = [
  { requests: ['OIDC'], faults: ['412', '503 sealed', '503 standby'], reason: "a state of Vault's, which no OIDC endpoint is in" },
  { requests: ['OIDC'], faults: ['redirect to a standby'], reason: "only Vault has standbys; the runner's endpoint redirects nobody" },
  {
    requests: revocations,
    faults: ['slow drip', 'cut JSON', 'cut connection'],
    reason: 'answered by 204, without a body that could drip or be cut',
  },
]

const isLeftOut = (target: Target, fault: FaultRow): boolean =>
  (fault.only !== undefined && fault.only !== target.name) ||
  omissions.some(({ requests, faults: names }) => requests.includes(target.name) && names.includes(fault.name))

/** Every row that is run. */
export const matrix: readonly Row[] = targets.flatMap((target) =>
  faults
    .filter((fault) => !isLeftOut(target, fault))
    .flatMap((fault) => (['once', 'always'] as const).map((times) => ({ target, fault, times }))),
)
