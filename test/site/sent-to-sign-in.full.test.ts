import { expect } from 'vitest'
import { Problem } from '../../shared/runtime/problem.ts'
import { assistancePages, pages, phonePages } from '../../site/site-pages.ts'
import { button } from '../journey/browser.ts'
import { inMain, says } from '../journey/pages.ts'
import { publicPage } from '../screenshots/page-state.ts'
import { calendarAnswer, election, minutesAfter, now } from '../screenshots/sample-answers.ts'
import { test } from './open-page.ts'

const ofSignedIn = [...pages, ...assistancePages, ...phonePages].filter((one) => 'homePath' in one)

test.for(ofSignedIn)(
  "a voter whom $path redirects to sign-in reads why, and the tab's data is deleted",
  async ({ path }, { open }) => {
    const page = await open(publicPage('/', { site: 'staffed' }))
    await page.evaluate("sessionStorage.setItem('sent', 'a NUMEN')")
    await page.evaluate(`location.hash = 'retour=${path}'`)
    await page.reload()
    await says(page, 'Connectez-vous pour ouvrir cette page.')
    expect(await page.evaluate('sessionStorage.getItem("sent")')).toBeNull()
  },
)

test('nobody is invited to sign in while the vote is suspended', async ({ open }) => {
  const suspendedSince = minutesAfter(-30, now)
  const body = calendarAnswer({ ...election.dates, suspendedSince })
  const suspended = { 'GET /api/calendar': { body } } as const
  const redirected = await open(publicPage('/#retour=/vote/', { answers: suspended }))
  const state = publicPage('/', { answers: { 'POST /api/session': new Problem('suspended') } })
  const refused = await open(state)
  Object.assign(state.answers, suspended)
  await button(refused, 'CONNEXION').click()
  for (const page of [redirected, refused]) {
    await says(page, 'Vous ne pouvez ni vous connecter')
    expect(await inMain(page)).not.toMatch(/Connectez-vous/)
  }
})

test('the sign-in page invites to vote only until the vote is closed', async ({ open }) => {
  const page = await open(publicPage('/'))
  const invitation = page.getByText('pour voter')
  for (const [minutes, isInvited] of [
    [-1, true],
    [0, false],
  ] as const) {
    await page.clock.setFixedTime(minutesAfter(minutes, election.dates.voteClosesAt))
    await page.reload()
    await page.locator('#email').waitFor()
    expect(await invitation.isVisible()).toBe(isInvited)
  }
})
