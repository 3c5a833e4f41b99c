import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { inMain } from '../journey/pages.ts'
import { act } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { staffedElection } from '../screenshots/sample-answers.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { sized } from '../size.ts'
import { builtSite } from './built-site.ts'
import { test } from './open-page.ts'

const site = builtSite(staffedElection)

const all = Object.entries(pageStates).flatMap(([name, states]) =>
  Object.entries(states)
    .filter(([, { withoutScripts }]) => !withoutScripts)
    .map(([stateName, state]): [string, PageState] => [`${name}: ${stateName}`, state]),
)
const seenFirst = Object.values(pageStates).flatMap((states) => Object.values(states).slice(0, 1))
const mostSaid =
  /^(reissue: first|booth: first|space: (nothing asked|accepted|unreachable|suspended))/
const states = sized(
  all.filter(([name]) => mostSaid.test(name)),
  all,
)
const spaces = states.filter(([name]) => name.startsWith('space'))

const leftEdges = `(() => {
  const first = [...document.querySelectorAll('[data-page] > h1 ~ *, [data-page] > h1 ~ * *')].find(
    (one) => one.matches('p, ul, ol, form, section, details') && one.getClientRects().length > 0 &&
      one.offsetWidth > 1,
  )
  const parts = ['.app-brand', 'h1', '.app-footer a'].map((part) => document.querySelector(part))
  return [...parts, first].filter(Boolean).map((one) => Math.round(one.getBoundingClientRect().left))
})()`

/** Of neighbours in the page that touch: what they say. */
const gluedBlocks = `(() => {
  const drawn = (one) => one.checkVisibility() && one.offsetWidth > 1 && one.offsetHeight > 1
  const kinds = 'p, ul, ol, dl, h1, h2, h3, section, details, form, .govuk-button, .govuk-form-group, .govuk-inset-text'
  const blocks = [...document.querySelectorAll(kinds)].filter((one) => one.closest('main') && drawn(one))
  const isPainted = (one) => {
    const { backgroundColor, borderTopWidth } = getComputedStyle(one)
    return backgroundColor !== 'rgba(0, 0, 0, 0)' || borderTopWidth !== '0px'
  }
  /** With the frame that it stands in, where the other does not. */
  const framed = (one, other) => {
    let frame = one
    for (; !one.contains(other); one = one.parentElement) if (isPainted(one)) frame = one
    return frame
  }
  return blocks.slice(1).flatMap((block, index) => {
    const before = blocks[index]
    if (before.contains(block)) return []
    const [above, under] = [framed(before, block), framed(block, before)]
    const isList = [above, under].every((one) => one.matches('details, li'))
    const [one, other] = [above, under].map((part) => part.getBoundingClientRect())
    const isBeside = other.left >= one.right
    return isList || isBeside || other.top - one.bottom >= 4
      ? []
      : [above.textContent.trim().slice(0, 40) + ' | ' + under.textContent.trim().slice(0, 40)]
  })
})()`

/** Times of the day that stand on two lines. */
const brokenTimes = `(() => {
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  const broken = []
  while (texts.nextNode()) {
    const { currentNode } = texts
    for (const { 0: time, index } of currentNode.data.matchAll(/\\d+\\s+h(?![a-z])(\\s+\\d\\d)?/g)) {
      const range = document.createRange()
      range.setStart(currentNode, index)
      range.setEnd(currentNode, index + time.length)
      const tops = [...range.getClientRects()].map(({ top }) => Math.round(top))
      if (new Set(tops).size > 1) broken.push(currentNode.data)
    }
  }
  return broken
})()`

async function atEachWidth(page: Page, read: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    found.push(await page.evaluate(read))
  }
  return found
}

describe.concurrent('the form of the pages', () => {
  test.for(seenFirst)(
    '$path begins at one left edge, from the brand to the footer',
    async (state, { open }) => {
      const page = await open(site, state)
      for (const edges of (await atEachWidth(page, leftEdges)) as number[][])
        expect(new Set(edges).size, `${state.path}: ${edges}`).toBe(1)
    },
  )

  test.for(states)('no block touches the next: %s', async ([, state], { open }) => {
    const page = await open(site, state)
    await act(page, state)
    expect(await atEachWidth(page, gluedBlocks)).toEqual([[], [], []])
  })

  test.for(spaces)('no time breaks in text of twice the size: %s', async ([, state], { open }) => {
    const page = await open(site, state)
    await act(page, state)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(await page.evaluate(brokenTimes)).toEqual([])
  })

  test.for(spaces)(
    'one main button leads on, and none to vote beside a failed SMS: %s',
    async ([, state], { open }) => {
      const page = await open(site, state)
      await act(page, state)
      const buttons = page.locator('main .govuk-button').filter({ visible: true })
      const main = page.locator('.govuk-button:not(.govuk-button--secondary)')
      expect(await buttons.and(main).count()).toBeLessThanOrEqual(1)
      const toVote = buttons.filter({ hasText: /je vote/i })
      const isFailed = (await page.locator('.app-status--bad').count()) > 0
      expect(await toVote.count()).toBeLessThanOrEqual(isFailed ? 0 : 1)
    },
  )

  test('what is announced to all has a title', async ({ open }) => {
    const page = await open(site, spaceStates.suspended)
    const title = page.getByRole('status').getByRole('heading', { name: /^Le vote est suspendu/ })
    expect(await title.isVisible()).toBe(true)
  })

  test.for(['all closed', 'all closed after an SMS'])(
    'after the closing the space names nothing to vote with: %s',
    async (name, { open }) => {
      const page = await open(site, spaceStates[name])
      await page.getByText('Le vote est clos').waitFor()
      expect(await inMain(page)).not.toMatch(/utilisez|imprimé|notice|JE VOTE|identifiant/i)
    },
  )
})
