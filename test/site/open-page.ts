import type { BrowserContext, Page } from 'playwright-core'
import { test as base } from '../journey/shared-browser.ts'
import { type Look, openState, type Site } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'

export type Open = (
  built: { site(): Site },
  state: PageState | undefined,
  ...how: How
) => Promise<Page>

type How = [look?: Partial<Look>, delayMs?: number]

export const test = base.extend('open', ({ browser }, { onCleanup }): Open => {
  const contexts: BrowserContext[] = []
  onCleanup(async () => {
    for (const context of contexts) await context.close()
  })
  return async (built, state, look = {}, delayMs) => {
    if (!state) throw new Error('no such state')
    const whole = { width: 360, colorScheme: 'light', ...look } as const
    const page = await openState(browser, built.site(), state, whole, delayMs)
    contexts.push(page.context())
    return page
  }
})
