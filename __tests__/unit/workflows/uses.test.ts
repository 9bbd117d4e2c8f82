import { parseUses } from '../../../src/workflows/uses.ts'

const commit = 'a'.repeat(40)

describe('parseUses', () => {
  it.each<[string, unknown]>([
    [`vault-exchange/vault-exchange@${commit}`, { kind: 'vault', action: 'vault-exchange', isPinned: true }],
    ['Vault-Exchange/Vault-Exchange@v0', { kind: 'vault', action: 'vault-exchange', isPinned: false }],
    [`hashicorp/vault-action@${'b'.repeat(64)}`, { kind: 'vault', action: 'vault-action', isPinned: true }],
    ['hashicorp/vault-action@abcdef0', { kind: 'vault', action: 'vault-action', isPinned: false }],
    ['vault-exchange/vault-exchange/plan@v0', { kind: 'remote', repository: 'vault-exchange/vault-exchange', path: 'plan', ref: 'v0' }],
    ['./a//b/./c/', { kind: 'local', path: 'a/b/c' }],
    ['./', { kind: 'local', path: '' }],
    ['./../outside', { kind: 'local', path: '../outside' }],
    ['$/a', { kind: 'own', path: 'a' }],
    [
      'o/r/.github/workflows/x.yml@refs/heads/main',
      { kind: 'remote', repository: 'o/r', path: '.github/workflows/x.yml', ref: 'refs/heads/main' },
    ],
    ['docker://alpine:3', { kind: 'other' }],
    ['hashicorp/vault-action', { kind: 'other' }],
    ['constructor/prototype@x', { kind: 'remote', repository: 'constructor/prototype', path: '', ref: 'x' }],
  ])('%s', (text, uses) => {
    expect(parseUses(text)).toEqual(uses)
  })
})
