import { expect } from 'vitest'
import { inFull } from '../size.ts'
import {
  button,
  errorSummary,
  expectCleanVisit,
  field,
  goBack,
  link,
  read,
  title,
} from './browser.ts'
import { ApiClient, captchaCode, eventually, expectStatus } from './local-run.ts'
import { codeLinkIn, mailsTo } from './mails.ts'
import {
  expectNewPicture,
  fillForm,
  openForm,
  rightAnswers,
  says,
  signInOnPage,
  submitSignIn,
} from './pages.ts'
import { test } from './shared-run.ts'
import { lengthenWait } from './waits.ts'

test('J1: a wrong pair is refused alike, whichever part is wrong', async ({ page, run, visit }) => {
  const voter = run.anotherVoter()
  await page.goto(run.siteUrl)
  expect(await button(page, 'DÉCONNEXION').count()).toBe(0)
  const messages: string[] = []
  for (const [email, password] of [
    [voter.email, 'not the password'],
    ['nobody@academie.example.org', voter.password],
  ] as const) {
    await field(page, 'Adresse e-mail professionnelle').fill(email)
    await field(page, 'Mot de passe personnel').fill(password)
    await button(page, 'CONNEXION').click()
    await eventually('both refusals are shown', () =>
      visit.consoleErrors.length > messages.length ? true : undefined,
    )
    await errorSummary(page).waitFor()
    messages.push(await read(errorSummary(page)))
    expect(await field(page, 'Adresse e-mail professionnelle').inputValue()).toBe(email)
    expect(await page.locator('[aria-invalid]').count()).toBe(0)
  }
  expect(messages[0]).toContain('Adresse ou mot de passe incorrect.')
  expect(messages[1]).toBe(messages[0])
  expectCleanVisit(visit, ['401 /api/session', '401 /api/session'])
})

test('J1: « back » after DÉCONNEXION shows no password and no space', async ({ page, run }) => {
  const voter = run.anotherVoter()
  await signInOnPage(page, run.siteUrl, voter)
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()
  for (let back = 0; back < 3; back++) {
    await goBack(page)
    if (page.url() === 'about:blank') break
    await title(page, 'Espace électeur').waitFor()
    expect(await field(page, 'Mot de passe personnel').inputValue()).toBe('')
    expect(await read(page.locator('body'))).not.toContain('Bienvenue')
  }
})

test('J1: every tab signs out, and a shared computer keeps nothing', async ({
  page,
  run,
  visit,
}) => {
  const [before, voter] = [run.anotherVoter(), run.anotherVoter()]
  await signInOnPage(page, run.siteUrl, before)
  await page.goto(run.siteUrl)
  await title(page, 'Mon espace électeur').waitFor()
  const tab = await visit.newTab()
  await openForm(tab, run.siteUrl)
  await fillForm(tab, rightAnswers(before, run.anotherPhone()))
  await button(page, 'DÉCONNEXION').click()
  for (const each of [page, tab]) {
    await says(each, 'Déconnexion réussie.')
    expect(await each.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain(before.email)
  }

  await page.getByLabel('Je suis sur un ordinateur partagé').check()
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await says(page, 'Bienvenue')
  const names = async () => (await page.context().cookies()).map(({ name }) => name)
  expect(await names()).toEqual(['__Host-session'])
  await openForm(page, run.siteUrl)
  await fillForm(page, rightAnswers(voter, run.anotherPhone()))
  await page.reload()
  await page.getByAltText('Image du code de sécurité').waitFor()
  for (const input of await page.locator('[data-form] input:not([type=checkbox])').all()) {
    expect(await input.inputValue()).toBe('')
    expect(await input.getAttribute('autocomplete')).toBe('off')
  }
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()
  expect(await names()).toEqual([])
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  const kept = await page.evaluate(() => Object.values({ ...localStorage }))
  const values = kept.flatMap((each) => Object.values(JSON.parse(each) as object))
  expect(values.filter((value) => typeof value !== 'number')).toEqual([])
  expect(await page.getByLabel('Je suis sur un ordinateur partagé').isChecked()).toBe(false)
  expectCleanVisit(visit)
})

test('after five wrong passwords a captcha lets the voter in, strangers delay no known browser, and a mailed code opens another', async ({
  page,
  run,
  visit,
  skip,
}) => {
  inFull(skip)
  const voter = run.anotherVoter()
  await page.goto(run.siteUrl)
  for (let tries = 0; tries < 5; tries++) {
    expect(await submitSignIn(page, voter.email, `wrong ${tries}`)).toBe(401)
  }
  await says(page, 'Adresse ou mot de passe incorrect.')
  expect(await field(page, 'Code de sécurité').isVisible()).toBe(false)
  await lengthenWait(run, voter.email)
  // The right password must wait too, or the answer would confirm a guess.
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(429)
  await page.getByAltText('Image du code de sécurité').waitFor()

  await button(page, 'Nouveau code').click()
  await says(page, 'Un nouveau code est affiché.')

  await field(page, 'Code de sécurité').fill('0000')
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(400)
  await says(page, "Le code de sécurité ne correspond pas à l'image")
  await expectNewPicture(page)
  await field(page, 'Code de sécurité').fill(captchaCode)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await says(page, 'Bienvenue')
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()

  const stranger = new ApiClient(run.siteUrl)
  const guess = () =>
    stranger.send('POST', '/api/session', { json: { email: voter.email, password: 'a guess' } })
  for (let tries = 0; tries < 5; tries++) expectStatus(await guess(), 401)
  await lengthenWait(run, voter.email)
  expect(expectStatus(await guess(), 429).body.captcha).toBe(true)

  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await says(page, 'Bienvenue')

  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()
  await page.context().clearCookies()
  for (let tries = 0; tries < 5; tries++) await submitSignIn(page, voter.email, `wrong ${tries}`)
  await lengthenWait(run, voter.email)
  expect(await field(page, 'Code reçu par e-mail').isVisible()).toBe(false)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(429)
  await link(page, 'Recevez un code par e-mail.').press('Enter')
  await page.keyboard.press('Enter')
  await says(page, "Si cette adresse est celle d'un compte, un code lui est envoyé.")
  const [mail] = await mailsTo(run, voter.email, 1)
  await page.goto(codeLinkIn(mail))
  await says(page, 'Le code reçu par e-mail est saisi.')
  expect(page.url()).toBe(`${run.siteUrl}/`)
  expect(await submitSignIn(page, voter.email, 'wrong again')).toBe(401)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await says(page, 'Bienvenue')
  const names = (await page.context().cookies()).map(({ name }) => name)
  expect(names).toContain('__Host-device')
  expectCleanVisit(visit, [
    ...Array.from({ length: 11 }, () => '401 /api/session'),
    ...Array.from({ length: 2 }, () => '429 /api/session'),
    '400 /api/session',
  ])
})
