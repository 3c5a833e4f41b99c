import type { Route } from 'playwright-core'
import { expect } from 'vitest'
import { inMain, says } from '../journey/pages.ts'
import { test } from '../journey/shared-browser.ts'
import { openState } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { builtSite } from './built-site.ts'

const { directory } = builtSite()

test('a page says that it is offline, and asks as soon as it is back, long before it would have', async ({
  browser,
}) => {
  const look = { width: 360, colorScheme: 'light' } as const
  // Of such a request nothing is asked for minutes.
  const state = { ...(spaceStates['held by a limit'] as PageState) }
  const page = await openState(browser, directory(), state, look)
  await page.clock.install()
  await page.context().setOffline(true)
  await says(page, 'Vous êtes hors ligne')
  let asked = 0
  page.on('request', () => asked++)
  await page.context().setOffline(false)
  await says(page, 'Suivi actualisé')
  expect(asked).toBeGreaterThan(0)
  await page.context().close()
})

test.for([
  ['the browser is offline', 'Vous êtes hors ligne'],
  ['the API answers nobody', 'Le service ne répond pas'],
] as const)(
  'while %s, a page says of when it is, and nothing that only the passing of time would tell',
  async ([, why], { browser }) => {
    const look = { width: 360, colorScheme: 'light' } as const
    const state = spaceStates['just accepted'] as PageState
    const page = await openState(browser, directory(), state, look)
    await page.clock.install()
    await says(page, 'SMS attendu')
    const unavailable = (route: Route) => route.fulfill({ status: 503, json: {} })
    if (why === 'Vous êtes hors ligne') await page.context().setOffline(true)
    else await page.route('**/api/**', unavailable)
    await page.clock.fastForward(20 * 60_000)
    await says(page, `${why} : voici la situation à 18 h 43.`)
    expect(await inMain(page)).toContain('SMS attendu vers')
    expect(await inMain(page)).not.toContain('en retard')
    await page.context().setOffline(false)
    await page.unroute('**/api/**', unavailable)
    await page.clock.fastForward(20 * 60_000)
    await page.getByText(why).waitFor({ state: 'hidden' })
    await page.context().close()
  },
)
