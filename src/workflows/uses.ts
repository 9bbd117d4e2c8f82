/** The target of a `uses:`. */
export type Uses =
  /** A step of vault-exchange or hashicorp/vault-action. */
  | { readonly kind: 'vault'; readonly action: VaultAction; readonly isPinned: boolean }
  /** A folder or a workflow file in the workspace's repository (`./`). */
  | { readonly kind: 'local'; readonly path: string }
  /** A folder or a workflow file in the repository of the file itself (`$/`). */
  | { readonly kind: 'own'; readonly path: string }
  | { readonly kind: 'remote'; readonly repository: string; readonly path: string; readonly ref: string }
  /** A container, or a text that is not valid. */
  | { readonly kind: 'other' }

/** The actions whose steps are found. */
export type VaultAction = 'vault-exchange' | 'vault-action'

const actions: Readonly<Record<string, VaultAction>> = {
  'vault-exchange/vault-exchange': 'vault-exchange',
  'hashicorp/vault-action': 'vault-action',
}

/** Parses a `uses:` (docs.github.com, "Workflow syntax for GitHub Actions"). Names of repositories are compared without case. */
export function parseUses(text: string): Uses {
  const inside = /^([.$])\/(.*)$/s.exec(text.trim())
  if (inside) return { kind: inside[1] === '.' ? 'local' : 'own', path: normalized(inside[2] ?? '') }
  const [, repository = '', below = '', ref = ''] = /^([\w.-]+\/[\w.-]+)((?:\/[^@]*)?)@(\S+)$/.exec(text.trim()) ?? []
  if (repository === '') return { kind: 'other' }
  const path = normalized(below)
  const name = repository.toLowerCase()
  const action = path === '' && Object.hasOwn(actions, name) ? actions[name] : undefined
  // the object name of a commit in SHA-1 or SHA-256
  if (action) return { kind: 'vault', action, isPinned: /^(?:[\da-f]{40}|[\da-f]{64})$/i.test(ref) }
  return { kind: 'remote', repository, path, ref }
}

/** Returns a path without leading, trailing and doubled slashes and `.` segments. `..` stays, so that no file has such a path. */
function normalized(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/')
}
