import type { OpenText, RoleNeed } from './need.ts'
import { mapKnown } from './open-text.ts'

/** Returns the name of a role's policy: that of the role, after the mount if that is not `jwt`, because both share one namespace. */
export function policyName({ mount, method, role }: RoleNeed): OpenText {
  const at = (mount === '' ? method : mount).replaceAll('/', '-')
  // Vault stores names of policies and JWT roles in lower case
  return mapKnown(role === '' ? `${at}-default` : at === 'jwt' ? role : `${at}-${role}`, (part) => part.toLowerCase())
}

/** Returns the name of a role as it is written to Vault; `MOUNT-default` for the default role of a mount. */
export const roleName = (need: RoleNeed): OpenText => (need.role === '' ? policyName(need) : need.role)

/** Sorts needs by address, namespace, mount and role. */
export const sortedNeeds = (needs: readonly RoleNeed[]): readonly RoleNeed[] =>
  [...needs].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))

const keyOf = ({ url, namespace, mount, role, method }: RoleNeed): string => [url, namespace, mount, role, method].join('\u0000')

/** The most characters of a label: names of files are limited to 255 bytes. */
const maxLabel = 100

/**
 * Returns a label for each text that Terraform and every file system accept: letters, digits, `_` and `-`. No two labels are equal, also
 * without regard to case.
 */
export function uniqueLabels(texts: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return texts.map((text) => {
    const base = text
      .replace(/\W+/g, '-')
      .replace(/^-+|-+$/g, '')
      .replace(/^(?![a-z_])/i, '_')
      .slice(0, maxLabel)
    let label = base
    for (let number = 2; taken.has(label.toLowerCase()); number++) label = `${base}-${number}`
    taken.add(label.toLowerCase())
    return label
  })
}

/** Returns the labels of needs: of blocks of Terraform, and of files. */
export const labelsOf = (needs: readonly RoleNeed[]): readonly string[] =>
  uniqueLabels(needs.map((need) => [need.namespace, policyName(need)].filter(Boolean).join('-')))
