import type { Browser } from 'playwright-core'
import { describe, expect } from 'vitest'
import { graceMinutes } from '../../shared/domain/election/open-period.ts'
import { printed } from '../journey/browser.ts'
import { says } from '../journey/pages.ts'
import { test } from '../journey/shared-browser.ts'
import { openState } from '../screenshots/open-state.ts'
import { type PageState, signedIn } from '../screenshots/page-state.ts'
import {
  calendarAnswer,
  minutesAfter,
  now,
  reissueAnswer,
  staffedElection,
  voterAnswer,
} from '../screenshots/sample-answers.ts'
import { builtSite } from './built-site.ts'

const { directory } = builtSite(staffedElection)
const { dates } = staffedElection
const ofTheNotice = { 'GET /api/notice-end': { body: { end: '4T 9WXZ' } } } as const
const printedEnd = /4T 9WXZ/

const open = (browser: Browser, state: PageState) =>
  openState(browser, directory(), state, { width: 360, colorScheme: 'light' })

describe.concurrent('the end of an identifier that staff printed', () => {
  test('gives way to what is valid once another identifier replaced it', async ({ browser }) => {
    const state = signedIn('/notice/', voterAnswer(null), { answers: ofTheNotice })
    const page = await open(browser, state)
    await says(page, printedEnd)
    await says(page, 'Aller voter')
    const replaced = { 'GET /api/notice-end': { body: { end: null } } } as const
    const { answers } = signedIn('/notice/', voterAnswer(reissueAnswer('delivered')))
    Object.assign(state.answers, answers, replaced)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await says(page, /Utilisez l.identifiant du SMS/)
    expect(await page.getByText(printedEnd).count()).toBe(0)
    await page.context().close()
  })

  test('leads nowhere once the vote is closed', async ({ browser }) => {
    const at = minutesAfter(graceMinutes + 1, dates.voteClosesAt)
    const state = signedIn('/notice/', voterAnswer(null, at), { answers: ofTheNotice, at })
    const page = await open(browser, state)
    await says(page, /Le vote est clos/)
    expect(await page.getByText('Aller voter').isVisible()).toBe(false)
    await page.context().close()
  })
})

test.for(['/notice/', '/espace/assistance/'])(
  'what the team announced is told on %s too',
  async (path, { browser }) => {
    const announced = calendarAnswer({ ...dates, suspendedSince: minutesAfter(-30, now) })
    const answers = { ...ofTheNotice, 'GET /api/calendar': { body: announced } }
    const page = await open(browser, signedIn(path, voterAnswer(null), { answers }))
    const [sentence = ''] = announced.announcement.fr.split('.')
    await says(page, printed(sentence))
    await page.context().close()
  },
)
