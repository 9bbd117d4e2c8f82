import type { LoginMethod } from './method.ts'
import { needed } from './needed.ts'
import { adviceFrom, type Explanation } from './refusal.ts'
import { unwrapSecretId } from './wrapped-secret-id.ts'

/** A RoleID, and a SecretID where the role wants one. Source: Vault's API page "auth/approle". */
export const approle: LoginMethod = {
  name: 'approle',
  mount: 'approle',
  read(inputs, mount) {
    const [roleId, secretId, wrapped] = [needed(inputs, 'roleId', 'the RoleID'), inputs.text('secretId'), inputs.text('wrappedSecretId')]
    const role = inputs.text('role')
    if (secretId !== undefined && wrapped !== undefined) {
      inputs.problem('wrappedSecretId', 'is given, and secretId too', 'one of the two')
    }
    if (wrapped !== undefined && !/^[\x21-\x7e]+$/.test(wrapped)) {
      inputs.problem('wrappedSecretId', 'has blanks or characters that no token has', 'the wrapping token alone')
    }
    // a wrapping token works once, whereas a login may need several attempts
    let unwrapped: Promise<string> | undefined
    return {
      as: role === undefined ? 'the role of `roleId`' : `role ${role}`,
      role,
      async supply(surroundings) {
        if (wrapped !== undefined) unwrapped ??= unwrapSecretId(wrapped, { mount, role }, surroundings)
        const secret = secretId ?? (await unwrapped)
        return { body: { role_id: roleId, ...(secret !== undefined && { secret_id: secret }) } }
      },
    }
  },
  explain: (refusal) => adviceFrom(explanations, refusal),
}

const explanations: readonly Explanation[] = [
  [
    /invalid (role or secret ID|role_?id|role ID|secret_?id|secret id)/i,
    ({ mount, role }) =>
      `Check \`roleId\` (auth/${mount}/role/${role ?? 'NAME'}/role-id), and whether the SecretID belongs to that role, has run out, or was used as often as it may be (secret_id_ttl, secret_id_num_uses).`,
  ],
  [/missing secret_id/, () => 'The role wants a SecretID: give `secretId` or `wrappedSecretId`.'],
  [
    /subset relationship between CIDR blocks/,
    ({ mount, role }) =>
      `cidr_list of the SecretID is outside secret_id_bound_cidrs of auth/${mount}/role/${role ?? 'NAME'}: create a new SecretID whose cidr_list is within it.`,
  ],
  [
    /CIDR restrictions/,
    ({ mount, role }) =>
      `secret_id_bound_cidrs of auth/${mount}/role/${role ?? 'NAME'}, or of the SecretID, exclude this runner's address.`,
  ],
  [/missing role$/, ({ mount }) => `At auth/${mount} is an auth method of another kind. Check \`path\` and \`method\`.`],
]
