import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { isFull, sized } from '../size.ts'
import { type Open, test } from './open-page.ts'

async function onPhone(reach: Open, state: PageState | undefined) {
  const page = await reach(state)
  return page
}

async function isInSight(target: Locator): Promise<boolean> {
  const box = await target.boundingBox()
  return box !== null && box.y >= 0 && box.y + box.height <= 640
}

const sample = ['nothing asked', 'receipt missing', 'unreachable']

const all = Object.entries(spaceStates).filter(
  ([name, { withoutScripts, act }]) => !withoutScripts && !act && name !== 'nothing comes',
)
const opened = sized(
  all.filter(([name]) => sample.includes(name)),
  all,
)
if (!isFull) expect(opened).toHaveLength(sample.length)

describe.concurrent('the first screen of a phone', () => {
  test.for(opened)(
    'says where things stand and what to do: %s',
    async ([name, state], { reach }) => {
      const page = await onPhone(reach, state)
      const status = page.locator('[data-status] .app-status__title')
      expect(await isInSight(status.or(page.locator('h1')).first())).toBe(true)
      const actions =
        (await status.count()) > 0 ? '[data-status-action] > *' : '[data-vote], [data-ask]'
      const shown = await page.locator(actions).filter({ visible: true }).all()
      if (sample.includes(name)) expect(shown).not.toEqual([])
      // The announcement above it says that nothing is to be done.
      const targets = name === 'suspended' ? [page.locator('[data-announcement]')] : shown
      for (const one of targets) expect(await isInSight(one)).toBe(true)
    },
  )

  test('asks whether the number is right, with the buttons to say yes and no', async ({
    reach,
  }) => {
    const page = await onPhone(reach, pageStates.reissue?.['read back'])
    for (const part of ['recap-title', 'recap-phone', 'send', 'recap-edit'])
      expect(await isInSight(page.locator(`[data-${part}]`)), part).toBe(true)
  })

  test('stops a request that somebody else made, and says first what that does', async ({
    reach,
  }) => {
    const page = await onPhone(reach, pageStates.cancel?.['link followed'])
    for (const part of ['ul', '[type=submit]'])
      expect(await isInSight(page.locator(`[data-question] ${part}`).first()), part).toBe(true)
  })

  test('has all that enters the booth, on the narrowest phone too', async ({ reach }) => {
    const page = await onPhone(reach, pageStates.booth?.['after an SMS'])
    await page.setViewportSize({ width: 320, height: 640 })
    for (const part of ['#identifier', '#password', '[data-form] [type=submit]'])
      expect(await isInSight(page.locator(part)), part).toBe(true)
  })

  test('keeps its header above what is told in a few words', async ({ reach }) => {
    const page = await onPhone(reach, pageStates['sign-in']?.['signed out'])
    expect(await isInSight(page.locator('.govuk-notification-banner'))).toBe(true)
    expect(await isInSight(page.locator('header'))).toBe(true)
  })

  test('begins with what went wrong, however long its explanation', async ({ reach }) => {
    const page = await onPhone(reach, pageStates.reissue?.['identity-mismatch'])
    expect(await isInSight(page.locator('.govuk-error-summary__title'))).toBe(true)
    expect(await isInSight(page.locator('.govuk-error-summary__list'))).toBe(true)
  })
})
