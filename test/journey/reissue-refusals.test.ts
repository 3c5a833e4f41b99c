import { expect } from 'vitest'
import { inFull } from '../size.ts'
import {
  button,
  errorOf,
  errorSummary,
  expectAccessible,
  expectCalmVisit,
  field,
} from './browser.ts'
import { requestAccepted, signIn, spaceOf } from './local-run.ts'
import {
  confirmForm,
  expectTypedKept,
  fillForm,
  openForm,
  refused,
  rightAnswers,
  sendForm,
  signInOnPage,
} from './pages.ts'
import { test } from './shared-run.ts'

const accepted = 'Votre demande a été correctement prise en compte.'

test("J9: another voter's phone is refused at its field, and nothing is consumed", async ({
  page,
  run,
  visit,
}) => {
  const [owner, voter] = [run.anotherVoter(), run.anotherVoter()]
  const phone = run.anotherPhone()
  await requestAccepted(await signIn(run, owner), owner, phone)
  await signInOnPage(page, run.siteUrl, voter)
  await openForm(page, run.siteUrl)
  await refused(page, rightAnswers(voter, phone))
  expect(await errorOf(field(page, 'N° de téléphone mobile'))).toContain(
    'sert déjà à une autre personne',
  )
  await expectTypedKept(page, rightAnswers(voter, phone))
  await expectAccessible(page)
  const { remaining, latest } = (await spaceOf(await signIn(run, voter))).reissue
  expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })

  await fillForm(page, rightAnswers(voter, run.anotherPhone()))
  await sendForm(page)
  await page.getByText(accepted).waitFor()
  expectCalmVisit(visit, ['409 /api/reissues'])
})

test('J9: a wrong NUMEN and a wrong birth date get the very same message', async ({
  page,
  run,
  visit,
  skip,
}) => {
  inFull(skip)
  const voter = run.anotherVoter()
  const right = rightAnswers(voter, run.anotherPhone())
  await signInOnPage(page, run.siteUrl, voter)
  await openForm(page, run.siteUrl)
  const messages: string[] = []
  for (const wrong of [{ numen: '99Z9999999ZZZ' }, { birthDate: '01/01/1990' }]) {
    const typed = { ...right, ...wrong }
    messages.push(await refused(page, typed))
    for (const label of ['NUMEN', 'Date de naissance (jj/mm/aaaa)'])
      expect(await errorOf(field(page, label))).toContain('Le NUMEN ou la date de naissance')
    expect(await page.locator('[aria-invalid]').count()).toBe(2)
    await expectTypedKept(page, typed)
  }
  expect(messages[0]).toContain(
    'Le NUMEN ou la date de naissance ne correspond pas à votre compte.',
  )
  expect(messages[1]).toBe(messages[0])
  expect(messages[0]).toContain('Il vous reste 3 demandes.')
  await page.getByText('Causes les plus fréquentes').click()
  await page.getByText('NUMEN est celui d’une autre académie').waitFor()
  await expectAccessible(page)
  await field(page, 'NUMEN').fill(voter.numen.toLowerCase())
  await errorSummary(page).waitFor({ state: 'detached' })
  expect(await page.locator('[aria-invalid]').count()).toBe(0)
  const { remaining, latest } = (await spaceOf(await signIn(run, voter))).reissue
  expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })
  expectCalmVisit(visit, ['403 /api/reissues', '403 /api/reissues'])
})

test('asking again while a request is under way shows its progress and consumes nothing', async ({
  page,
  run,
  visit,
}) => {
  const voter = run.anotherVoter()
  await signInOnPage(page, run.siteUrl, voter)
  await openForm(page, run.siteUrl)
  const other = await signIn(run, voter)
  const phone = run.anotherPhone()
  await requestAccepted(other, voter, phone)
  await fillForm(page, rightAnswers(voter, phone))
  await confirmForm(page)
  for (const text of ['Un SMS va vous être envoyé', 'Une demande est déjà en cours'])
    await page.getByRole('status').filter({ hasText: text }).waitFor()
  expect(await button(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
  await expectAccessible(page)
  expect((await spaceOf(other)).reissue.remaining).toBe(2)
  expectCalmVisit(visit)
})
