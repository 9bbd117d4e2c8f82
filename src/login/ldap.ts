import type { LoginMethod } from './method.ts'
import { adviceFrom, type Explanation } from './refusals.ts'
import { readPassword } from './userpass.ts'

/** Logs in with a user name and password of a directory. Source: Vault's API page "auth/ldap". */
export const ldap: LoginMethod = {
  name: 'ldap',
  mount: 'ldap',
  read: readPassword,
  explain: (refusal) => adviceFrom(explanations, refusal),
}

const explanations: readonly Explanation[] = [
  [
    /ldap operation failed|failed to bind as user|invalid username or password/,
    ({ mount }) =>
      `The directory rejects this user name or password: check \`username\` and \`password\`, and userdn and userattr of auth/${mount}/config.`,
  ],
  [
    /user not found|failed to find entity/,
    ({ mount }) => `The directory has no such user below userdn of auth/${mount}/config: check \`username\`.`,
  ],
  [
    /failed to connect|error connecting to host|Network Error/,
    ({ mount }) => `Vault's server cannot reach the directory: check url of auth/${mount}/config.`,
  ],
  [/not configured/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
  [
    /bind \(service\) failed|unable to re-bind|cannot derive UserBindDN/,
    ({ mount }) => `The directory refuses Vault's own account: check binddn and bindpass of auth/${mount}/config.`,
  ],
  [
    /entity alias attribute|user attributes/,
    ({ mount }) => `The user's entry lacks the attribute that userattr of auth/${mount}/config names.`,
  ],
  [
    /group search|user groups/,
    ({ mount }) => `The directory refuses the search for groups: check groupdn, groupfilter and binddn of auth/${mount}/config.`,
  ],
  [
    /no LDAP groups found|user is not a member of any authorized group/,
    ({ mount }) => `No policy is mapped to that user or the user's groups: see auth/${mount}/users and auth/${mount}/groups.`,
  ],
]
