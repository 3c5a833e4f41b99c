import { expect } from 'vitest'
import { spaceStates } from '../screenshots/space-states.ts'
import { builtSite } from './built-site.ts'
import { test } from './open-page.ts'

const site = builtSite()

// A screen reader announces what changes in a region that it knows, and not one that appears with its text.
test('what is said of a request stands in regions that are there before the API answers', async ({
  open,
}) => {
  const page = await open(site, spaceStates['nothing comes'])
  const areRendered = await page.evaluate(
    "[...document.querySelectorAll('[data-status] [role=status]')].map((one) => one.checkVisibility())",
  )
  expect(areRendered).toEqual([true, true, true])
})
