import { expect } from 'vitest'
import { test } from '../journey/shared-browser.ts'
import { openState } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { builtSite } from './built-site.ts'

const { directory } = builtSite()

/** Where most is said. */
const longest = ['unreachable', 'receipt missing', 'held by a limit', 'delivered']

test('what the space says of a request is printed on one page', async ({ browser }) => {
  for (const name of longest) {
    const state = spaceStates[name] as PageState
    const page = await openState(browser, directory(), state, { width: 1280, colorScheme: 'light' })
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), name).toHaveLength(1)
    await page.context().close()
  }
})
