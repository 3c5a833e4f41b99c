import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { pageLabels } from '../../shared/texts/languages.ts'
import { pages } from '../../site/site-pages.ts'
import { expectAccessibleState } from '../journey/browser.ts'
import { heightOf } from '../screenshots/open-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { builtSite, election, textOf } from './built-site.ts'
import { test } from './open-page.ts'

const rehearsal = builtSite({ ...election, mode: 'rehearsal' })
const vote = builtSite()

const watermarkOf = (path: string) => {
  if (path.startsWith('/en/')) return pageLabels.english.rehearsal.watermark
  return pageLabels.french.rehearsal.watermark
}

describe.each(pages.map(({ path }) => path))('the page %s', (path) => {
  test('says in its title and on top that a rehearsal is not the vote', () => {
    const html = rehearsal.page(path)
    expect(html).toMatch(/<title>RÉPÉTITION, pas le vote – [^<]/)
    const band = html.slice(html.indexOf('<section class="app-rehearsal"'), html.indexOf('<header'))
    expect(textOf(band)).toBe(watermarkOf(path))
  })

  test('does not mention a rehearsal in the vote', () => {
    const html = vote.page(path)
    expect(html).not.toMatch(/app-rehearsal|répétition|rehearsal/i)
  })
})

test('the calendar file of a rehearsal says so, and has ids of its own', () => {
  const calendarOf = (site: ReturnType<typeof builtSite>) =>
    site.read(site.files().find((path) => path.endsWith('.ics')) ?? '').replaceAll('\r\n ', '')
  expect(calendarOf(rehearsal)).toMatch(/SUMMARY:.*RÉPÉTITION/)
  expect(calendarOf(vote)).not.toContain('RÉPÉTITION')
  const [rehearsed = [], voted = []] = [rehearsal, vote].map((site) =>
    calendarOf(site).match(/UID:.*/g),
  )
  expect(new Set([...(rehearsed ?? []), ...(voted ?? [])]).size).toBe(4)
})

const bandIn = (page: Page): Promise<{ top: number; bottom: number }> =>
  page.evaluate("document.querySelector('.app-rehearsal').getBoundingClientRect().toJSON()")

const state = pageStates.reissue?.['wrong fields']

test('the watermark stays visible, and covers the focus on no usual screen', async ({ reach }) => {
  const page = await reach(state, { built: rehearsal, width: 320 })
  await expectAccessibleState(page)
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: heightOf(width) })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
    const { top, bottom } = await bandIn(page)
    expect(top).toBe(0)
    await page.locator('footer a').last().focus()
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Shift+Tab')
      const focused = await page.evaluate('document.activeElement.getBoundingClientRect().top')
      expect(focused, `${width} px`).toBeGreaterThanOrEqual(bottom)
    }
  }
  await page.setViewportSize({ width: 320, height: 256 })
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
  expect((await bandIn(page)).bottom).toBeLessThanOrEqual(0)
})
