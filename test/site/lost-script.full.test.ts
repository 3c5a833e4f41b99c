import type { Browser, Page, Route } from 'playwright-core'
import { expect } from 'vitest'
import { test } from '../journey/shared-browser.ts'
import { fileAt } from '../screenshots/open-state.ts'
import { builtSite, election, textOf } from './built-site.ts'
import { layoutShift } from './page-form.ts'

const site = 'https://elections.example.org'
const built = builtSite()

type Losing = (route: Route, code: string) => unknown

const losses: Record<string, Losing> = {
  'never answers': () => {},
  'is refused with a page': (route) =>
    route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Site bloqué</h1>' }),
  'is a page': (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'x-content-type-options': 'nosniff' },
      body: '<h1>Connectez-vous au réseau</h1>',
    }),
  'is cut half way': (route, code) =>
    route.fulfill({ contentType: 'text/javascript', body: code.slice(0, code.length / 2) }),
  'never comes through': (route) => route.abort(),
  'throws at its start': (route, code) =>
    route.fulfill({ contentType: 'text/javascript', body: `void undefined.it;${code}` }),
}

const afterSeconds = (page: Page, seconds: number) =>
  page.evaluate(`for (const animation of document.getAnimations()) {
    animation.currentTime = ${seconds * 1000}
  }`)

async function open(browser: Browser, path: string, lose: Losing): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
  const page = await context.newPage()
  // Animations are paused, however slow the machine is.
  const devTools = await context.newCDPSession(page)
  await devTools.send('Animation.enable')
  await devTools.send('Animation.setPlaybackRate', { playbackRate: 0 })
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url())
    const file = fileAt(built.site(), pathname)
    return pathname.endsWith('.js') ? lose(route, file.body.toString()) : route.fulfill(file)
  })
  await page.goto(site + path, { waitUntil: 'commit' })
  return page
}

const warning = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'pas fini de se charger' })

test('a page whose script is lost gives a phone number after six seconds', async ({ browser }) => {
  const all = Object.entries(losses).map(async ([loss, lose]) => {
    const page = await open(browser, '/annuler/', lose)
    await page.waitForSelector('.app-unloaded', { state: 'attached' })
    await page.waitForFunction('document.getAnimations().length > 0', undefined, { polling: 50 })
    await afterSeconds(page, 5.9)
    expect(await warning(page).isVisible(), loss).toBe(false)
    expect(await page.locator('h1').isVisible(), loss).toBe(true)
    await afterSeconds(page, 6)
    expect(await warning(page).isVisible(), loss).toBe(true)
    expect(textOf((await warning(page).textContent()) ?? ''), loss).toContain(
      election.helpdesk.phone,
    )
    expect(await page.evaluate(layoutShift), loss).toBe(0)
    await page.context().close()
  })
  await Promise.all(all)
})
