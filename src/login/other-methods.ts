import { approle } from './approle.ts'
import { cert } from './cert.ts'
import { github } from './github.ts'
import { kubernetes } from './kubernetes.ts'
import { ldap } from './ldap.ts'
import type { LoginMethod } from './method.ts'
import { token } from './token.ts'
import { userpass } from './userpass.ts'

export { payload } from './payload.ts'

/** Lists every login method except `jwt`: one chunk, which the usual login does not load. */
export const otherMethods: readonly LoginMethod[] = [token, approle, github, kubernetes, ldap, userpass, cert]
