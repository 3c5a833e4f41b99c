import { expect } from 'vitest'
import { assistancePages, pages, phonePages } from '../../site/site-pages.ts'
import { says } from '../journey/pages.ts'
import { publicPage } from '../screenshots/page-state.ts'
import { election, minutesAfter } from '../screenshots/sample-answers.ts'
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
