import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { describe, expect } from 'vitest'
import { delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { writePage } from '../../team/watch/write-delegates-page.ts'
import { teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { now } from '../builders/values.ts'
import { anAlarm, aReading, countsOf, someCounts } from '../builders/vote-readings.ts'
import { election } from '../builders/voters.ts'
import { requestAccepted, signIn } from '../journey/local-run.ts'
import { test } from '../journey/shared-run.ts'

const watch = teamCommand('election.ts', 'watch')

describe('npm run watch, of a local run', () => {
  test('has what a voter asked for, in JSON and in a terminal', async ({ run }) => {
    const local = ['--local', new URL(run.siteUrl).port, '--once']
    const read = async () => {
      await run.schedules.runNow()
      const { code, said } = await watch(...local, '--json')
      expect(code).toBe(0)
      const { counts, activity, alarms } = JSON.parse(said)
      expect(alarms.watched).toBeGreaterThan(30)
      const { asked } = counts.territories.find(
        ({ territory }: { territory: string }) => territory === 'FR',
      )
      return { asked, accepted: activity.accepted.hour, opened: activity.opened.fiveMinutes }
    }
    const before = await read()
    const voter = run.anotherVoter()
    const client = await signIn(run, voter)
    await requestAccepted(client, voter, run.anotherPhone())
    const after = await read()
    expect(after.asked).toBeGreaterThan(before.asked)
    expect(after.accepted).toBeGreaterThan(before.accepted)
    expect(after.opened).toBeGreaterThan(0)
    const { code, said } = await watch(...local)
    expect(code).toBe(0)
    expect(said).toContain('Activité de la dernière heure')
    expect(said).toContain('Métropole')
  })
})

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
