import type { LoginMethod } from './method.ts'

/** A token that somebody else has made and that stays theirs: nothing is sent for it, and it is never revoked. */
export const token: LoginMethod = {
  name: 'token',
  mount: 'token',
  read(inputs) {
    const value = inputs.text('token') ?? ''
    if (value === '') inputs.problem('token', 'is not given', '${{ secrets.VAULT_TOKEN }}')
    // anything else would fail as a header, and look like a lost connection
    else if (!/^[\x21-\x7e]+$/.test(value))
      inputs.problem('token', 'contains spaces or characters that are invalid in a token', 'only the token')
    return { token: value }
  },
  explain: () => undefined,
}
