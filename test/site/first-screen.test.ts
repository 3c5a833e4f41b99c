import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { staffStates } from '../screenshots/staff-states.ts'
import { isFull, sized } from '../size.ts'
import { test } from './open-page.ts'

async function isInSight(target: Locator): Promise<boolean> {
  const box = await target.boundingBox()
  return box !== null && box.y >= 0 && box.y + box.height <= 640
}

const sample = ['no request', 'receipt missing', 'unreachable']

const all = Object.entries(spaceStates).filter(
  ([name, { withoutScripts, act }]) => !withoutScripts && !act && name !== 'nothing loads',
)
const opened = sized(
  all.filter(([name]) => sample.includes(name)),
  all,
)
if (!isFull) expect(opened).toHaveLength(sample.length)

describe.concurrent('the first screen of a phone', () => {
  test.for(opened)('shows the state and what to do: %s', async ([name, state], { reach }) => {
    const page = await reach(state)
    const status = page.locator('[data-status] .app-status__title')
    expect(await isInSight(status.or(page.locator('h1')).first())).toBe(true)
    const actions =
      (await status.count()) > 0 ? '[data-status-action] > *' : '[data-vote], [data-ask]'
    const shown = await page.locator(actions).filter({ visible: true }).all()
    if (sample.includes(name)) expect(shown).not.toEqual([])
    // The announcement above it says that nothing is to be done.
    const targets = name === 'suspended' ? [page.locator('[data-announcement]')] : shown
    for (const one of targets) expect(await isInSight(one)).toBe(true)
  })

  test.for<[promise: string, state: PageState | undefined, parts: string[], width?: number]>([
    [
      'asks whether the number is right, and shows both buttons',
      pageStates.reissue.summary,
      ['[data-recap-title]', '[data-recap-phone]', '[data-send]', '[data-recap-edit]'],
    ],
    [
      'says what cancelling does, above its button',
      pageStates.cancel['link followed'],
      ['[data-question] ul', '[data-question] [type=submit]'],
    ],
    [
      'shows both fields and the button of the booth, on the narrowest phone too',
      pageStates.booth['after an SMS'],
      ['#identifier', '#password', '[data-form] [type=submit]'],
      320,
    ],
    [
      'shows the code that opens a file',
      staffStates['file-code']['code shown'],
      ['[data-shown] h2', '[data-shown] p'],
      320,
    ],
    [
      'keeps the header above a short message',
      pageStates['sign-in']['signed out'],
      ['.govuk-notification-banner', 'header'],
    ],
    [
      'begins with the error, however long its explanation',
      pageStates.reissue['identity-mismatch'],
      ['.govuk-error-summary__title', '.govuk-error-summary__list'],
    ],
  ])('%s', async ([, state, parts, width = 360], { reach }) => {
    const page = await reach(state, { width })
    for (const part of parts) expect(await isInSight(page.locator(part).first()), part).toBe(true)
  })
})
