import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { expectAccessibleState } from '../journey/browser.ts'
import { act } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { staffStates } from '../screenshots/staff-states.ts'
import { isFull, sized } from '../size.ts'
import { sites } from './built-site.ts'
import { deadLinks } from './links.ts'
import { type Open, test } from './open-page.ts'
import { atEachWidth, brokenTimes, gluedBlocks, layoutShift, leftEdges } from './page-form.ts'

const leastNoticed = 0.05
const apiDelayMs = 150

async function loaded(open: Open, state: PageState, width: number): Promise<Page> {
  const page = await open(state, { width, delayMs: apiDelayMs })
  if (!state.isAnnounced) {
    expect(await page.evaluate(layoutShift), `${width} px`).toBeLessThan(leastNoticed)
  }
  return page
}

const linksAndIds = `({
  links: [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')),
  ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
})`

async function expectLeadingLinks(page: Page, site: (typeof sites)['voters']): Promise<void> {
  const { links, ids } = await page.evaluate<{ links: string[]; ids: string[] }>(linksAndIds)
  expect(deadLinks(links, new URL(page.url()).pathname, site, ids)).toEqual([])
}

/** Screen readers announce a message at the top only once it has the focus. */
const topMessageLacksFocus = `(() => {
  const message = document.querySelector('[data-top] > *')
  return message !== null && message !== document.activeElement
})()`

async function expectOneWayOn(page: Page): Promise<void> {
  const buttons = page.locator('main .govuk-button').filter({ visible: true })
  const main = page.locator('.govuk-button:not(.govuk-button--secondary)')
  expect(await buttons.and(main).count()).toBeLessThanOrEqual(1)
  const toVote = buttons.filter({ hasText: /je vote/i })
  const isFailed = (await page.locator('.app-status--bad').count()) > 0
  expect(await toVote.count()).toBeLessThanOrEqual(isFailed ? 0 : 1)
}

const sample = [
  'sign-in: signed out',
  'staff/sign-in: refused',
  'space: unreachable',
  'reissue: wrong fields',
  'help: first seen',
  'staff/home: to approve',
]

const all = Object.entries({ ...pageStates, ...staffStates }).flatMap(([name, states]) =>
  Object.entries(states)
    .filter(([, state]) => !state.withoutScripts)
    .map(([stateName, state]) => ({ name: `${name}: ${stateName}`, state })),
)
const played = sized(
  all.filter(({ name }) => sample.includes(name)),
  all,
)
if (!isFull) expect(played).toHaveLength(sample.length)

describe.concurrent.each(played)('$name', ({ name, state }) => {
  test('loads without a shift, is accessible in light and dark, fits narrow screens, spaces its blocks and has no dead link', async ({
    open,
  }) => {
    const page = await loaded(open, state, 360)
    await act(page, state)
    expect(await page.evaluate(topMessageLacksFocus)).toBe(false)
    expect(await page.title()).toContain(await page.locator('h1').textContent())
    await expectLeadingLinks(page, sites[state.site ?? 'voters'])
    if (name.startsWith('space')) await expectOneWayOn(page)
    expect(await atEachWidth(page, gluedBlocks)).toEqual([[], [], []])
    await page.setViewportSize({ width: 320, height: 640 })
    await expectAccessibleState(page)
    await page.setViewportSize({ width: 360, height: 640 })
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(await page.evaluate(brokenTimes)).toEqual([])
  })

  if (state.act || !(isFull || name === sample[0])) return
  test('loads without a shift on a wide screen', async ({ open }) => {
    await loaded(open, state, 1280)
  })
})

const firstStates = Object.values(pageStates).flatMap((states) => Object.values(states).slice(0, 1))
const seenFirst = sized(firstStates.slice(0, 4), firstStates)

describe.concurrent('the first state of a page', () => {
  test.for(seenFirst)('has one left edge from top to footer: $path', async (state, { open }) => {
    const page = await open({ ...state, site: 'staffed' })
    for (const edges of (await atEachWidth(page, leftEdges)) as number[][])
      expect(new Set(edges).size, `${state.path}: ${edges}`).toBe(1)
  })
})
