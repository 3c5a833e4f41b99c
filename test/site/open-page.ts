import type { BrowserContext, Page } from 'playwright-core'
import { test as base } from '../journey/shared-browser.ts'
import { act, type Look, openState, type Site } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { sites } from './built-site.ts'

interface How extends Partial<Look> {
  /** That of the state when absent. */
  built?: { site(): Site }
  delayMs?: number
}

export type Open = (state: PageState | undefined, how?: How) => Promise<Page>

export const test = base
  .extend('open', ({ browser }, { onCleanup }): Open => {
    const contexts: BrowserContext[] = []
    onCleanup(async () => {
      for (const context of contexts) await context.close()
    })
    return async (state, { built, delayMs, ...look } = {}) => {
      if (!state) throw new Error('no such state')
      const whole = { width: 360, colorScheme: 'light', ...look } as const
      const { site } = built ?? sites[state.site ?? 'voters']
      const page = await openState(browser, site(), state, whole, delayMs)
      contexts.push(page.context())
      return page
    }
  })
  /** Also does what leads to the state. */
  .extend(
    'reach',
    ({ open }): Open =>
      async (state, how) => {
        const page = await open(state, how)
        await act(page, state)
        return page
      },
  )
