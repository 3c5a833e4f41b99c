import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { test as base } from '../journey/shared-browser.ts'
import { act, type Look, openState, origin, type Site } from '../screenshots/open-state.ts'
import { type PageState, voterPage } from '../screenshots/page-state.ts'
import { voterAnswer } from '../screenshots/sample-answers.ts'
import { sites } from './built-site.ts'

interface Options extends Partial<Look> {
  built?: { site(): Site }
  delayMs?: number
}

export type Open = (state: PageState | undefined, options?: Options) => Promise<Page>

interface Kept {
  key: string
  context: BrowserContext
}

/** Uses contexts again: each new one starts a process, which compiles every script. */
function contextPool() {
  const idle: Kept[] = []
  return {
    async take(browser: Browser, options: BrowserContextOptions = {}): Promise<Kept> {
      const key = JSON.stringify(options)
      const found = idle.findIndex((kept) => kept.key === key)
      const [kept] = found < 0 ? [] : idle.splice(found, 1)
      if (kept) return kept
      const context = await browser.newContext(options)
      // Its process ends with its last page.
      const anchor = await context.newPage()
      await anchor.route('**/*', (route) => route.fulfill({ contentType: 'text/html' }))
      await anchor.goto(origin)
      return { key, context }
    },
    async giveBack({ key, context }: Kept): Promise<void> {
      const [anchor, ...pages] = context.pages()
      for (const page of pages) await page.close()
      // Nothing takes Playwright's clock out of a context.
      if (!anchor || (await anchor.evaluate("'__pwClock' in globalThis"))) return context.close()
      await context.setOffline(false)
      const session = await context.newCDPSession(anchor)
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
      await session.detach()
      idle.push({ key, context })
    },
  }
}

const pool = contextPool()

export const test = base
  .extend('open', ({ browser }, { onCleanup }): Open => {
    const taken: Kept[] = []
    onCleanup(async () => {
      for (const kept of taken) await pool.giveBack(kept)
    })
    return async (state, { built, delayMs, ...look } = {}) => {
      if (!state) throw new Error('no such state')
      const whole = { width: 360, colorScheme: 'light', ...look } as const
      const { site } = built ?? sites[state.site ?? 'voters']
      const newContext = async (options?: BrowserContextOptions) => {
        const kept = await pool.take(browser, options)
        taken.push(kept)
        return kept.context
      }
      return openState({ newContext }, site(), state, whole, delayMs)
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
