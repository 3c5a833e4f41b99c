import { expect } from 'vitest'
import { button, expectAccessible, expectCalmVisit, field, read } from './browser.ts'
import { expectStatus, requestReissue, signIn, spaceOf } from './local-run.ts'
import { signInOnPage } from './pages.ts'
import { testOn } from './shared-run.ts'

const test = testOn({
  electionChanges: {
    dates: {
      contestUntil: '2041-12-11T17:30',
      reissueOpensAt: '2020-02-01T00:00',
      reissueClosesAt: '2020-03-01T12:00',
      voteOpensAt: '2041-11-29T10:00',
      voteClosesAt: '2041-12-06T17:00',
    },
  },
})

test('J9: outside the windows, asking for an identifier and voting are refused with their dates, and nothing is consumed', async ({
  page,
  run,
  visit,
}) => {
  const voter = run.anotherVoter()
  await signInOnPage(page, run.siteUrl, voter)
  const since =
    'Les demandes de nouvel identifiant sont closes depuis le dimanche 1er mars 2020 à 12 h.'
  expect(await read(page.getByRole('main'))).toContain(since)
  expect(await button(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
  expect(await button(page, 'JE VOTE →').count()).toBe(0)
  await expectAccessible(page)
  await page.goto(`${run.siteUrl}/identifiant/`)
  await page.getByText(since).waitFor()
  await expectAccessible(page)
  await page.goto(`${run.siteUrl}/vote/`)
  await page
    .getByText('Le vote ouvrira le vendredi 29 novembre 2041 à 10 h')
    .filter({ visible: true })
    .waitFor()
  expect(await field(page, 'Identifiant électeur').isVisible()).toBe(false)
  await expectAccessible(page)
  expectCalmVisit(visit)

  const client = await signIn(run, voter)
  const { identifier, password } = voter
  const entry = { json: { identifier, password } }
  expectStatus(await client.send('POST', '/api/booth/session', entry), 403)
  const refusal = expectStatus(await requestReissue(client, voter, run.anotherPhone()), 403)
  expect(refusal.body.code).toBe('reissue-closed')
  const { remaining, latest } = (await spaceOf(client)).reissue
  expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })
})
