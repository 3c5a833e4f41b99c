import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { expect } from 'vitest'
import { delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { writePage } from '../../team/watch/write-delegates-page.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { anAlarm, aReading, countsOf, someCounts } from '../builders/vote-readings.ts'
import { election } from '../builders/voters.ts'
import { test } from '../journey/shared-browser.ts'

test('the page of the delegates is accessible, fits 320 pixels and one sheet, light and dark', async ({
  browser,
}) => {
  const file = join(temporaryFolder(), 'point.html')
  const voted = { asked: 8214, left: 8214, arrived: 8100, failed: 9, used: 8000 }
  const reading = aReading({
    counts: someCounts({ territories: [countsOf('FR', voted), countsOf('WF', { asked: 3 })] }),
    alarms: { watched: 40, unmeasured: 0, on: [anAlarm('LateSms')] },
  })
  const { dates, timeZone } = election
  const sections = delegateSections({ reading, dates, timeZone, now, isSuspended: false })
  const page = { title: election.title, readAt: 'Lu à 18 h 02', vote: 'Le vote ferme.', sections }
  expect(await writePage(file, page, election, 20)).toBe(true)
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      colorScheme,
      bypassCSP: true,
    })
    const page = await context.newPage()
    await page.goto(pathToFileURL(file).href)
    await page.evaluate(axe.source)
    const found = await page.evaluate('axe.run()')
    expect((found as { violations: unknown[] }).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    const sheets = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
    expect(sheets).toHaveLength(1)
    await context.close()
  }
})
