import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { publicPage } from '../screenshots/page-state.ts'
import { test } from './open-page.ts'

const shownIds = (page: Page) =>
  page.evaluate<string[]>(
    "[...document.querySelectorAll('[data-answer]')].filter((one) => one.checkVisibility()).map(({ id }) => id)",
  )

test('the search of the help shows the best answers first, and all of them once cleared', async ({
  open,
}) => {
  const page = await open(publicPage('/aide/'))
  const field = page.locator('#symptom')
  const all = await shownIds(page)
  await field.fill('voter telephone')
  const found = await shownIds(page)
  expect(found[0]).toBe('appareil')
  expect(found.length).toBeGreaterThan(1)
  expect(found.length).toBeLessThan(7)
  await page.getByText(`${found.length} réponses`, { exact: true }).waitFor()
  expect(await page.getByText('Rien ne convient ?').isVisible()).toBe(true)
  await field.fill('xyzzy')
  expect(await shownIds(page)).toEqual(all.slice(0, 3))
  await page.getByText('Aucune réponse ne contient ces mots.').waitFor()
  await field.fill('')
  expect(await shownIds(page)).toEqual(all)
})
