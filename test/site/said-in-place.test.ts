import { describe, expect } from 'vitest'
import { inMain, says } from '../journey/pages.ts'
import { act } from '../screenshots/open-state.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { calendarAnswer, election, minutesAfter, now } from '../screenshots/sample-answers.ts'
import { builtSite } from './built-site.ts'
import { test } from './open-page.ts'

const site = builtSite()
const suspended = calendarAnswer({ ...election.dates, suspendedSince: minutesAfter(-30, now) })

function stateOf(page: keyof typeof pageStates, name: string, isSuspended = false): PageState {
  const state = pageStates[page]?.[name] as PageState
  const told = { 'GET /api/calendar': { body: suspended } } as const
  return { ...state, answers: { ...state.answers, ...(isSuspended && told) } }
}

describe.concurrent('a page says', () => {
  test('where the dates are that an announcement hides', async ({ open }) => {
    const page = await open(site, stateOf('help-easy', 'first seen', true))
    await says(page, /Le vote est suspendu/)
    await page.getByText('Quand voter ?').click()
    await says(page, 'La date est en haut de cette page.')
    const planned = await open(site, stateOf('help-easy', 'first seen'))
    await planned.getByText('Quand voter ?').click()
    await says(planned, /Le vote commence/)
    expect(await inMain(planned)).not.toContain('en haut de cette page')
  })

  test('that no SMS leaves while the vote is suspended', async ({ open }) => {
    const page = await open(site, stateOf('service-status', 'normal', true))
    await says(page, 'Aucun SMS ne part : le vote est suspendu.')
    expect(await inMain(page)).not.toContain('partent normalement')
  })

  test.for([
    ['cancel', 'unknown link', /Ce lien ne permet pas d.annuler une demande/],
    ['cancel', 'without its link', /Le lien d.annulation est absent ou incomplet/],
    ['cancel', 'too late', /Appelez l.assistance maintenant/],
    ['password', 'link delayed', /l.e-mail peut mettre jusqu.à 1.h.30 à partir/],
  ] as const)('what its voter needs: %s, %s', async ([name, stateName, words], { open }) => {
    const state = stateOf(name, stateName)
    const page = await open(site, state)
    await act(page, state)
    await says(page, words)
  })

  test.for([0, undefined])(
    'nothing of a wait for a link that is none, nor that is not known: %s',
    async (minutes, { open }) => {
      const state = stateOf('password', 'link on its way')
      if (minutes === undefined) state.answers['GET /api/account/link-wait'] = 'cut'
      const page = await open(site, state)
      await act(page, state)
      await says(page, 'Consultez votre messagerie')
      expect(await inMain(page)).not.toContain('Beaucoup de personnes')
    },
  )

  test('in its title that the request is cancelled', async ({ open }) => {
    const state = stateOf('cancel', 'cancelled')
    const page = await open(site, state)
    await act(page, state)
    await page.getByRole('heading', { level: 1, name: 'Demande annulée' }).waitFor()
  })

  test('nothing of other sessions to who has one', async ({ open }) => {
    const page = await open(site, stateOf('sessions', 'this one alone'))
    await says(page, /Connexions ouvertes/)
    expect(await inMain(page)).not.toContain('pas la vôtre')
  })

  test('JavaScript alone where there is none', async ({ open }) => {
    const page = await open(site, stateOf('space', 'no script'))
    await says(page, /JavaScript est désactivé/)
    expect(await inMain(page)).not.toContain('réseau')
  })
})
