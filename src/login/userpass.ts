import type { Exchange, LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'
import { adviceFrom, type Explanation } from './refusals.ts'

/** A user's name and password at Vault itself. Source: Vault's API page "auth/userpass". */
export const userpass: LoginMethod = {
  name: 'userpass',
  mount: 'userpass',
  read: readPassword,
  explain: (refusal) => adviceFrom([...wrongPassword], refusal),
}

const wrongPassword: readonly Explanation[] = [
  [/invalid username or password/, ({ mount }) => `Check \`username\` and \`password\`; vault list auth/${mount}/users shows the users.`],
  [
    // of a locked user Vault says no more than this
    /permission denied/,
    ({ mount }) =>
      `Vault locks a user for 15 minutes after five wrong passwords, so the password may be correct. Otherwise no auth method is mounted at auth/${mount} (check \`path\` and \`namespace\`), or token_bound_cidrs of the user exclude this runner's address.`,
  ],
]

/** Where the user's name stands in the path and the password in the body, as with LDAP. */
export function readPassword(inputs: InputReader): Exchange {
  const username = inputs.required('username', 'the name of a user')
  const password = inputs.required('password', '${{ secrets.VAULT_PASSWORD }}')
  // a segment of dots would lead to another path
  if (/^\.{1,2}$|\p{Cc}/u.test(username)) inputs.problem('username', 'is invalid in a path', 'the name of a user')
  return { as: `user ${username}`, below: username, supply: () => Promise.resolve({ body: { password } }) }
}
