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

/** Used again by tests with the same options: each new context starts a process, which compiles every script. */
const idleContexts = new Map<string, BrowserContext[]>()

async function openContext(browser: Browser, options?: BrowserContextOptions) {
  const context = await browser.newContext(options)
  // Its process ends with its last page.
  const anchor = await context.newPage()
  await anchor.route('**/*', (route) => route.fulfill({ contentType: 'text/html' }))
  await anchor.goto(origin)
  return context
}

async function clearContext(context: BrowserContext, idle: BrowserContext[]): Promise<unknown> {
  const [anchor, ...pages] = context.pages()
  for (const page of pages) await page.close()
  // Nothing takes Playwright's clock out of a context.
  if (!anchor || (await anchor.evaluate("'__pwClock' in globalThis"))) return context.close()
  await context.setOffline(false)
  const session = await context.newCDPSession(anchor)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
  return idle.push(context)
}

export const test = base
  .extend('open', ({ browser }, { onCleanup }): Open => {
    const cleanups: (() => Promise<unknown>)[] = []
    onCleanup(async () => {
      for (const clean of cleanups) await clean()
    })
    return async (state, { built, delayMs, ...look } = {}) => {
      if (!state) throw new Error('no such state')
      const whole = { width: 360, colorScheme: 'light', ...look } as const
      const { site } = built ?? sites[state.site ?? 'voters']
      const newContext = async (options?: BrowserContextOptions) => {
        const key = JSON.stringify(options)
        const idle = idleContexts.get(key) ?? []
        idleContexts.set(key, idle)
        const context = idle.pop() ?? (await openContext(browser, options))
        cleanups.push(() => clearContext(context, idle))
        return context
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
