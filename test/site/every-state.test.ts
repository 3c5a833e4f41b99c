import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, launchChromium, noChromium } from '../journey/browser.ts'
import { openState } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { isFull, sized } from '../size.ts'
import { builtSite } from './built-site.ts'

const { directory } = builtSite()
let browser: Browser | undefined

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** Layout shifts that the voter did not cause, summed: what Lighthouse and browsers tell, or more. */
const layoutShift = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) sum += value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 50)
})`

const leastNoticed = 0.05
/** Enough for a page to be painted while it waits. */
const apiDelayMs = 150

async function open(state: PageState, width: number): Promise<Page> {
  if (!browser) throw new Error(noChromium)
  return openState(browser, directory(), state, { width, colorScheme: 'light' }, apiDelayMs)
}

async function expectNothingMoved(state: PageState, width: number): Promise<void> {
  const { act: _, ...untouched } = state
  const page = await open(untouched, width)
  expect(await page.evaluate(layoutShift), `${width} px`).toBeLessThan(leastNoticed)
  await page.context().close()
}

async function expectReadable(state: PageState): Promise<void> {
  const page = await open(state, 320)
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 640 })
  await page.evaluate("document.documentElement.style.fontSize = '200%'")
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  await page.context().close()
}

/** Where most is shown, of each kind of page. */
const sample = ['space: unreachable', 'reissue: wrong fields', 'help: first seen']

const all = Object.entries(pageStates).flatMap(([name, states]) =>
  Object.entries(states).map(([stateName, state]) => ({ name: `${name}: ${stateName}`, state })),
)
const played = sized(
  all.filter(({ name }) => sample.includes(name)),
  all,
)
if (!isFull) expect(played).toHaveLength(sample.length)

describe.each(played)('$name', ({ state }) => {
  test('is accessible in light and in dark, at 320 px, and fits 360 px at twice the text', () =>
    expectReadable(state))

  test.each([360, 1280])('does not move while it loads, at %s px', (width) =>
    expectNothingMoved(state, width),
  )
})
