import { expect } from 'vitest'
import { expectCleanVisit, title } from './browser.ts'
import { test } from './shared-run.ts'

test('an unknown URL says so, and leads back', async ({ page, run, visit }) => {
  const response = await page.goto(`${run.siteUrl}/nowhere/`)
  expect(response?.status()).toBe(404)
  await title(page, 'Page introuvable').waitFor()
  expectCleanVisit(visit, ['404 /nowhere/'])
})

test('a page whose script was lost reloads with its link, repeatedly', async ({ page, run }) => {
  const link = `${run.siteUrl}/annuler/#0a1b2c3d-0000-4000-8000-000000000000.${'c'.repeat(43)}`
  const script = '**/assets/*.js'
  let lost = 0
  await page.route(script, (route) => {
    lost++
    return route.abort()
  })
  await page.goto(link)
  const showNow = () => page.evaluate('for (const one of document.getAnimations()) one.finish()')
  const reload = page.getByRole('button', { name: 'Recharger' })
  for (const times of [2, 3]) {
    await showNow()
    await reload.click()
    await expect.poll(() => lost, { timeout: 20_000 }).toBe(times)
    expect(page.url()).toBe(link)
  }
  await page.unroute(script)
  await showNow()
  await reload.click()
  await page.locator('[data-unknown-link]').waitFor()
})
