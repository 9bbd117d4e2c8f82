import type { LoginMethod } from './method.ts'

/** Uses the token of the input `token`: it needs no login request and is never revoked, because the job did not create it. */
export const token: LoginMethod = {
  name: 'token',
  mount: 'token',
  read(inputs) {
    const value = inputs.text('token') ?? ''
    if (value === '') inputs.problem('token', 'is required', '${{ secrets.VAULT_TOKEN }}')
    // other characters are invalid in a header; the failure would look like a lost connection
    else if (!/^[\x21-\x7e]+$/.test(value))
      inputs.problem('token', 'contains spaces or characters that are invalid in a token', 'only the token')
    return { token: value }
  },
  explain: () => undefined,
}
