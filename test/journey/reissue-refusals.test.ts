import { expect } from 'vitest'
import { errorOf, expectCalmVisit, field } from './browser.ts'
import { requestAccepted, signIn, spaceOf } from './local-run.ts'
import {
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
  const { remaining, latest } = (await spaceOf(await signIn(run, voter))).reissue
  expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })

  await fillForm(page, rightAnswers(voter, run.anotherPhone()))
  await sendForm(page)
  await page.getByText(accepted).waitFor()
  expectCalmVisit(visit, ['409 /api/reissues'])
})
