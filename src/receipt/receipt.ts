/** The name and version of the form below. docs/receipt.schema.json describes it. */
export const receiptSchema = 'vault-exchange/receipt/v1'

/** What one step was granted, and how each of it ended. Times are texts in ISO 8601, in UTC. Null means unknown, or that there is none. */
export interface Receipt {
  readonly schema: typeof receiptSchema
  /** Value of X-Correlation-Id of each request of the step, also of the revocations. */
  readonly correlationId: string
  readonly job: ReceiptJob
  readonly vault: { readonly url: string; readonly namespace: string }
  readonly login: { readonly method: string; readonly mount: string; readonly role: string | null } | null
  readonly grants: readonly Grant[]
  /** What Vault may have granted in addition. */
  readonly unknown: readonly Unknown[]
}

/** The job by the runner's variables, and the check run by the unverified claim of its OIDC token. */
export interface ReceiptJob {
  readonly runId: string | null
  readonly attempt: string | null
  readonly job: string | null
  readonly checkRunId: string | null
  readonly repository: string | null
  readonly workflowRef: string | null
}

/** A credential that Vault granted. */
export interface Grant {
  /** `sts`: AWS STS credentials. `child token`: a token that an entry of the mapping created. */
  readonly kind: 'service token' | 'batch token' | 'child token' | 'lease' | 'sts'
  readonly path: string
  /** '' is the root namespace. */
  readonly namespace: string
  /** Of a token. */
  readonly accessor: string | null
  /** Of a lease: its prefix, and the last four characters of its random part. */
  readonly leaseId: string | null
  /** `request_id` of Vault's response, which is `request.id` in its audit log. */
  readonly requestId: string | null
  readonly granted: string | null
  readonly end: End
}

/** How a credential ended. */
export interface End {
  /**
   * The request that ended it: `by path` and `by body` of `sys/leases/revoke`, `by renewal` by one second, `revoke-self`. Without one:
   * `with token`, `in background` (Vault repeats the revocation), `expired`, `gone` (revoked or expired before), or `none`.
   */
  readonly how: 'by path' | 'by body' | 'by renewal' | 'revoke-self' | 'with token' | 'in background' | 'expired' | 'gone' | 'none'
  /** True if Vault confirmed that it is not valid any more. */
  readonly confirmed: boolean
  readonly at: string | null
  /** When it expires, if it was not ended before. */
  readonly validUntil: string | null
  /** Why it was not ended. */
  readonly reason: 'sts' | 'batch token' | 'orphan' | 'supplied token' | 'denied' | 'failed' | 'revoke: false' | null
}

/** A response that was lost, so that Vault may have granted something that the step cannot know. */
export interface Unknown {
  /** `login`: another token. `read`: a lease or a token at this path. `killed`: the same, at any path, because main was killed. */
  readonly kind: 'login' | 'read' | 'killed'
  readonly path: string | null
}
