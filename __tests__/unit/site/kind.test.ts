import { kindOf } from '../../../site/kind.ts'

it.each([
  ['secret/data/app key | NAME ;', 'mapping'],
  ['transit/sign/app {"uses": "a", "with": "b"} signature ;', 'mapping'],
  ['# uses: a comment\nsecret/data/app key ;', 'mapping'],
  ['secret/data/jobs steps ;\nsecret/data/runs:1 with ;', 'mapping'],
  ['- uses: hashicorp/vault-action@v3', 'steps'],
  ['uses: hashicorp/vault-action@v3', 'steps'],
  ['- name: x\n  "uses": hashicorp/vault-action@v3', 'steps'],
  ['steps:\n  - name: x', 'steps'],
  ['- uses: "hashicorp/vault-action@v3', 'steps'],
  ['url: https://vault.example.com\nsecrets: |\n  secret/data/app key', 'steps'],
  ['on: push\njobs:\n  one:\n    steps: []', 'workflow'],
  ['\uFEFFon: push\n\tjobs:\n', 'workflow'],
  ['name: x\nruns:\n  using: composite\n  steps: []', 'action'],
])('%j is recognised: %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind)
})

it('takes linear time for empty lines', () => {
  const lines = '\n'.repeat(300_000)
  expect([kindOf(`${lines}secret/data/app key`), kindOf(`a b ;${lines}uses: x`)]).toEqual(['mapping', 'steps'])
})
