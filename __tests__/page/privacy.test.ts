import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'puppeteer-core'
import { endsWithTest } from '../support/ends-with-test.ts'
import { address, openPage, paste, startBrowser } from './browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

it('sends no request but the one for its file', async () => {
  const page = await browser.newPage()
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(address)
  await page.click('#example')
  await paste(page, 'secret/data/app password | PW ;')
  await page.type('#url', 'https://vault.example.com')
  await page.waitForNetworkIdle()
  expect(requests).toEqual([address])
  expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, ''])
})

it('a script in it could send nothing, and could add no script', async () => {
  const received: string[] = []
  const server = endsWithTest(
    createServer((request, response) => {
      received.push(request.url ?? '')
      response.end()
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const page = await openPage(browser)
  const attempts = await page.evaluate(async (to) => {
    const blocked: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective))
    const attempt = async (act: () => unknown) => {
      try {
        await act()
        return 'done'
      } catch {
        return 'refused'
      }
    }
    const append = (tag: string, attributes: Record<string, string>) => {
      const added = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) added.setAttribute(name, value)
      document.body.append(added)
      return added
    }
    const outcomes = {
      fetch: await attempt(() => fetch(`${to}/fetch`)),
      markup: await attempt(() => {
        document.body.innerHTML = '<p>'
      }),
      script: await attempt(() => {
        const script = document.createElement('script')
        script.textContent = 'document.title = "run"'
        document.body.append(script)
      }),
    }
    append('img', { src: `${to}/image` })
    append('iframe', { src: `${to}/frame` })
    append('link', { rel: 'stylesheet', href: `${to}/style` })
    const form = append('form', { action: `${to}/form`, method: 'post' }) as HTMLFormElement
    form.submit()
    navigator.sendBeacon(`${to}/beacon`, 'x')
    await new Promise((resolve) => setTimeout(resolve, 500))
    return { outcomes, blocked: [...new Set(blocked)].sort() }
  }, origin)
  expect(attempts.outcomes).toEqual({ fetch: 'refused', markup: 'refused', script: 'refused' })
  expect(attempts.blocked).toEqual(
    expect.arrayContaining(['connect-src', 'form-action', 'frame-src', 'img-src', 'require-trusted-types-for', 'style-src-elem']),
  )
  expect([received, await page.title()]).toEqual([[], 'From a mapping to a policy – vault-exchange'])
})
