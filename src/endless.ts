import { Failure } from './failure.ts'

/** The Failure of a run that was asked to confirm every end, and got what nothing can end. */
export const endless = (why: string): Failure =>
  new Failure('ERR_UNCONFIRMED', `revoke: required cannot be kept: ${why}`, {
    hint: 'Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true.',
  })
