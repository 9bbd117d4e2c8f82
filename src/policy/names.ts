import type { OpenText, RoleNeed } from './need.ts'

/** Returns the name of a role's policy: that of the role, after the mount if that is not `jwt`, because both share one namespace. */
export function policyName({ mount, method, role }: RoleNeed): OpenText {
  const at = (mount === '' ? method : mount).replaceAll('/', '-')
  // Vault stores names of policies and JWT roles in lower case
  return (role === '' ? `${at}-default` : at === 'jwt' ? role : `${at}-${role}`).toLowerCase()
}

/** Returns the name of a role as it is written to Vault; `MOUNT-default` for the default role of a mount. */
export const roleName = (need: RoleNeed): OpenText => (need.role === '' ? policyName(need) : need.role)

/** Sorts needs by address, namespace, mount and role. */
export const sortedNeeds = (needs: readonly RoleNeed[]): readonly RoleNeed[] =>
  [...needs].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))

const keyOf = ({ url, namespace, mount, role, method }: RoleNeed): string => [url, namespace, mount, role, method].join('\u0000')
