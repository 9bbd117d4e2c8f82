import type { Exchange, LoginMethod } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'
import { adviceFrom, type Explanation } from './refusals.ts'

/** Logs in with a user name and password that Vault itself stores. Source: Vault's API page "auth/userpass". */
export const userpass: LoginMethod = {
  name: 'userpass',
  mount: 'userpass',
  read: readPassword,
  explain: (refusal) => adviceFrom(explanations, refusal),
}

const explanations: readonly Explanation[] = [
  [/invalid username or password/, ({ mount }) => `Check \`username\` and \`password\`; vault list auth/${mount}/users shows the users.`],
  [
    // for a locked user, Vault responds with these words only
    /permission denied/,
    ({ mount }) =>
      `Vault locks a user for 15 minutes after five wrong passwords, so the password may be correct. Otherwise no auth method is mounted at auth/${mount} (check \`path\` and \`namespace\`), or token_bound_cidrs of the user exclude this runner's address.`,
  ],
]

/** Reads `username`, which goes into the path, and `password`, which goes into the body; userpass and ldap share this. */
export function readPassword(inputs: InputReader): Exchange {
  const username = inputs.required('username', 'the name of a user')
  const password = inputs.required('password', '${{ secrets.VAULT_PASSWORD }}')
  // `.` and `..` as a segment lead to another path
  if (/^\.{1,2}$|\p{Cc}/u.test(username)) inputs.problem('username', 'is invalid in a path', 'the name of a user')
  return { as: `user ${username}`, pathSuffix: username, supply: () => Promise.resolve({ body: { password } }) }
}
