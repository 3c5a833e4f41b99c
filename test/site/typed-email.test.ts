import { expect } from 'vitest'
import { tooShortText } from '../../shared/texts/problems.ts'
import { errorSummary, tabTo } from '../journey/browser.ts'
import { says } from '../journey/pages.ts'
import { linkAnswers, publicPage } from '../screenshots/page-state.ts'
import { test } from './open-page.ts'

const address = 'amina.exemple.01@academie.example.org'

test('by keyboard, a voter types the address once for a new password', async ({ open }) => {
  const state = publicPage('/', {
    answers: {
      ...linkAnswers(),
      'POST /api/account/link-preview': { body: undefined },
      'PUT /api/account/password': { body: undefined },
    },
  })
  const page = await open(state)
  const { keyboard } = page
  const enter = async (name: string) => {
    await tabTo(page, name)
    await keyboard.press('Enter')
  }
  const email = page.locator('#email')
  await tabTo(page, 'Adresse e-mail professionnelle')
  await keyboard.type(` ${address}`)
  await enter('Mot de passe personnel oublié ou première connexion ?')
  await page.waitForURL('**/mot-de-passe/')
  expect(await email.inputValue()).toBe(address)
  await enter('Recevoir un lien')
  await says(page, 'Consultez votre messagerie')
  expect(await page.evaluate('document.activeElement.textContent')).toBe(
    'Consultez votre messagerie',
  )
  await tabTo(page, "Redemander un lien ou changer d'adresse")

  const { origin } = new URL(page.url())
  await page.goto('about:blank')
  await page.goto(`${origin}/mot-de-passe/#${'a'.repeat(22)}.${'b'.repeat(43)}`)
  const password = page.locator('#password')
  await tabTo(page, 'Nouveau mot de passe')
  await keyboard.type('tropcourt')
  await keyboard.press('Enter')
  await errorSummary(page).waitFor()
  await enter(tooShortText)
  expect(await page.evaluate('document.activeElement.id')).toBe('password')
  await keyboard.press('Control+A')
  await keyboard.type('trois petits bateaux gris')
  await enter('Afficher le mot de passe')
  expect(await password.inputValue()).toBe('trois petits bateaux gris')
  expect(await password.getAttribute('type')).toBe('text')
  await keyboard.press('Enter')
  await enter('Enregistrer ce mot de passe')
  await says(page, 'Votre mot de passe est enregistré')
  await tabTo(page, 'Se connecter')
  await keyboard.press('Space')
  await page.waitForURL(`${origin}/?`)
  expect(await email.inputValue()).toBe(address)
  await page.reload()
  expect(await email.inputValue()).toBe('')
})

test('an address typed on a shared computer is not kept', async ({ open }) => {
  const page = await open(publicPage('/', { answers: linkAnswers() }))
  const email = page.locator('#email')
  await email.fill(address)
  await page.getByLabel('Je suis sur un ordinateur partagé').check()
  await page.getByRole('link', { name: /oublié/ }).click()
  await page.waitForURL('**/mot-de-passe/')
  expect(await email.inputValue()).toBe('')
  await email.fill(address)
  await email.press('Enter')
  await says(page, 'Consultez votre messagerie')
  await page.reload()
  expect(await email.inputValue()).toBe('')
})
