import { describe, expect } from 'vitest'
import { graceMinutes } from '../../shared/domain/election/election-dates.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { typographic } from '../journey/browser.ts'
import { says } from '../journey/pages.ts'
import { type PageState, voterPage } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { requestFields } from '../screenshots/reissue-states.ts'
import {
  election,
  minutesAfter,
  reissueAnswer,
  voterAnswer,
} from '../screenshots/sample-answers.ts'
import { inFull } from '../size.ts'
import { type Open, openAs, returnToTab, test } from './open-page.ts'

const wrongCredentials = new Problem('wrong-credentials')
const ofTheNotice = /Utilisez l.identifiant imprimé|Votre identifiant y est imprimé/
const ofTheSms = /Utilisez l.identifiant (du|de ce) SMS/
const ofTheLateSms =
  /Si le SMS de .* finit par arriver, son identifiant fonctionne\. Sinon, demandez-en un autre\./

describe.concurrent('what an open page says of the valid identifier stays true', () => {
  test('in the booth, when the SMS leaves and when it fails', async ({ open, skip }) => {
    inFull(skip)
    const { page, setLatest } = await openAs(open, '/vote/', voterAnswer(reissueAnswer('sending')))
    await says(page, ofTheNotice)
    setLatest(reissueAnswer('sent'))
    await says(page, ofTheSms)
    setLatest(reissueAnswer('failed'))
    await says(page, ofTheLateSms)
  })

  test('in the booth, once a typed identifier is refused', async ({ open }) => {
    const { page, setLatest, state } = await openAs(open, '/vote/', voterAnswer(null))
    setLatest(reissueAnswer('delivered'))
    state.answers['POST /api/booth/session'] = wrongCredentials
    await page.locator('#identifier').fill('B501 2345 678K')
    await page.locator('#password').fill('Demo-01-vote!')
    await page.locator('#password').press('Enter')
    await says(page, 'Identifiant ou mot de passe incorrect.')
    expect(await page.getByText(ofTheSms).isVisible()).toBe(true)
  })

  test.for(['/vote/', '/espace/'])('on %s, after another tab’s request', async (path, { open }) => {
    const { page, setLatest } = await openAs(open, path, voterAnswer(null))
    await says(page, ofTheNotice)
    setLatest(reissueAnswer('delivered'))
    await returnToTab(page)
    await says(page, ofTheSms)
    expect(await page.getByText(ofTheNotice).isVisible()).toBe(false)
  })

  test('on the form, when a receipt comes while the voter types', async ({ open, skip }) => {
    inFull(skip)
    const { page, setLatest } = await openAs(
      open,
      '/identifiant/',
      voterAnswer(reissueAnswer('sent')),
    )
    await says(page, /Un SMS vous a déjà été envoyé/)
    await page.locator('#numen').fill('01E1000000ABC')
    setLatest(reissueAnswer('failed', { failure: 'unreachable' }))
    await returnToTab(page)
    await says(page, /Le dernier SMS n.a pas pu être remis/)
    expect(await page.locator('#numen').inputValue()).toBe('01E1000000ABC')
  })

  test('on the form, which redirects after a request in another tab', async ({ open }) => {
    const { page, setLatest } = await openAs(open, '/identifiant/', voterAnswer(null))
    setLatest(reissueAnswer('delivered'))
    await returnToTab(page)
    await says(page, /Une demande a déjà été faite/)
    expect(new URL(page.url()).pathname).toBe('/espace/')
  })

  test('on the form, which stays if another tab withdrew its request', async ({ open }) => {
    const { page, setLatest, state } = await openAs(open, '/identifiant/', voterAnswer(null))
    for (const [id, text] of Object.entries(requestFields)) await page.locator(`#${id}`).fill(text)
    const withdrawn = reissueAnswer('cancelled', { withdrawn: true })
    setLatest(withdrawn)
    await returnToTab(page)
    await says(page, /Indiquez le bon numéro/)
    await page.locator('#captcha').press('Enter')
    setLatest({ ...withdrawn, id: '00000000-0000-4000-8000-000000000009' })
    state.answers['POST /api/reissues'] = 'cut'
    const sent = page.waitForRequest('**/api/reissues')
    await page.locator('[data-send]').click()
    expect((await sent).postDataJSON()).toMatchObject({ phone: requestFields.phone })
  })

  test('in the space, where the next request replaces a failed one', async ({ open }) => {
    const { page, setLatest } = await openAs(open, '/espace/', voterAnswer(reissueAnswer('failed')))
    await says(page, "n'a pas été remis")
    setLatest(reissueAnswer('accepted', { id: '00000000-0000-4000-8000-000000000009' }))
    await returnToTab(page)
    await says(page, 'Votre demande a été correctement prise en compte.')
    expect(await page.getByText(typographic("n'a pas été remis")).isVisible()).toBe(false)
  })
})

test('the page of the cancel link stops offering once the SMS has left', async ({ open }) => {
  const { 'link followed': state, 'link followed too late': late } = pageStates.cancel
  const answers = { ...state?.answers }
  const page = await open({ ...(state as PageState), answers })
  await says(page, 'aucun SMS ne partira')
  Object.assign(answers, late?.answers)
  await returnToTab(page)
  await says(page, 'Il est trop tard pour annuler')
  expect(await page.locator('[data-question]').isVisible()).toBe(false)
})

describe.concurrent('a page that stays open past the end of its period', () => {
  const after = minutesAfter(graceMinutes + 1, election.dates.voteClosesAt)

  async function openUntil(open: Open, path: string, refusals: PageState['answers']) {
    const { page, state } = await openAs(open, path, voterAnswer(null))
    return {
      page,
      end() {
        state.at = after
        Object.assign(state.answers, voterPage(path, voterAnswer(null, after)).answers, refusals)
      },
    }
  }

  test('stops saying in the booth that the vote is open', async ({ open }) => {
    const { page, end } = await openUntil(open, '/vote/', {
      'POST /api/booth/session': new Problem('vote-closed'),
    })
    await says(page, /Le vote est ouvert/)
    await page.locator('#identifier').fill('B501 2345 678K')
    await page.locator('#password').fill('Demo-01-vote!')
    end()
    await page.locator('#password').press('Enter')
    await says(page, /Le vote est clos/)
    expect(await page.getByText('Le vote est ouvert').isVisible()).toBe(false)
  })

  test('hides the form', async ({ open }) => {
    const { page, end } = await openUntil(open, '/identifiant/', {
      'POST /api/reissues': new Problem('reissue-closed'),
    })
    for (const [id, text] of Object.entries(requestFields)) await page.locator(`#${id}`).fill(text)
    end()
    await page.locator('#captcha').press('Enter')
    await page.locator('[data-send]').click()
    await says(page, /Vous ne pouvez pas demander de nouvel identifiant en ce moment/)
    expect(await page.locator('#numen').isVisible()).toBe(false)
  })
})
