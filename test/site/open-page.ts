import type { BrowserContext, Page } from 'playwright-core'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { test as base } from '../journey/shared-browser.ts'
import { act, type Look, openState, type Site } from '../screenshots/open-state.ts'
import { type PageState, voterPage } from '../screenshots/page-state.ts'
import { voterAnswer } from '../screenshots/sample-answers.ts'
import { sites } from './built-site.ts'

interface Options extends Partial<Look> {
  built?: { site(): Site }
  delayMs?: number
}

export type Open = (state: PageState | undefined, options?: Options) => Promise<Page>

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
  .extend(
    'reach',
    ({ open }): Open =>
      async (state, how) => {
        const page = await open(state, how)
        await act(page, state)
        return page
      },
  )

export async function openAs(open: Open, path: string, voter: Voter) {
  const state: PageState = voterPage(path, voter)
  const page = await open(state)
  const setLatest = (latest: Reissue) =>
    Object.assign(state.answers, voterPage(path, voterAnswer(latest)).answers)
  return { page, state, setLatest }
}

export const returnToTab = (page: Page) =>
  page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
