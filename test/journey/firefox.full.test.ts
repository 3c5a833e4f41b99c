import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { tampered } from '../builders/ledger-tamperings.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { fill, press, says, test } from './firefox.ts'
import { captchaCode, identifierIn } from './local-run.ts'
import { french } from './pages.ts'
import { smsTo } from './queued-sms.ts'

test('in Firefox, a voter signs in, hears the code, requests an identifier, follows the SMS and votes', async ({
  staffed: { run },
  page,
  errors,
}) => {
  const voter = run.anotherVoter()
  const phone = run.anotherPhone()
  await page.goto(run.siteUrl)
  await fill(page, 'email', voter.email)
  await fill(page, 'password', voter.password)
  await press(page, 'CONNEXION')
  await press(page, 'Demander un nouvel identifiant électeur')
  await fill(page, 'phone', phone)
  await fill(page, 'numen', voter.numen)
  await fill(page, 'birthDate', french(voter.birthDate))
  await press(page, 'Écouter le code')
  await page.waitForFunction("document.querySelector('audio').currentTime > 0")
  await fill(page, 'captcha', captchaCode)
  await press(page, 'Continuer')
  await press(page, 'Envoyer la demande')
  await says(page, "remis à l'opérateur")
  const sms = await smsTo(run, phone, /identifiant/)
  await page.goto(`${run.siteUrl}/vote/`)
  await fill(page, 'identifier', identifierIn(sms))
  await fill(page, 'password', voter.password)
  await press(page, 'CONNEXION')
  await says(page, "Connexion réussie à l'espace de vote.")
  await press(page, 'DÉCONNEXION')
  await says(page, 'Déconnexion réussie.')
  expect(errors).toEqual([])
})

test('in Firefox, staff sign in at their provider', async ({ staffed, page, errors }) => {
  await page.goto(staffed.siteUrl)
  await press(page, 'Se connecter')
  await press(page, 'Alix Agent')
  await says(page, 'Votre rôle : assistance')
  expect(errors).toEqual([])
})

test('in Firefox, a delegate verifies an export from the disk', async ({ page, errors }) => {
  const { folder, messages } = await tampered(temporaryFolder())
  await page.goto(pathToFileURL(join(folder, 'verifier.html')).href)
  const input = await page.$('input#mails')
  await input?.uploadFile(...readdirSync(folder).map((name) => join(folder, name)), messages)
  await press(page, 'Vérifier')
  await says(page, 'par 2 têtes reçues par e-mail')
  expect(errors).toEqual([])
})
