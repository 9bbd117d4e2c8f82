import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'

/** The built page. */
export const file = join(__dirname, '../../docs/site/index.html')
export const address = pathToFileURL(file).href

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']

/** Finds a browser: the program in VAULT_EXCHANGE_TEST_BROWSER, or Chromium or Chrome on the PATH. Throws if there is none. */
function program(): string {
  const given = process.env['VAULT_EXCHANGE_TEST_BROWSER']
  if (given !== undefined) return given
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram)
  if (found === undefined) throw new Error('No browser: install chromium, or set VAULT_EXCHANGE_TEST_BROWSER to the path of one')
  return found
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Starts a browser. Chromium has no sandbox for root. */
export const startBrowser = (): Promise<Browser> =>
  puppeteer.launch({ executablePath: program(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })

/** A color scheme and a width in pixels. */
export interface Look {
  readonly scheme: 'light' | 'dark'
  readonly width: number
}

/** Opens the page in a new tab. */
export async function openPage(browser: Browser, { scheme, width }: Look = { scheme: 'light', width: 1280 }): Promise<Page> {
  const page = await browser.newPage()
  await page.setViewport({ width, height: 900 })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.goto(address)
  return page
}

/** Replaces the pasted text, as a paste does. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.$eval(
    '#pasted',
    (field, pasted) => {
      ;(field as HTMLTextAreaElement).value = pasted
      field.dispatchEvent(new Event('input'))
    },
    text,
  )
}

/** Returns the texts of the results, by heading. */
export const resultsOf = async (page: Page): Promise<Record<string, string>> =>
  Object.fromEntries(
    await page.$$eval('#results section', (sections) =>
      sections.map((section) => [section.querySelector('h3')?.textContent.trim() ?? '', section.querySelector('pre')?.textContent ?? '']),
    ),
  ) as Record<string, string>

/** Returns the problems: where, how bad, what, and what to do. */
export const problemsOf = (page: Page): Promise<readonly (readonly string[])[]> =>
  page.$$eval('#problems li', (items) => items.map((item) => [...item.children].map(({ textContent }) => textContent)))

/** Returns the numbers of the marked lines, with their levels. */
export const marksOf = (page: Page): Promise<readonly (readonly [string, string])[]> =>
  page.$$eval('#gutter [data-level]', (marked) => marked.map((one) => [one.textContent, one.getAttribute('data-level') ?? ''] as const))

/** Returns what has the focus: its id, or its text. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? ''))
