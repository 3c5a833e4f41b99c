import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { envVar } from '../../local/run.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import type { BirthDate, Numen } from '../../shared/domain/voter/identity.ts'
import { button, field, type Visit } from './browser.ts'
import { ApiClient, expectStatus, type LocalRun } from './local-run.ts'
import { type Mail, mailsTo, passwordLinkIn } from './mails.ts'
import { fillForm, openForm, readForm, says } from './pages.ts'

export const goodPassword = 'une tasse de thé à la menthe'

export async function importedVoter(run: LocalRun, firstName: string, lastName: string) {
  const entry = {
    email: `${firstName}.${lastName}@academie.example.org`.toLowerCase(),
    firstName,
    lastName,
    numen: '01E1234567ABC' as Numen,
    birthDate: '1975-03-27' as BirthDate,
    ballots: ['csa-ministeriel', 'csa-academique'],
  }
  const { voter, identifier } = enrol(run.keys, entry)
  await dynamoVoters(run.database, envVar(run.app, 'VOTERS_TABLE'), { mode: 'vote' }).enrol(voter)
  return { email: entry.email, identifier: identifierText(identifier) }
}

export async function mailedLink(run: LocalRun, email: string, before = 0): Promise<string> {
  const client = new ApiClient(run.siteUrl)
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
  return passwordLinkIn((await mailsTo(run, email, before + 1))[before])
}

export async function openMail(visit: Visit, mail: Mail | undefined): Promise<Page> {
  const tab = await visit.newTab()
  await tab.setContent(mail?.body.html ?? '')
  expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  return tab
}

export async function submitPassword(page: Page, password: string): Promise<void> {
  await field(page, 'Nouveau mot de passe').fill(password)
  await button(page, 'Enregistrer ce mot de passe').click()
}

export async function endSessions(page: Page, act: () => Promise<void>): Promise<void> {
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/voter'))
  await act()
  await (await asked).finished()
}

const draft = { phone: '06 12 34 56 78', birthDate: '27/03/1975' }

export async function typeReissue(page: Page, siteUrl: string): Promise<void> {
  await openForm(page, siteUrl)
  await fillForm(page, { ...draft, numen: '01E0000000ABC' })
}

export const draftKept =
  'Votre session est terminée. Connectez-vous pour continuer. Ce que vous avez saisi est gardé, sauf le NUMEN et le code de sécurité'

export async function expectDraft(page: Page): Promise<void> {
  await says(page, 'Ce que vous aviez saisi a été gardé, sauf le NUMEN')
  expect(await readForm(page)).toEqual({ ...draft, numen: '', code: '' })
}
