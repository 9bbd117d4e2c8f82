import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { source } from 'axe-core'
import type { Browser, Page } from 'puppeteer-core'
import { focused, openPage, paste, resultsOf, startBrowser, type Look } from './browser.ts'

/** The folder of the screenshots. */
const screenshots = join(__dirname, '../../.cache/page')

let browser: Browser
beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true })
  browser = await startBrowser()
})
afterAll(() => browser.close())

const looks: readonly Look[] = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 360 },
  { scheme: 'dark', width: 360 },
]

const withProblems = `- id: vault
  uses: hashicorp/vault-action@v3
  with:
    url: https://vault.example.com
    method: jwt
    role: deploy
    secrets: |
      secret/data/ci/app password | APP_PASSWORD ;
      database/creds/app username | PGUSER ;
- uses: vault-exchange/vault-exchange@v0
  with:
    url: https://vault.example.com
    role: deploy
    secrets: secret/data/ci/app token | TOKEN | optinal
`

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Returns the rules of axe-core that the page violates. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(source)
  const violations = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as readonly Violation[]
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe.each(looks)('$scheme, $width pixels wide', (look) => {
  it('has no violation of the rules of axe-core, and needs no scrolling to the side', async () => {
    const page = await openPage(browser, look)
    const wideness = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect([await violationsOf(page), await wideness()]).toEqual([[], look.width])
    await paste(page, withProblems)
    await page.type('#repository', 'octo-org')
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await page.screenshot({ path: join(screenshots, `${look.scheme}-${look.width}.png`), fullPage: true })
    expect(await page.$$eval('#problems li', ({ length }) => length)).toBeGreaterThan(3)
    expect([await violationsOf(page), await wideness()]).toEqual([[], look.width])
    await page.close()
  })
})

it('works with the keyboard alone', async () => {
  const page = await openPage(browser)
  const session = await page.createCDPSession()
  // a user is asked, or has allowed it by the key
  await session.send('Browser.grantPermissions', { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] })
  const tab = async () => {
    await page.keyboard.press('Tab')
    return focused(page)
  }
  expect(await tab()).toBe('example')
  expect(await tab()).toBe('pasted')
  await page.keyboard.type('secret/data/app password | PW ;\nsecret/data/app token | T | oops ;')
  expect(await tab()).toBe('Line 2')
  const order: string[] = []
  for (let focus = await tab(); !order.includes(focus) && order.length < 30; focus = await tab()) order.push(focus)
  expect(order.slice(0, 7)).toEqual(['url', 'role', 'audience', 'repository', 'repositoryId', 'branch', 'environment'])
  expect(order[7]).toBe('Copy Step')

  await page.focus('#problems button')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('pasted')
  const selected = await page.$eval('#pasted', (field) => {
    const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement
    return value.slice(selectionStart, selectionEnd)
  })
  expect(selected).toBe('secret/data/app token | T | oops ;')
  await page.keyboard.press('Backspace')
  expect(await page.$$('#problems li')).toHaveLength(0)

  const policy = (await resultsOf(page))['Policy deploy.hcl']
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('#results button')]
    buttons.find(({ textContent }) => textContent.includes('deploy.hcl'))?.focus()
  })
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelector('#copied')?.textContent !== '')
  expect(await page.$eval('#copied', ({ textContent }) => textContent)).toBe('Copied: Policy deploy.hcl')
  await page.focus('#pasted')
  await page.keyboard.down('Control')
  for (const key of ['a', 'v'] as const) await page.keyboard.press(key)
  await page.keyboard.up('Control')
  expect(await page.$eval('#pasted', (field) => (field as HTMLTextAreaElement).value)).toBe(policy)
})
