import { faults, type FaultRow } from './faults.ts'
import { targets, type RequestName, type Target } from './requests.ts'

/** One row of the matrix: a fault of a request, at the first attempt or at every attempt. */
export interface Row {
  readonly target: Target
  readonly fault: FaultRow
  readonly times: 'once' | 'always'
}

/** Combinations that cannot occur. */
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

/** Every combination that is left out, except faults with `only`. */
export const omissions: readonly Omission[] = [
  { requests: ['OIDC'], faults: ['412', '503 sealed', '503 standby'], reason: 'only Vault has these states' },
  { requests: ['OIDC'], faults: ['redirect to a standby'], reason: "only Vault has standbys; the runner's endpoint does not redirect" },
  {
    requests: revocations,
    faults: ['slow drip', 'cut JSON', 'cut connection'],
    reason: 'the response is 204 without a body',
  },
]

const isLeftOut = (target: Target, fault: FaultRow): boolean =>
  (fault.only !== undefined && fault.only !== target.name) ||
  omissions.some(({ requests, faults: names }) => requests.includes(target.name) && names.includes(fault.name))

/** All rows of the matrix. */
export const matrix: readonly Row[] = targets.flatMap((target) =>
  faults
    .filter((fault) => !isLeftOut(target, fault))
    .flatMap((fault) => (['once', 'always'] as const).map((times) => ({ target, fault, times }))),
)
