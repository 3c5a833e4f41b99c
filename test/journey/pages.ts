import type { Page } from 'playwright-core'
import type { DemoVoter } from '../../local/demo.ts'
import { button, errorSummary, field, read, tabTo, title, typographic } from './browser.ts'
import { captchaCode, eventually } from './local-run.ts'

export const says = (page: Page, text: string | RegExp) =>
  page
    .getByText(typeof text === 'string' ? typographic(text) : text)
    .filter({ visible: true })
    .first()
    .waitFor()

export const inMain = (page: Page) => read(page.getByRole('main'))

export async function signInByKeyboard(
  page: Page,
  siteUrl: string,
  { email, password }: Pick<DemoVoter, 'email' | 'password'>,
): Promise<void> {
  const { keyboard } = page
  await page.goto(siteUrl)
  await tabTo(page, 'Adresse e-mail professionnelle')
  await keyboard.type(email)
  await tabTo(page, 'Mot de passe personnel')
  await keyboard.type(password)
  await keyboard.press('Enter')
  await page.getByText('Bienvenue').waitFor()
}

export async function submitSignIn(page: Page, email: string, password: string): Promise<number> {
  await field(page, 'Adresse e-mail professionnelle').fill(email)
  await field(page, 'Mot de passe personnel').fill(password)
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/api/session') && response.request().method() === 'POST',
  )
  await button(page, 'CONNEXION').click()
  return (await answered).status()
}

export async function signInOnPage(
  page: Page,
  siteUrl: string,
  { email, password }: Pick<DemoVoter, 'email' | 'password'>,
): Promise<void> {
  await page.goto(siteUrl)
  await submitSignIn(page, email, password)
  await title(page, 'Mon espace électeur').waitFor()
  await page.getByText('Bienvenue').waitFor()
}

export async function openForm(page: Page, siteUrl: string): Promise<void> {
  await page.goto(`${siteUrl}/identifiant/`)
  await page.getByAltText('Image du code de sécurité').waitFor()
}

export const french = (isoDate: string) => isoDate.split('-').reverse().join('/')

const labels = {
  phone: 'N° de téléphone mobile',
  numen: 'NUMEN',
  birthDate: 'Date de naissance (jj/mm/aaaa)',
  code: 'Code de sécurité',
}

type Typed = Record<keyof typeof labels, string>

const eachLabel = Object.entries(labels) as [keyof Typed, string][]

export const rightAnswers = ({ numen, birthDate }: DemoVoter, phone: string): Typed => ({
  ...{ phone, numen, birthDate: french(birthDate), code: captchaCode },
})

export async function fillForm(page: Page, typed: Partial<Typed>): Promise<void> {
  for (const [name, label] of eachLabel)
    if (typed[name] !== undefined) await field(page, label).fill(typed[name])
}

export async function readForm(page: Page): Promise<Typed> {
  const values = eachLabel.map(async ([name, label]) => {
    return [name, await field(page, label).inputValue()]
  })
  return Object.fromEntries(await Promise.all(values))
}

export async function confirmForm(page: Page): Promise<boolean> {
  await button(page, 'Continuer').click()
  const send = button(page, 'Envoyer la demande')
  await send.or(errorSummary(page)).first().waitFor()
  if (!(await send.isVisible())) return false
  await send.click()
  return true
}

export async function sendForm(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/reissues') && response.request().method() === 'POST',
  )
  if (await confirmForm(page)) await answered
  else answered.catch(() => {})
}

export async function expectNewPicture(page: Page): Promise<void> {
  await eventually(
    'the code is cleared',
    async () => (await field(page, 'Code de sécurité').inputValue()) === '',
  )
}

export async function enterBooth(page: Page, identifier: string, password: string): Promise<void> {
  await field(page, 'Identifiant électeur').fill(identifier)
  await field(page, 'Mot de passe personnel électeur').fill(password)
  await button(page, 'CONNEXION').click()
}
