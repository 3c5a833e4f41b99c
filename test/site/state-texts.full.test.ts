import { expect } from 'vitest'
import { button, errorOf, expectAccessibleState, field, read } from '../journey/browser.ts'
import { inMain, says } from '../journey/pages.ts'
import { type PageState, publicPage, voterPage } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import {
  calendarAnswer,
  election,
  minutesAfter,
  now,
  voterAnswer,
} from '../screenshots/sample-answers.ts'
import { test } from './open-page.ts'

const suspended = calendarAnswer({ ...election.dates, suspendedSince: minutesAfter(-30, now) })

const announcing = (state: PageState | undefined) => ({
  ...(state as PageState),
  answers: { ...state?.answers, 'GET /api/calendar': { body: suspended } } as PageState['answers'],
})

const { booth, cancel, password, reissue, sessions, space, 'service-status': service } = pageStates
const mailed = password['link on its way'] as PageState
const noWait = { ...mailed.answers, 'GET /api/account/link-wait': 'cut' } as const

test.for<[what: string, state: PageState | undefined, words: string | RegExp, absent?: string]>([
  ['a spent link', cancel['unknown link'], /Ce lien ne permet pas d.annuler une demande/],
  ['no link', cancel['without its link'], /Le lien d.annulation est absent ou incomplet/],
  ['a cancellation too late', cancel['too late'], /Appelez l.assistance maintenant/],
  ['a request that staff stopped', space['stopped by staff'], /Demande arrêtée par l.assistance à/],
  ['no request left', reissue['voter-limit'], /Retour à mon espace électeur/, 'Continuer'],
  ['the booth with a notice', booth['first seen'], 'Identifiant électeur', '1 Demander'],
  ['the booth after an SMS', booth['after an SMS'], '1 Demander'],
  ['a link delayed', password['link delayed'], /l.e-mail peut mettre jusqu.à 1.h.30 à partir/],
  ['a link without a wait', mailed, 'Consultez votre messagerie', 'Beaucoup de personnes'],
  [
    'a link whose wait is unknown',
    { ...mailed, answers: noWait },
    'Consultez votre messagerie',
    'Beaucoup de personnes',
  ],
  [
    'a wrong code',
    reissue['captcha-failed'],
    /Le code de sécurité ne correspond pas à l.image/,
    'Un code ne sert',
  ],
  ['refused cookies', pageStates['sign-in']['cookies refused'], /navigateur refuse les cookies/],
  ['one session', sessions['only this one'], /Connexions ouvertes/, 'pas la vôtre'],
  ['held SMS', service.stopped, /rien à refaire/],
  [
    'a suspended vote',
    announcing(service.normal),
    'Aucun SMS ne part : le vote est suspendu.',
    'partent normalement',
  ],
])('a page about %s says what its voter needs', async ([, state, words, absent], { reach }) => {
  const page = await reach(state)
  await says(page, words)
  if (absent) expect(await inMain(page)).not.toContain(absent)
})

test('a session that cannot be extended gives its end, without a button', async ({ open }) => {
  const endsAt = new Date(now.getTime() + 150_000).toISOString()
  const session = { expiresAt: endsAt, endsAt }
  const page = await open(voterPage('/espace/', { ...voterAnswer(null), session }), { width: 320 })
  await says(page, /votre session prend fin .* Vous devrez vous reconnecter\.$/)
  expect(await button(page, 'Continuer ma session').count()).toBe(0)
  await expectAccessibleState(page)
})

test('the title says that the request is cancelled', async ({ reach }) => {
  const page = await reach(cancel.cancelled)
  await page.getByRole('heading', { level: 1, name: 'Demande annulée' }).waitFor()
})

test('an announcement hides the planned dates and points to the new ones', async ({ open }) => {
  const state = pageStates['help-easy']['first seen']
  const page = await open(announcing(state))
  await says(page, /Le vote est suspendu/)
  await page.getByText('Quand voter ?').click()
  await says(page, 'La date est en haut de cette page.')
  const planned = await open(state)
  await planned.getByText('Quand voter ?').click()
  await says(planned, /Le vote commence/)
  expect(await inMain(planned)).not.toContain('en haut de cette page')
})

test("another voter's phone is refused at its field, costing only the code", async ({ reach }) => {
  const page = await reach(pageStates.reissue['phone-taken'])
  const phone = field(page, 'N° de téléphone mobile')
  expect(await errorOf(phone)).toContain('sert déjà à une autre personne')
  expect(await phone.inputValue()).toBe('06 12 34 56 78')
  expect(await field(page, 'NUMEN').inputValue()).toBe('01E1000000ABC')
  await says(page, /Un code ne sert qu.une fois/)
  expect(await field(page, 'Code de sécurité').inputValue()).toBe('')
})

test('NUMEN and birth date are marked wrong together, and cleared together', async ({ reach }) => {
  const state = pageStates.reissue['identity-mismatch'] as PageState
  const page = await reach(state)
  const message = 'Le NUMEN ou la date de naissance ne correspond pas à votre compte.'
  for (const label of ['NUMEN', 'Date de naissance (jj/mm/aaaa)'])
    expect(await errorOf(field(page, label))).toContain(message)
  expect(await page.locator('[aria-invalid]').count()).toBe(2)
  expect(await read(page.getByRole('alert').last())).toContain('Il vous reste 3 demandes.')
  await page.getByText('Causes les plus fréquentes').click()
  await page.getByText('NUMEN est celui d’une autre académie').waitFor()
  await field(page, 'NUMEN').fill('01e1000000abd')
  await page.locator('[aria-invalid]').first().waitFor({ state: 'detached' })
  expect(await page.locator('[aria-invalid]').count()).toBe(0)
})

test.for(['/', '/espace/', '/annuler/', '/mot-de-passe/', '/vote/', '/identifiant/'])(
  'without JavaScript %s shows no form, but why and whom to call',
  async (path, { open }) => {
    const page = await open({ ...publicPage(path), withoutScripts: true })
    expect(await page.locator('input:visible, button:visible').count()).toBe(0)
    const warning = page.getByRole('alert').filter({ visible: true })
    expect(await read(warning)).toMatch(/JavaScript est désactivé(?!.*réseau)/)
    expect(await warning.locator('[href^="tel:"]').isVisible()).toBe(true)
  },
)
