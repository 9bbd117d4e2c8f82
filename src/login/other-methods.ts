import { approle } from './approle.ts'
import { aws } from './aws.ts'
import { cert } from './cert.ts'
import { github } from './github.ts'
import { kubernetes } from './kubernetes.ts'
import { ldap } from './ldap.ts'
import type { LoginMethod } from './method.ts'
import { token } from './token.ts'
import { userpass } from './userpass.ts'

export { payload } from './payload.ts'

/** Every login method except `jwt`: one chunk of the bundle, which a login with `jwt` does not load. */
export const otherMethods: readonly LoginMethod[] = [token, approle, github, kubernetes, ldap, userpass, cert, aws]
