import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { buildStaffSite } from '../../site/build.ts'
import { staffedElection } from '../screenshots/sample-answers.ts'
import { staffStates } from '../screenshots/staff-states.ts'
import { builtSite, sites } from './built-site.ts'
import { type Open, test } from './open-page.ts'

const words = (length: number) => 'élections '.repeat(20).slice(0, length - 1)

const sheets = {
  usual: sites.staff,
  longest: builtSite(
    {
      ...{ ...staffedElection, mode: 'rehearsal', title: words(120), organiser: words(80) },
      site: { ...staffedElection.site, domain: `${'vote.'.repeat(14)}example.org` },
      helpdesk: { ...staffedElection.helpdesk, hours: words(120) },
    },
    buildStaffSite,
  ),
}

const millimetre = 96 / 25.4
const a4 = { width: 210 * millimetre, height: 297 * millimetre }
const margin = 12 * millimetre

async function openSheet(reach: Open, site: keyof typeof sheets): Promise<Page> {
  const state = staffStates['staff/home']['notice to hand over']
  const page = await reach(state, { built: sheets[site], width: Math.floor(a4.width - 2 * margin) })
  await page.locator('[data-sheet]').waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.evaluate('scrollTo(0, 0)')
  return page
}

const stylesOf = (page: Page, property: string, of = '.app-sheet__paper *') =>
  page.evaluate(
    `[...new Set([...document.querySelectorAll('${of}')].map((one) => getComputedStyle(one).${property}))]`,
  )

test('the printed notice has twelve equal boxes, and fills the first six', async ({ reach }) => {
  const page = await openSheet(reach, 'usual')
  const boxes = page.locator('.app-sheet__box')
  expect(await boxes.allTextContents()).toEqual([...'B57K2M', ...Array(6).fill('')])
  const places = await Promise.all((await boxes.all()).map((box) => box.boundingBox()))
  expect(new Set(places.map((place) => Math.round(place?.width ?? 0))).size).toBe(1)
  expect(new Set(places.map((place) => Math.round(place?.y ?? 0))).size).toBe(1)
  for (const place of places) expect(place?.width).toBeGreaterThan(11 * millimetre)
})

test('the receipt of the printed notice has long rules, and room to sign', async ({ reach }) => {
  const page = await openSheet(reach, 'usual')
  const rules = await page.locator('.app-sheet__rule').all()
  const places = await Promise.all(rules.map((rule) => rule.boundingBox()))
  expect(await stylesOf(page, 'borderBottomStyle', '.app-sheet__rule')).toEqual(['solid'])
  for (const place of places) expect(place?.width).toBeGreaterThan(70 * millimetre)
  const lasting = places.map((place) => place?.height ?? 0)
  expect(lasting).toHaveLength(3)
  expect(lasting.at(-1)).toBeGreaterThan(18 * millimetre)
})

test.for(['usual', 'longest'] as const)(
  'the printed notice fills exactly one A4 page (%s), black on white, with fold and cut at the thirds',
  async (site, { reach }) => {
    const page = await openSheet(reach, site)
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      a4.width - 2 * margin,
    )
    const inPrint = async (name: string) => {
      const place = await page.locator(name).boundingBox()
      if (!place) throw new Error(`${name} is not printed`)
      return { top: place.y + margin, bottom: place.y + place.height + margin }
    }
    const first = await inPrint('.app-sheet__identifier')
    const last = await inPrint('.app-sheet__rule >> nth=-1')
    expect(last.bottom - first.top).toBeGreaterThan(0.8 * a4.height)
    if (site === 'usual') {
      expect((await inPrint('.app-sheet__steps')).top / a4.height).toBeCloseTo(1 / 3, 2)
      expect((await inPrint('.app-sheet__receipt')).top / a4.height).toBeCloseTo(2 / 3, 2)
    }
    const [ink, none] = ['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)']
    expect(await stylesOf(page, 'color')).toEqual([ink])
    expect(await stylesOf(page, 'borderBottomColor')).toEqual([ink])
    expect(await stylesOf(page, 'backgroundColor')).toEqual([none])
  },
)
