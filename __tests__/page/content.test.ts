import type { Browser, Page } from 'puppeteer-core'
import { needsOf } from '../../src/plan/needs.ts'
import { generatedFiles } from '../../src/policy/generated-files.ts'
import { takeInventory } from '../../src/workflows/inventory.ts'
import { readShape, shapeNames } from '../unit/migrate/shapes.ts'
import { marksOf, openPage, paste, problemsOf, resultsOf, startBrowser } from './browser.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  page = await openPage(browser)
})
afterEach(() => page.close())

/** Returns the files that `plan` generates for the only file of a repository. */
function planned(path: string, text: string) {
  const repository = { name: 'octo-org/app', id: '42', defaultBranch: 'main', files: new Map([[path, text]]) }
  const options = { vars: new Map(), serverUrl: 'https://github.com', deprecated: [], engines: [] }
  return generatedFiles(needsOf(takeInventory([repository], options).usages)).map(({ name, text: content }) => [name, content])
}

describe('the shapes of steps', () => {
  const files = shapeNames.flatMap((shape) => {
    const { before, after } = readShape(shape)
    return Object.entries(before).map(([name, text]) => [`${shape}/${name}`, text, after[name] ?? ''] as const)
  })

  it('give the golden file of the conversion, and the files of plan', async () => {
    await page.type('#repository', 'octo-org/app')
    await page.type('#repositoryId', '42')
    let compared = 0
    for (const [name, before, after] of files) {
      const isAction = name.endsWith('action.yml')
      const expected = planned(isAction ? 'action.yml' : '.github/workflows/pasted.yml', after)
      // a text area has no carriage returns
      await paste(page, before.replaceAll('\r', ''))
      const { Workflow, Action, ...generated } = await resultsOf(page)
      if (expected.length === 0) {
        expect([name, await problemsOf(page)]).toEqual([
          name,
          expect.arrayContaining([expect.arrayContaining(['no step in this text reads Vault.'])]),
        ])
        continue
      }
      expect([name, isAction ? Action : Workflow]).toEqual([name, after.replaceAll('\r', '')])
      const names = Object.entries(generated).map(([heading, text]) => [heading.replace(/^\w+ /, ''), text])
      expect([name, names]).toEqual([name, expected])
      compared++
    }
    expect(compared).toBeGreaterThanOrEqual(20)
  })
})

describe('problems', () => {
  const pause = 1_000
  const mapping = ['secret/data/app password | PW ;', 'database/creds/app username | U | optinal ;', '']

  it('are marked at their line as one types, and go when they are corrected', async () => {
    await page.focus('#pasted')
    await page.keyboard.type(mapping.join('\n'))
    expect(await marksOf(page)).toEqual([['2', 'error']])
    expect(await problemsOf(page)).toEqual([
      [
        'Line 2',
        'error',
        'secrets: "database/creds/app username | U | optinal" has the unknown flag "optinal".',
        expect.stringMatching(/^Write: one of optional, default=…/),
      ],
    ])
    expect(await page.$eval('#pasted', (field) => field.getAttribute('aria-invalid'))).toBe('true')
    expect(await page.$eval('#note', ({ textContent }) => textContent)).toBe('Incomplete until the errors are corrected.')
    await new Promise((resolve) => setTimeout(resolve, pause))
    expect(await page.$eval('#status', ({ textContent }) => textContent)).toBe('1 error, the first in line 2.')

    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('End')
    for (let left = 'nal ;'.length; left > 0; left--) await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('o')
    expect(await marksOf(page)).toEqual([])
    expect(await page.$eval('#pasted', (field) => field.getAttribute('aria-invalid'))).toBe('false')
    await new Promise((resolve) => setTimeout(resolve, pause))
    expect(await page.$eval('#status', ({ textContent }) => textContent)).toBe('No problems.')
    expect(await page.$eval('#note', ({ textContent }) => textContent)).toBe('')
    expect((await resultsOf(page))['Policy deploy.hcl']).toContain('path "database/creds/app" {')
  })

  it('of a field are at the field, and its text is not used', async () => {
    await paste(page, mapping[0] ?? '')
    await page.type('#repository', 'octo-org')
    expect(await problemsOf(page)).toEqual([['Repository', 'error', '"octo-org" is invalid.', 'Write: OWNER/NAME.']])
    expect(await page.$eval('#repository', (field) => field.getAttribute('aria-invalid'))).toBe('true')
    expect((await resultsOf(page))['Role deploy.role.json']).toContain('"repository": ["OWNER/NAME"]')
    await page.type('#repository', '/app')
    expect(await problemsOf(page)).toEqual([])
    expect((await resultsOf(page))['Role deploy.role.json']).toContain('"repository": ["octo-org/app"]')
  })
})

describe('a hostile text', () => {
  const markup = '<img src=x onerror="document.title=1"></textarea></pre></script><script>document.title=2</script>'
  const texts = [
    `secret/data/app ${markup} ;`,
    `secret/data/app key | ${markup} ;`,
    `secret/${markup.replaceAll(' ', '')} key | NAME ;`,
    `- uses: hashicorp/vault-action@v3\n  with: { url: '${markup}', role: '${markup}', secrets: 'kv/a b; ${markup}' }`,
    `- uses: ${markup}\n  with: "`,
  ]

  it('never becomes markup', async () => {
    const elements = () => page.$$eval('img, script, textarea, iframe', (found) => found.map(({ localName }) => localName))
    const before = await elements()
    const title = await page.title()
    expect(before).toEqual(['textarea', 'script'])
    let shown = 0
    for (const text of texts) {
      await paste(page, text)
      if ((await page.$eval('main', ({ innerText }) => innerText)).includes('<img')) shown++
      expect([text, await elements()]).toEqual([text, before])
    }
    expect(shown).toBe(texts.length - 1)
    for (const field of ['#url', '#role', '#audience', '#environment']) {
      await paste(page, 'kv/a b')
      await page.type(field, markup)
      expect([field, await elements()]).toEqual([field, before])
    }
    expect(await page.title()).toBe(title)
  })
})
