import { describe, expect } from 'vitest'
import { graceMinutes } from '../../shared/domain/election/election-dates.ts'
import { printedNoticeText } from '../../shared/texts/reissue/valid-identifier.ts'
import { link, typographic } from '../journey/browser.ts'
import { says } from '../journey/pages.ts'
import { voterPage } from '../screenshots/page-state.ts'
import {
  calendarAnswer,
  minutesAfter,
  now,
  reissueAnswer,
  staffedElection,
  voterAnswer,
} from '../screenshots/sample-answers.ts'
import { returnToTab, test } from './open-page.ts'

const { dates } = staffedElection
const ofTheNotice = { 'GET /api/notice-end': { body: { end: '4T 9WXZ' } } } as const
const inStaffed = { answers: ofTheNotice, site: 'staffed' } as const
const printedEnd = /4T 9WXZ/

describe.concurrent('the end of an identifier that staff printed', () => {
  test('is replaced by the valid source once another identifier replaces it', async ({ open }) => {
    const state = voterPage('/notice/', voterAnswer(null), inStaffed)
    const page = await open(state)
    await says(page, printedEnd)
    await page.getByRole('link', { name: 'JE VOTE →' }).waitFor()
    const replaced = { 'GET /api/notice-end': { body: { end: null } } } as const
    const { answers } = voterPage('/notice/', voterAnswer(reissueAnswer('delivered')))
    Object.assign(state.answers, answers, replaced)
    await returnToTab(page)
    await says(page, /Utilisez l.identifiant du SMS/)
    expect(await page.getByText(printedEnd).count()).toBe(0)
  })

  test('is linked from the space of a voter without a request', async ({ open }) => {
    const identifier = { from: 'notice', text: printedNoticeText } as const
    const page = await open(voterPage('/espace/', { ...voterAnswer(null), identifier }, inStaffed))
    await says(page, 'Vous lisez la fin dans votre espace électeur.')
    await link(page, 'Lire la fin de mon identifiant').press('Enter')
    await says(page, printedEnd)
  })

  test('offers no way to the booth once the vote is closed', async ({ open }) => {
    const at = minutesAfter(graceMinutes + 1, dates.voteClosesAt)
    const state = voterPage('/notice/', voterAnswer(null, at), { ...inStaffed, at })
    const page = await open(state)
    await says(page, /Le vote est clos/)
    expect(await page.getByText('JE VOTE →').isVisible()).toBe(false)
  })
})

test.for(['/notice/', '/espace/assistance/'])(
  "the team's announcement is shown on %s too",
  async (path, { open }) => {
    const announced = calendarAnswer({ ...dates, suspendedSince: minutesAfter(-30, now) })
    const answers = { ...ofTheNotice, 'GET /api/calendar': { body: announced } }
    const page = await open(voterPage(path, voterAnswer(null), { ...inStaffed, answers }))
    const [sentence = ''] = announced.announcement.fr.split('.')
    await says(page, typographic(sentence))
  },
)
