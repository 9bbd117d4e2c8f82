import type { LoginMethod } from './method.ts'
import { adviceFrom, type Explanation } from './refusals.ts'
import { unwrapSecretId } from './wrapped-secret-id.ts'

/** Logs in with a RoleID, and a SecretID if the role requires one. Source: Vault's API page "auth/approle". */
export const approle: LoginMethod = {
  name: 'approle',
  mount: 'approle',
  read(inputs, mount) {
    const [roleId, secretId, wrapped] = [inputs.required('roleId', 'the RoleID'), inputs.text('secretId'), inputs.text('wrappedSecretId')]
    const role = inputs.text('role')
    if (secretId !== undefined && wrapped !== undefined) {
      inputs.problem('wrappedSecretId', 'cannot be combined with secretId', 'only one of them')
    }
    if (wrapped !== undefined && !/^[\x21-\x7e]+$/.test(wrapped)) {
      inputs.problem('wrappedSecretId', 'contains spaces or characters that are invalid in a token', 'only the wrapping token')
    }
    // a wrapping token works once, but a login can need several attempts
    let unwrapped: Promise<string> | undefined
    return {
      as: role === undefined ? 'the role of `roleId`' : `role ${role}`,
      role,
      async supply(context) {
        if (wrapped !== undefined) unwrapped ??= unwrapSecretId(wrapped, { mount, role }, context)
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
      `Check \`roleId\` (vault read auth/${mount}/role/${role ?? 'NAME'}/role-id) and the SecretID: it must belong to that role, be unexpired (secret_id_ttl) and have uses left (secret_id_num_uses).`,
  ],
  [/missing secret_id/, () => 'The role requires a SecretID: set `secretId` or `wrappedSecretId`.'],
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
  [/missing role$/, ({ mount }) => `auth/${mount} is the mount of another auth method. Check \`path\` and \`method\`.`],
]
