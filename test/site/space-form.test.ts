import { expect } from 'vitest'
import { inMain } from '../journey/pages.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { inFull } from '../size.ts'
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

test('what is announced to all has a title', async ({ open }) => {
  const page = await open(site, spaceStates.suspended)
  const title = page.getByRole('status').getByRole('heading', { name: /^Le vote est suspendu/ })
  expect(await title.isVisible()).toBe(true)
})

test.for(['all closed', 'all closed after an SMS'])(
  'after the closing the space names nothing to vote with: %s',
  async (name, { open }) => {
    const page = await open(site, spaceStates[name])
    await page.getByText('Le vote est clos').waitFor()
    expect(await inMain(page)).not.toMatch(/utilisez|imprimé|notice|JE VOTE|identifiant/i)
  },
)

// Where most is said.
test.for(['unreachable', 'receipt missing', 'held by a limit', 'delivered'])(
  'what the space says of a request is printed on one page: %s',
  async (name, { open, skip }) => {
    inFull(skip)
    const page = await open(site, spaceStates[name], { width: 1280 })
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  },
)
