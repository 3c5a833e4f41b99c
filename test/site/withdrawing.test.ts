import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { inMain, says } from '../journey/pages.ts'
import { type PageState, voterPage } from '../screenshots/page-state.ts'
import { reissueStates } from '../screenshots/reissue-states.ts'
import { reissueAnswer, voterAnswer } from '../screenshots/sample-answers.ts'
import { type Open, openAs, test } from './open-page.ts'

const unconfirmed = "Nous n'avons pas pu confirmer que la demande est retirée"

async function openSpace(open: Open, suspended?: true) {
  const voter = voterAnswer(reissueAnswer('accepted', suspended && { held: 'suspended' }))
  if (suspended) voter.election.suspended = suspended
  const opened = await openAs(open, '/espace/', voter)
  await opened.page.route('**/api/reissues/*', () => {})
  return opened
}

const press = (page: Page) => page.getByRole('button', { name: 'Je me suis trompé' }).click()

describe.concurrent('a withdrawal', () => {
  test('says that it is under way, then that it is slow', async ({ open }) => {
    const { page } = await openSpace(open)
    await page.clock.install()
    await page.route('**/withdraw', () => {})
    await press(page)
    await says(page, 'Retrait en cours…')
    await page.clock.runFor(8_100)
    await says(page, 'Réseau lent, nous attendons encore.')
  })

  test('is no longer called unconfirmed once the page shows it', async ({ open }) => {
    const { page, state, setLatest } = await openSpace(open)
    state.answers['POST /api/reissues/{id}/withdraw'] = 'cut'
    await press(page)
    await says(page, unconfirmed)
    setLatest(reissueAnswer('cancelled', { withdrawn: true }))
    await press(page)
    await says(page, 'Demande retirée')
    expect(await inMain(page)).not.toContain(unconfirmed)
  })

  test('is not offered while the vote is suspended: nobody could ask again', async ({ open }) => {
    const { page } = await openSpace(open, true)
    await says(page, 'est retenu pour le moment')
    expect(await page.getByRole('button', { name: 'Je me suis trompé' }).isVisible()).toBe(false)
  })

  test('is called too late once the SMS leaves, whatever the answer', async ({ open }) => {
    const { page, state, setLatest } = await openSpace(open)
    state.answers['POST /api/reissues/{id}/withdraw'] = 'cut'
    setLatest(reissueAnswer('sending'))
    await press(page)
    await says(page, 'Cette demande ne peut plus être retirée.')
  })

  test('is confirmed by the description of the field for the right number', async ({ open }) => {
    const withdrawn = reissueStates['after a withdrawal'] as PageState
    const page = await open({ ...withdrawn, path: '/identifiant/#numero' })
    const description = await page.locator('#phone:focus').getAttribute('aria-describedby')
    const confirmation = page.getByText('Indiquez le bon numéro.')
    expect(description?.split(' ')).toContain(await confirmation.getAttribute('id'))
  })

  test("keeps the typed identity although the request's answer was lost", async ({ reach }) => {
    const summary = reissueStates.summary as PageState
    const state = { ...summary, answers: { ...summary.answers } }
    state.answers['POST /api/reissues'] = 'cut'
    const page = await reach(state)
    const send = page.getByRole('button', { name: 'Envoyer la demande' })
    await send.click()
    const unsure = "Nous n'avons pas pu confirmer que votre demande"
    await says(page, unsure)
    await page.goBack()
    expect(await inMain(page)).not.toContain(unsure)
    await page.getByRole('button', { name: 'Continuer' }).click()
    const accepted = voterAnswer(reissueAnswer('accepted'))
    Object.assign(state.answers, voterPage('/espace/', accepted).answers)
    await send.click()
    await page.waitForURL('**/espace/')
    await says(page, 'SMS attendu')
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain('01E1000000ABC')
  })
})
