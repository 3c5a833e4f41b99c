import { expect } from 'vitest'
import { test } from '../journey/shared-browser.ts'
import { openState } from '../screenshots/open-state.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { builtSite } from './built-site.ts'

const { directory } = builtSite()

// A screen reader announces what changes in a region that it knows, and not one that appears with its text.
test('what is said of a request stands in regions that are there before the API answers', async ({
  browser,
}) => {
  const state = spaceStates['nothing comes']
  if (!state) throw new Error('no such state')
  const look = { width: 360, colorScheme: 'light' } as const
  const page = await openState(browser, directory(), state, look)
  const areRendered = await page.evaluate(
    "[...document.querySelectorAll('[data-status] [role=status]')].map((one) => one.checkVisibility())",
  )
  expect(areRendered).toEqual([true, true, true])
  await page.context().close()
})
