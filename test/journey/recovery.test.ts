import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { spacedPhone } from '../../shared/texts/sms/phone-formats.ts'
import {
  button,
  errorSummary,
  expectCleanVisit,
  field,
  goBack,
  link,
  title,
  typographic,
} from './browser.ts'
import { eventually, signIn, spaceOf } from './local-run.ts'
import {
  confirmForm,
  fillForm,
  inMain,
  openForm,
  readForm,
  rightAnswers,
  says,
  signInOnPage,
} from './pages.ts'
import { test } from './shared-run.ts'

const recapTitle = "C'est bien ce numéro ?"
const focused = (page: Page) =>
  page.evaluate<string>("document.activeElement.textContent.trim().replace(/\\s/g, ' ')")

test('a form survives a reload, the back button, a double click and network failures, on a phone a day ahead', async ({
  page,
  run,
  visit,
}) => {
  const voter = run.anotherVoter()
  const answers = rightAnswers(voter, run.anotherPhone())
  await page.context().addInitScript('{ const now = Date.now; Date.now = () => now() + 864e5 }')
  let sent = 0
  let drawn = 0
  page.on('request', (request) => {
    if (request.method() !== 'POST') return
    if (request.url().endsWith('/api/reissues')) sent++
    if (request.url().endsWith('/api/captchas')) drawn++
  })
  await signInOnPage(page, run.siteUrl, voter)
  await openForm(page, run.siteUrl)
  await fillForm(page, answers)

  await page.reload()
  await page.getByAltText('Image du code de sécurité').waitFor()
  expect(await readForm(page)).toEqual({ ...answers, numen: '', code: '' })
  expect(await inMain(page)).not.toContain('a été gardé')
  await fillForm(page, answers)

  await button(page, 'Continuer').dblclick()
  await says(page, recapTitle)
  await eventually(
    'the recap is read out',
    async () => (await focused(page)) === typographic(recapTitle),
  )
  const recap = await inMain(page)
  expect(recap).toContain(spacedPhone(answers.phone))
  expect(recap).toContain(voter.numen)
  expect(recap).toContain('Après cette demande, il vous restera 2 demandes.')
  expect(recap).toContain("Votre identifiant actuel fonctionne jusqu'au départ du SMS.")
  expect(recap).not.toContain("Utilisez l'identifiant imprimé")
  await goBack(page)
  await button(page, 'Continuer').waitFor()
  expect(await readForm(page)).toEqual(answers)
  await field(page, 'Code de sécurité').press('Enter')
  await link(page, 'Modifier ma demande').click()
  expect(await page.evaluate('document.activeElement.id')).toBe('phone')

  await page.route('**/api/reissues', (route) => route.abort(), { times: 1 })
  expect(await confirmForm(page)).toBe(true)
  await errorSummary(page).waitFor()
  expect(await inMain(page)).toContain("Nous n'avons pas pu confirmer que votre demande")
  await page.route(
    '**/api/reissues',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await button(page, 'Envoyer la demande').dblclick()
  await eventually('the second try is answered', () => (sent === 2 ? true : undefined))
  await errorSummary(page).waitFor()
  await button(page, 'Envoyer la demande').click()
  await title(page, 'Mon espace électeur').waitFor()
  await says(page, 'SMS attendu vers')
  expect({ sent, drawn }).toEqual({ sent: 2, drawn: 2 })
  expect((await spaceOf(await signIn(run, voter))).reissue.remaining).toBe(2)

  await goBack(page)
  await title(page, 'Mon espace électeur').waitFor()
  await says(page, 'SMS attendu vers')
  expect(await page.evaluate("sessionStorage.getItem('draft')")).toBe('')
  expectCleanVisit(visit, [
    'Failed to load resource: net::ERR_FAILED',
    'Failed to load resource: net::ERR_FAILED',
  ])
})
