import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { Problem, problemBody } from '../../shared/runtime/problem.ts'
import { button, errorSummary, field, link, read } from '../journey/browser.ts'
import { inMain, says } from '../journey/pages.ts'
import { linkAnswers, publicPage } from '../screenshots/page-state.ts'
import { test } from './open-page.ts'

const state = (codeWaitMinutes: number) =>
  publicPage('/', { answers: linkAnswers({ codeWaitMinutes }) })

async function refused(page: Page, way: { captcha: true } | { mailedCode: true } | object) {
  const problem = new Problem('too-many-attempts', { retryAfterSeconds: 28_800, ...way })
  const answer = { status: 429, json: problemBody(problem) }
  await page.route('**/api/session', (route) => route.fulfill(answer), { times: 1 })
  await button(page, 'CONNEXION').click()
  await errorSummary(page).waitFor()
  return read(errorSummary(page))
}

async function isOnScreen(target: Locator): Promise<boolean> {
  const { y = Number.NaN, height = 0 } = (await target.boundingBox()) ?? {}
  return y >= 0 && y + height <= (target.page().viewportSize()?.height ?? 0)
}

test('a voter after too many attempts is offered one way in, the best first', async ({ open }) => {
  const page = await open(state(401), { width: 320 })
  await field(page, 'Adresse e-mail professionnelle').fill('amina@academie.example.org')
  await field(page, 'Mot de passe personnel').fill('un mot de passe')

  expect(await refused(page, { captcha: true })).toMatch(
    /Il y a eu trop d'essais\. Recopiez le code de sécurité [^.]+\.$/,
  )
  await says(page, "Ce code vous permet d'essayer de nouveau sans attendre.")
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  await refused(page, { captcha: true })
  await field(page, 'Code de sécurité').fill('1234')
  await refused(page, {})
  await says(page, "Un code ne sert qu'une fois : en voici un nouveau.")
  expect(requests).toEqual(['/api/session', '/api/session', '/api/session/captchas'])
  expect(await inMain(page)).not.toContain('sans attendre')
  expect(await field(page, 'Code de sécurité').isVisible()).toBe(true)

  expect(await refused(page, { mailedCode: true })).toMatch(
    /Il y a eu trop d'essais\. Recevez un code par e-mail pour [^.]+\.$/,
  )
  expect(await field(page, 'Code de sécurité').isVisible()).toBe(false)
  expect(await inMain(page)).not.toMatch(/Réessayez dans|code de sécurité|nouveau mot de passe/)

  await errorSummary(page).getByRole('link').press('Enter')
  expect(await isOnScreen(button(page, 'Recevoir un code par e-mail'))).toBe(true)
  await page.keyboard.press('Enter')
  await says(page, 'Trois e-mails partent par jour au maximum')
  await says(page, 'peut mettre plusieurs heures à partir')

  await field(page, 'Code reçu par e-mail').fill('1234 5678 9012')
  const [sent] = await Promise.all([
    page.waitForRequest('**/api/session'),
    refused(page, { mailedCode: true }),
  ])
  expect(sent.postDataJSON()).not.toHaveProperty('captcha')
  expect(await read(errorSummary(page))).toContain("Le code saisi n'est pas le bon")

  expect(await refused(page, {})).toContain("Réessayez dans 8 heures, ou contactez l'")
})

test('a mistyped mailed code is reported, even if a captcha suffices', async ({ open }) => {
  const page = await open(state(0), { width: 320 })
  await refused(page, { captcha: true })
  await link(page, 'Recevez un code par e-mail.').press('Enter')
  await field(page, 'Code reçu par e-mail').fill('1234 5678 9012')
  expect(await refused(page, { captcha: true })).toContain("Le code saisi n'est pas le bon")
  expect(await field(page, 'Code de sécurité').isVisible()).toBe(true)
})

test('a mailed code without a wait mentions none, and is asked for once', async ({ open }) => {
  const page = await open(state(0))
  await refused(page, { mailedCode: true })
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  const waitShown = page.waitForResponse('**/api/account/link-wait')
  await button(page, 'Recevoir un code par e-mail').dblclick()
  await waitShown
  await says(page, 'Trois e-mails partent par jour au maximum')
  expect(requests).toEqual(['/api/account/link', '/api/account/link-wait'])
  expect(await inMain(page)).not.toContain('à partir')
})
