import { expect } from 'vitest'
import { says } from '../journey/pages.ts'
import { mailing, visited } from '../screenshots/page-state.ts'
import { test } from './open-page.ts'

const address = 'amina.exemple.01@academie.example.org'

test('an address is typed once, from the forgotten password to the sign-in with the new one', async ({
  open,
}) => {
  const state = visited('/mot-de-passe/', {
    answers: {
      ...mailing(),
      'POST /api/account/link-preview': { body: undefined },
      'PUT /api/account/password': { body: undefined },
    },
  })
  const page = await open(state)
  const email = page.locator('#email')
  await email.fill(` ${address}`)
  await email.press('Enter')
  await says(page, 'Consultez votre messagerie')
  const { origin } = new URL(page.url())
  await page.goto('about:blank')
  await page.goto(`${origin}/mot-de-passe/#${'a'.repeat(22)}.${'b'.repeat(43)}`)
  await page.locator('#password').fill('trois petits bateaux gris')
  await page.locator('#password').press('Enter')
  await says(page, 'Votre mot de passe est enregistré')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL(`${origin}/?`)
  expect(await email.inputValue()).toBe(address)
  await page.reload()
  expect(await email.inputValue()).toBe('')
})

test('an address typed on a shared computer is kept for nobody', async ({ open }) => {
  const page = await open(visited('/', { answers: mailing() }))
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
