import { targetOf, type KnownMount } from '../policy/mounts.ts'
import type { Place, RoleNeed } from '../policy/need.ts'
import { isOpen } from '../policy/open-text.ts'

/** A transit key that a request uses. */
export interface TransitKey {
  readonly namespace: string
  /** `MOUNT/keys/NAME`. */
  readonly path: string
  readonly place: Place | undefined
}

/** Segments before the name of a key. Source: Vault's API page "transit". */
const functions = ['encrypt', 'decrypt', 'rewrap', 'sign', 'verify', 'hmac', 'keys', 'export']

/**
 * Returns the transit keys that requests use. Only a mount that the server calls transit counts, because in another engine the path of a
 * key can be that of a secret. A `datakey` has a segment between.
 */
export function transitKeys({ requests }: RoleNeed, mounts: readonly KnownMount[]): readonly TransitKey[] {
  return requests.flatMap((request) => {
    const { mount, below } = targetOf(request, mounts)
    if (mount?.type !== 'transit') return []
    const [first = '', second = '', third = ''] = below
    const name = functions.includes(first) ? second : first === 'datakey' ? third : ''
    return name === '' || isOpen(name) ? [] : [{ namespace: mount.namespace, path: `${mount.path}keys/${name}`, place: request.places[0] }]
  })
}
