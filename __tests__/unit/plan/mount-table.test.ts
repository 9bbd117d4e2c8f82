import { createInputReader } from '../../../src/core/input-reader.ts'
import { readMounts } from '../../../src/plan/mount-table.ts'

function read(mounts: string | undefined) {
  const problems: string[] = []
  const reader = createInputReader(
    () => mounts,
    (where, text) => problems.push(`${where}: ${text}`),
  )
  return { mounts: readMounts(reader), problems }
}

describe('readMounts', () => {
  it.each([
    [undefined, []],
    ['kv/ => kv-v1', [{ namespace: '', path: 'kv/', type: 'kv', version: 1 }]],
    ['/team/secret=>KV-v2', [{ namespace: '', path: 'team/secret/', type: 'kv', version: 2 }]],
    [
      '# comment\n\n db/ => database in teams/a/ \npki/ => pki leases\npki/ => pki leases in teams/b',
      [
        { namespace: 'teams/a', path: 'db/', type: 'database' },
        { namespace: '', path: 'pki/', type: 'pki', leases: true },
        { namespace: 'teams/b', path: 'pki/', type: 'pki', leases: true },
      ],
    ],
    ['kv => kv', [{ namespace: '', path: 'kv/', type: 'kv', version: 1 }]],
  ])('%j', (text, mounts) => {
    expect(read(text)).toEqual({ mounts, problems: [] })
  })

  it('reads the list of the server', () => {
    // as `vault secrets list -format=json` prints it
    const list = {
      'secret/': { accessor: 'kv_1', type: 'kv', options: { version: '2' }, local: false },
      'old/': { type: 'kv', options: null },
      'database/': { type: 'database', options: {} },
    }
    expect(read(JSON.stringify(list))).toEqual({
      mounts: [
        { namespace: '', path: 'secret/', type: 'kv', version: 2 },
        { namespace: '', path: 'old/', type: 'kv', version: 1 },
        { namespace: '', path: 'database/', type: 'database' },
      ],
      problems: [],
    })
  })

  it.each(['kv/', 'kv/ => ', '=> kv', '/ => kv', 'kv/ => kv v1', 'a b => kv', 'kv/ => kv in'])('reports %j', (text) => {
    expect(read(`kv/ => kv-v1\n${text}`).problems).toEqual([`mounts line 2: "${text.trim()}" is not a path and an engine`])
  })
})
