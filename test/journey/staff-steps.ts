import type { Page } from 'playwright-core'
import { button, field } from './browser.ts'
import { type ApiClient, expectStatus } from './local-run.ts'
import { inMain, says } from './pages.ts'
import { chooseAtProvider } from './staffed-run.ts'

export async function signInAs(page: Page, siteUrl: string, name: string): Promise<void> {
  await page.goto(siteUrl)
  await chooseAtProvider(page, name)
  await page.getByLabel('Code à 8 chiffres').waitFor()
}

export async function typeCode(page: Page, code: string): Promise<void> {
  await field(page, 'Code à 8 chiffres').fill(code)
  await button(page, 'Ouvrir le dossier').click()
}

export async function open(page: Page, code: string): Promise<void> {
  await typeCode(page, code)
  await says(page, /^Dossier ouvert/)
}

export const drawnCode = async (voter: ApiClient) =>
  expectStatus(await voter.send('POST', '/api/file-code'), 201).body.code as string

export async function act(page: Page, action: string, reason: string): Promise<void> {
  await page.getByRole('radio', { name: action }).check()
  await field(page, 'Motif').fill(reason)
  await button(page, 'Valider').click()
}

export async function shownTo(page: Page): Promise<string> {
  await says(page, /Lisez ce code à une superviseure/)
  const [code = ''] = /\d{4} \d{4}/.exec(await inMain(page)) ?? []
  return code
}
