import { entriesOf, textOf, type YamlNode } from './yaml-node.ts'

/** The permissions of a job's token by scope; `read-all`, `write-all`, or `default` if the workflow sets none. */
export type Permissions = ReadonlyMap<string, string> | 'read-all' | 'write-all' | 'default'

/** Returns the permissions that a `permissions:` sets; undefined if there is none. */
export function readPermissions(node: YamlNode | undefined): Permissions | undefined {
  if (!node) return undefined
  const text = textOf(node)
  if (text === 'read-all' || text === 'write-all') return text
  return new Map(entriesOf(node).map(([scope, { value }]) => [scope, textOf(value) ?? 'none']))
}

/** Returns whether the job can request an OIDC token. The default permissions never include that. */
export function canRequestToken(permissions: Permissions): boolean {
  return permissions === 'write-all' || (permissions instanceof Map && permissions.get('id-token') === 'write')
}

/** Returns permissions as a text, sorted by scope. */
export function permissionsText(permissions: Permissions): string {
  if (typeof permissions === 'string') return permissions
  const scopes = [...permissions].map(([scope, access]) => `${scope}: ${access}`).sort()
  return scopes.join(', ') || 'none'
}
