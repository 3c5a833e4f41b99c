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

test('an offline page says of when it is, and nothing that only the passing of time would tell', async ({
  browser,
}) => {
  const look = { width: 360, colorScheme: 'light' } as const
  const page = await openState(
    browser,
    directory(),
    spaceStates['just accepted'] as PageState,
    look,
  )
  await page.clock.install()
  await says(page, 'SMS attendu')
  await page.context().setOffline(true)
  await says(page, 'Vous êtes hors ligne : voici la situation à 18 h 43.')
  await page.clock.runFor(20 * 60_000)
  expect(await inMain(page)).toContain('SMS attendu vers')
  await page.context().setOffline(false)
  await page.getByText('Vous êtes hors ligne').waitFor({ state: 'hidden' })
  await page.context().close()
})
