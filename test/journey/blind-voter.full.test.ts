import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import {
  errorOf,
  errorSummary,
  expectCleanVisit,
  field,
  shiftTabTo,
  tabTo,
  title,
} from './browser.ts'
import { captchaCode, eventually, expectStatus, signIn } from './local-run.ts'
import { french, says, signInByKeyboard } from './pages.ts'
import { test } from './shared-run.ts'

const image = (page: Page) => page.getByRole('img', { name: 'Image du code de sécurité' })
const sound = (page: Page) => page.locator('[data-captcha-sound]').getAttribute('src')

const spoken = (page: Page) => page.getByRole('main').ariaSnapshot()

async function descriptionOf(page: Page, label: string): Promise<string> {
  const described = (await field(page, label).getAttribute('aria-describedby')) ?? ''
  const texts = described.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent())
  return (await Promise.all(texts)).join(' ').replaceAll('’', "'")
}

const heardSeconds = (page: Page) =>
  page.evaluate<number>("document.querySelector('[data-captcha-sound]').currentTime")

async function listen(page: Page): Promise<void> {
  const before = await heardSeconds(page)
  await page.keyboard.press('Enter')
  await eventually('the code is heard from its beginning', async () => {
    const now = await heardSeconds(page)
    return now > 0 && (before === 0 || now < before)
  })
}

test('a blind voter asks, hears the code and votes, by keyboard', async ({ page, run, visit }) => {
  const { keyboard } = page
  const voter = run.anotherVoter()
  await signInByKeyboard(page, run.siteUrl, voter)
  const enterBooth = async () => {
    await tabTo(page, 'JE VOTE →')
    await keyboard.press('Enter')
    await field(page, 'Identifiant électeur').waitFor()
  }
  await enterBooth()
  await tabTo(page, 'Identifiant électeur oublié ?')
  await keyboard.press('Enter')
  await image(page).waitFor()

  const tree = await spoken(page)
  const order = [
    'textbox "N° de téléphone mobile"',
    'textbox "NUMEN"',
    'textbox "Date de naissance (jj/mm/aaaa)"',
    'img "Image du code de sécurité : 4 chiffres à recopier"',
    'button "Écouter le code"',
    'textbox "Code de sécurité"',
    'button "Nouveau code"',
    'button "Continuer"',
  ].map((node) => tree.replaceAll('’', "'").indexOf(node))
  expect(order).not.toContain(-1)
  expect(order).toEqual(order.toSorted((one, other) => one - other))
  expect(await descriptionOf(page, 'Code de sécurité')).toContain('à lire ou à écouter')

  await tabTo(page, 'N° de téléphone mobile')
  await keyboard.type(run.anotherPhone())
  await tabTo(page, 'NUMEN')
  await keyboard.type('mistyped')
  await tabTo(page, 'Date de naissance (jj/mm/aaaa)')
  await keyboard.type(french(voter.birthDate))
  await tabTo(page, 'Écouter le code')
  await listen(page)
  await eventually('it has been heard for a while', async () => (await heardSeconds(page)) > 0.7)
  await listen(page)
  const firstSound = await sound(page)
  const soundUrl = new URL(firstSound ?? '', run.siteUrl).href
  const whole = await (await page.request.get(soundUrl)).body()
  // 8,000 bytes a second, after the header.
  const playable = await page.evaluate<number>(
    "document.querySelector('[data-captcha-sound]').duration",
  )
  expect(playable).toBeCloseTo((whole.length - 44) / 8000, 1)
  await tabTo(page, 'Code de sécurité')
  await keyboard.type(captchaCode)
  await keyboard.press('Enter')

  await errorSummary(page).waitFor()
  expect(await errorSummary(page).evaluate('document.activeElement.innerText')).toContain(
    'Un NUMEN compte 13 caractères',
  )
  expect(await errorOf(field(page, 'NUMEN'))).toContain('Un NUMEN compte 13 caractères')
  expect(await sound(page)).toBe(firstSound)
  expect(await field(page, 'Code de sécurité').inputValue()).toBe(captchaCode)
  await tabTo(page, 'Un NUMEN compte 13 caractères : 2 chiffres, 1 lettre, 7 chiffres, 3 lettres.')
  await keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('numen')
  await keyboard.press('Control+A')
  await keyboard.type(voter.numen)
  await keyboard.press('Enter')
  await says(page, "C'est bien ce numéro ?")
  await tabTo(page, 'Envoyer la demande')
  await keyboard.press('Enter')
  await says(page, 'Votre demande a été correctement prise en compte.')
  expect(await page.getByRole('status').count()).toBeGreaterThan(0)

  await enterBooth()
  await tabTo(page, 'Identifiant électeur')
  await keyboard.type(voter.identifier)
  await tabTo(page, 'Mot de passe personnel électeur')
  await keyboard.type(voter.password)
  await keyboard.press('Enter')
  await says(page, "Connexion réussie à l'espace de vote.")
  await shiftTabTo(page, 'DÉCONNEXION')
  await keyboard.press('Enter')
  await title(page, 'Espace électeur').waitFor()
  expectCleanVisit(visit)
})

test('a captcha loads without its sound, in 8 kB at most', async ({ run }) => {
  const client = await signIn(run, run.anotherVoter())
  const { text } = expectStatus(await client.send('POST', '/api/captchas'), 201)
  expect(text.length).toBeLessThan(8000)
})
