import { expect } from 'vitest'
import type { Voter } from '../../shared/contract/voter.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { button } from '../journey/browser.ts'
import { inMain, says } from '../journey/pages.ts'
import { type PageState, voterPage } from '../screenshots/page-state.ts'
import { requestFields } from '../screenshots/reissue-states.ts'
import { minutesAfter, now } from '../screenshots/sample-answers.ts'
import { phoneStates } from '../screenshots/staff-states.ts'
import { test } from './open-page.ts'

const actions = {
  change: 'Recevoir un code',
  lift: 'Recevoir un code sur mon numéro enregistré',
  remove: 'Retirer mon numéro',
}
const usable = 'peut y être envoyé'
const inMinutes = (minutes: number) => minutesAfter(minutes, now).toISOString()

test.for([
  ['none', 'Aucun numéro', usable, ['change']],
  ['not yet counted', 'il servira à partir', usable, ['change', 'remove']],
  ['known', usable, 'à partir', ['change', 'remove']],
  ['waiting', 'vous pourrez demander', usable, ['change', 'lift', 'remove']],
  ['no codes', 'les SMS sont réservés', usable, ['remove']],
  ['closed', 'sont closes', usable, ['remove']],
  ['too late', 'Il est trop tard', 'Recevoir', []],
] as const)(
  'the page of the phone offers what the service accepts, and contradicts nothing (%s)',
  async ([state, text, absentText, offers], { open }) => {
    const page = await open(phoneStates[state])
    await says(page, text)
    expect(await inMain(page)).not.toContain(absentText)
    for (const [name, label] of Object.entries(actions))
      expect(await button(page, label).isVisible(), label).toBe(offers.includes(name as never))
  },
)

const answering = (state: PageState | undefined, answers: PageState['answers']) =>
  ({ ...state, answers: { ...state?.answers, ...answers } }) as PageState

test('Enter in the password field presses the first button that is shown', async ({ open }) => {
  const page = await open(answering(phoneStates.closed, { 'POST /api/phone/removal': 'cut' }))
  const called = page.waitForRequest('**/api/phone/*')
  await page.locator('#password').press('Enter')
  expect((await called).url()).toMatch(/removal$/)
})

test('a reloaded page asks for the pending code until it is used', async ({ open }) => {
  const code = { maskedPhone: '•• •• •• •• 78', expiresAt: inMinutes(10) }
  const state = answering(phoneStates.none, {
    'POST /api/phone': { body: code },
    'POST /api/phone/confirmation': { body: undefined },
  })
  const page = await open(state)
  await button(page, actions.change).click()
  await says(page, 'Vous avez demandé un code par SMS au numéro se terminant par 78.')
  await page.reload()
  await page.locator('#code').fill('123456')
  state.answers['GET /api/voter'] = 'cut'
  await button(page, 'Valider').click()
  await says(page, 'Votre code est accepté.')
  expect(await inMain(page)).not.toMatch(/Vous avez demandé un code|Aucun numéro/)
})

test('a refusal leads to sign-in if the session has ended meanwhile', async ({ open }) => {
  const state = answering(phoneStates.known, { 'POST /api/phone': new Problem('phone-too-late') })
  const page = await open(state)
  await page.locator('#phone').fill('06 12 34 56 78')
  const signedIn = state.answers['GET /api/voter']
  state.answers['GET /api/voter'] = new Problem('unauthenticated')
  await button(page, actions.change).click()
  await page.waitForURL('**/#retour=/telephone/')
  await says(page, 'Le numéro saisi est gardé.')
  Object.assign(state.answers, { 'GET /api/voter': signedIn })
  await page.goto(new URL('/telephone/', page.url()).href)
  await page.locator('#phone').waitFor()
  expect(await page.locator('#phone').inputValue()).toBe('06 12 34 56 78')
})

const { answers } = phoneStates.known as PageState
const { body: voter } = answers['GET /api/voter'] as { body: Voter }

test.for([
  [600, 2777, /pourrez entrer après .*enregistré peut lever ce délai/],
  [2900, 2777, /trop tard.*enregistré peut lever ce délai/],
  [20, 1, /pourrez entrer après (?!.*lever ce délai).*appelez/],
] as const)(
  'the booth promises only what comes before the close: a wait of %i minutes, %i before it',
  async ([wait, minutes, text], { open }) => {
    const election = { ...voter.election, voteClosesAt: inMinutes(minutes) }
    const session = { ...voter.session, votesUntil: inMinutes(minutes + 30) }
    const refusal = new Problem('both-factors-lost', { until: minutesAfter(wait, now) })
    const answers = { 'POST /api/booth/session': refusal }
    const page = await open(voterPage('/vote/', { ...voter, election, session }, { answers }))
    await page.locator('#identifier').fill('B501 2345 678K')
    await page.locator('#identifier').press('Enter')
    await says(page, text)
  },
)

test('on a shared computer a typed number is neither kept nor offered again', async ({ open }) => {
  const session = { ...voter.session, expiresAt: inMinutes(10) }
  const page = await open(voterPage('/telephone/', { ...voter, session }, { site: 'knowing' }))
  const input = page.locator('#phone')
  await input.fill('06 12 34 56 78')
  expect(await input.getAttribute('autocomplete')).toBe('off')
  expect(await page.evaluate("sessionStorage.getItem('phone-draft')")).toBeNull()
})

test('a voter who withdrew a wrong number types another at once', async ({ open }) => {
  const page = await open(voterPage('/identifiant/#numero', voter, { site: 'knowing' }))
  expect(await page.evaluate('document.activeElement.id')).toBe('phone')
})

const gone = 'Votre numéro enregistré a changé : recommencez.'
const { known: _, ...noPhones } = voter.phones as NonNullable<Voter['phones']>

test.for([
  ['with the current view', { body: { ...voter, phones: noPhones } }, gone],
  ['with a view from before', { body: voter }, gone],
  ['without a view', new Problem('internal-error'), gone],
  [
    'if no other is accepted',
    { body: { ...voter, phones: { ...noPhones, otherPhone: 'refuse' } } },
    'aucun des vôtres ne peut encore en recevoir',
  ],
] as const)(
  'the form drops a registered phone that another tab has removed (%s)',
  async ([, view, text], { open }) => {
    const refusal = { 'POST /api/reissues': new Problem('phone-unknown') }
    const state = voterPage('/identifiant/', voter, { answers: refusal, site: 'knowing' })
    const page = await open(state)
    const { phone: __, ...identity } = requestFields
    for (const [id, value] of Object.entries(identity)) await page.locator(`#${id}`).fill(value)
    await page.locator('#captcha').press('Enter')
    state.answers['GET /api/voter'] = view
    await page.locator('[data-send]').click()
    await says(page, text)
    expect(await inMain(page)).not.toContain('Choisissez votre numéro enregistré')
    expect(await page.locator('#phone').isVisible()).toBe(text === gone)
  },
)
