import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { writePage } from '../../team/watch/write-delegates-page.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { anAlarm, aReading, countsOf, someCounts } from '../builders/vote-readings.ts'
import { election } from '../builders/voters.ts'
import { expectAccessibleState } from '../journey/browser.ts'
import { test } from '../journey/shared-browser.ts'

test('the delegates’ page is accessible, and fits a phone and one sheet', async ({ browser }) => {
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
  const context = await browser.newContext({
    viewport: { width: 320, height: 640 },
    bypassCSP: true,
  })
  onTestFinished(() => context.close())
  const opened = await context.newPage()
  await opened.goto(pathToFileURL(file).href)
  await expectAccessibleState(opened)
  const sheets = (await opened.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)
  expect(sheets).toHaveLength(1)
})
