import { expect } from 'vitest'
import { field, link } from '../journey/browser.ts'
import { inMain, says } from '../journey/pages.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { inFull } from '../size.ts'
import { test } from './open-page.ts'

// Screen readers announce changes only in regions that already existed.
test('the live regions of a request exist before the API answers', async ({ open }) => {
  const page = await open(spaceStates['nothing loads'])
  const areRendered = await page.evaluate(
    "[...document.querySelectorAll('[data-status] [role=status]')].map((one) => one.checkVisibility())",
  )
  expect(areRendered).toEqual([true, true, true])
})

test('an announcement has a title', async ({ open }) => {
  const page = await open(spaceStates.suspended)
  const title = page.getByRole('status').getByRole('heading', { name: /^Le vote est suspendu/ })
  expect(await title.isVisible()).toBe(true)
})

test('form and booth are hidden while closed, and say since or until when', async ({ open }) => {
  const late = { ...spaceStates['all closed'], path: '/identifiant/' } as PageState
  const form = await open(late)
  await says(form, 'Les demandes de nouvel identifiant sont closes depuis le ')
  expect(await field(form, 'NUMEN').isVisible()).toBe(false)
  const early = await open(spaceStates['vote not open yet'])
  await says(early, 'Bienvenue')
  expect(await link(early, 'JE VOTE →').count()).toBe(0)
  const booth = await open(pageStates.booth['not open yet'])
  await says(booth, 'Le vote ouvrira le ')
  expect(await field(booth, 'Identifiant électeur').isVisible()).toBe(false)
})

test.for(['all closed', 'all closed after an SMS'])(
  'the closed space mentions nothing to vote with: %s',
  async (name, { open }) => {
    const page = await open(spaceStates[name])
    await page.getByText('Le vote est clos').waitFor()
    expect(await inMain(page)).not.toMatch(/utilisez|imprimé|notice|JE VOTE|identifiant/i)
  },
)

test.for(['unreachable', 'receipt missing', 'held by a limit', 'delivered'])(
  "the space prints a request's status on one page: %s",
  async (name, { open, skip }) => {
    inFull(skip)
    const page = await open(spaceStates[name], { width: 1280 })
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  },
)
