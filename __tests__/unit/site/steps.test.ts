import { parse } from 'yaml'
import type { Facts } from '../../../site/facts.ts'
import { asFile, readPasted } from '../../../site/steps.ts'

const facts: Facts = { url: '', role: '', audience: '', repository: '', repositoryId: '', branch: '', environment: '' }
const step =
  '- name: Secrets\n  uses: hashicorp/vault-action@v3\n  with:\n    secrets: |\n      secret/data/app key ;\n\n      secret/data/app other ;\n'
const indented = (text: string, indent: string) => text.replace(/^(?=.)/gm, indent)

describe('steps', () => {
  it.each([
    ['a list', step],
    ['a list with indentation', indented(step, '      ')],
    ['a list whose first line has lost its indentation', indented(step, '      ').trimStart()],
    ['a wide dash', step.replace(/^- /, '-   ').replace(/^ {2}/gm, '    ')],
    [
      'a wide dash whose line has lost its indentation',
      indented(step.replace(/^- /, '-   ').replace(/^ {2}/gm, '    '), '    ').trimStart(),
    ],
    ['the keys of a step', step.replace(/^- /, '  ').replace(/^ {2}/gm, '')],
    ['such keys whose first line has lost its indentation', step.replace(/^- /, '')],
    ['a list under its key', `steps:\n${indented(step, '  ')}`],
    ['a list under its key, with equal indentation', `    steps:\n${indented(step, '    ')}`],
    ['a comment first', `# one\n${step}`],
  ])('%s is a list of steps, with its lines in their order', (_, text) => {
    const { kind, text: list, firstLine } = readPasted(text, facts)
    expect([kind, firstLine, parse(list)]).toEqual(['steps', 1, parse(step)])
    expect(list.split('\n').findIndex((line) => line.includes('other'))).toBe(text.split('\n').findIndex((line) => line.includes('other')))
  })

  it('of which only the shape is known stay as they are', () => {
    expect(readPasted('with:\n\tsecrets: x', facts).text).toBe('- with:\n  \tsecrets: x\n')
  })
})

describe('a mapping', () => {
  it.each([
    'secret/data/app key | NAME ;\ndatabase/creds/app username ;',
    '    secret/data/app key | NAME ;\n  database/creds/app username ;',
    '\n\n  # comment\nsecret/data/app key ;',
    'transit/sign/app {\n  "input": "aGk="\n} signature ;',
    '\tsecret/data/app key',
  ])('%j is the input of a step', (mapping) => {
    const { kind, text, firstLine } = readPasted(mapping, facts)
    expect([kind, parse(text)]).toEqual([
      'mapping',
      [
        {
          id: 'vault',
          uses: 'vault-exchange/vault-exchange@v0',
          with: { url: 'https://vault.example.com', secrets: `${mapping}\n` },
        },
      ],
    ])
    expect(
      text
        .split('\n')
        .slice(firstLine - 1, -1)
        .map((line) => line.trim()),
    ).toEqual(mapping.split('\n').map((line) => line.trim()))
  })

  it.each(['deploy', 'yes', '007', '${{ vars.VAULT_ROLE }}', 'a: b # c', '"quoted"', "it's", 'line'.repeat(60)])(
    'takes the facts as texts: %s',
    (fact) => {
      const { text } = readPasted('kv/a b', { ...facts, url: 'https://v.example', role: fact, audience: fact })
      expect(parse(text)).toMatchObject([{ with: { url: 'https://v.example', role: fact, jwtGithubAudience: fact, secrets: 'kv/a b\n' } }])
    },
  )
})

describe('a file', () => {
  it('has one job around steps', () => {
    const { path, text, linesBefore } = asFile('steps', step, { ...facts, branch: 'release/*', environment: 'a: "b"' })
    expect(path).toBe('.github/workflows/pasted.yml')
    expect(parse(text)).toEqual({
      on: { push: { branches: ['release/*'] } },
      permissions: { 'id-token': 'write' },
      jobs: { job: { 'runs-on': 'ubuntu-latest', environment: 'a: "b"', steps: parse(step) as unknown } },
    })
    expect(text.split('\n')[linesBefore]?.trim()).toBe('- name: Secrets')
  })

  it('is a workflow or an action as it is', () => {
    expect(asFile('workflow', 'jobs: {}', facts)).toEqual({ path: '.github/workflows/pasted.yml', text: 'jobs: {}', linesBefore: 0 })
    expect(asFile('action', 'runs: {}', facts)).toEqual({ path: 'action.yml', text: 'runs: {}', linesBefore: 0 })
  })
})

it('takes linear time for empty lines', () => {
  const text = `secret/data/app key ;${'\n'.repeat(300_000)}secret/data/app other`
  expect(readPasted(text, facts).text.split('\n')).toHaveLength(300_000 + 7)
})
