import { summaryOf } from '../../../src/plan/summary.ts'
import { takeInventory, type Inventory } from '../../../src/workflows/inventory.ts'
import { readFixture } from '../workflows/fixtures.ts'

const { repositories, options } = readFixture('findings')
const inventory = takeInventory(repositories, options)
/** Removes the escapes, as a browser shows the text. */
const shown = (markdown: string) => markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

describe('summaryOf', () => {
  it('has a table of usages and one of findings', () => {
    const lines = shown(summaryOf(inventory)).split('\n')
    expect(lines.slice(0, 5)).toEqual([
      '## Vault in workflows',
      '',
      '| step | job | Vault | login | requests |',
      '| --- | --- | --- | --- | --- |',
      '| .github/workflows/pull-request.yml:10<br>vault-exchange/vault-exchange@main | job test of .github/workflows/pull-request.yml<br>on pull_request_target (type labeled, main)<br>permissions default | https://vault.example.com | login jwt at auth/jwt<br>role test<br>audience https://github.com/octo-org | GET secret/data/legacy/app: password<br>GET secret/data/app: aws_secret_access_key, other |',
    ])
    expect(lines).toContain(
      '| .github/workflows/pull-request.yml:20 | error PLAN_INPUT<br>secrets: "secret/data/app" has no key | Write: secret/data/app KEY |',
    )
  })

  it('says that there is nothing', () => {
    expect(summaryOf({ ...inventory, usages: [], findings: [] })).toBe('## Vault in workflows\n\nNone.\n\n### Findings\n\nNone.\n')
  })

  it('escapes everything that Markdown or HTML could read', () => {
    const [usage] = inventory.usages
    const hostile = '<img src=x> | [a](b) `c` *d* _e_ @octo-org\n# title'
    const markdown = summaryOf({ ...inventory, usages: [{ ...usage!, url: hostile }], findings: [] })
    const row = markdown.split('\n').find((line) => line.includes('img'))!
    expect(row.split('|')).toHaveLength(7)
    expect(row.replaceAll('<br>', '').replaceAll(/&#\d+;/g, '')).not.toMatch(/[<>[\]()`*_@#]/)
    expect(shown(row)).toContain('<img src=x> | [a](b) `c` *d* _e_ @octo-org # title')
  })

  it('stays below the limit of the runner, and says how many rows are missing', () => {
    const many: Inventory = { ...inventory, usages: Array.from({ length: 3_000 }, () => inventory.usages[0]!) }
    const markdown = summaryOf(many)
    expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1024)
    const [, missing] = /^(\d+) more rows are in the file of the output `inventoryFile`\.$/m.exec(markdown)!
    const rows = markdown.split('\n').filter((line) => line.includes('pull&#45;request')).length
    expect(Number(missing)).toBe(3_000 - rows)
  })
})
