import { expect } from 'vitest'
import { endSessions, goodPassword, importedVoter, openMail, submitPassword } from './account.ts'
import {
  button,
  errorOf,
  errorSummary,
  expectCleanVisit,
  field,
  link,
  read,
  title,
} from './browser.ts'
import { mailsTo } from './mails.ts'
import { inMain, says, submitSignIn } from './pages.ts'
import { test } from './shared-run.ts'

test('a voter of the imported roll creates a password through a link, signs in and votes with the printed identifier', async ({
  page,
  run,
  visit,
}) => {
  const { email, identifier } = await importedVoter(run, 'Ombeline', 'Trouvetout')
  await page.goto(run.siteUrl)
  await link(page, 'Mot de passe personnel oublié ou première connexion ?').click()
  await title(page, 'Mot de passe personnel oublié ou première connexion').waitFor()
  await field(page, 'Adresse e-mail professionnelle').fill('ombeline')
  await button(page, 'Recevoir un lien').click()
  await errorSummary(page).waitFor()
  expect(await errorOf(field(page, 'Adresse e-mail professionnelle'))).toContain(
    'par exemple prenom.nom@exemple.fr',
  )
  await field(page, 'Adresse e-mail professionnelle').fill(email)
  await button(page, 'Recevoir un lien').click()
  await says(page, 'Consultez votre messagerie')
  expect(await inMain(page)).toContain(`Vous avez demandé un lien pour l'adresse ${email}.`)

  const [invitation] = await mailsTo(run, email, 1)
  expect(invitation?.subject).toBe('Créez votre mot de passe')
  const tab = await openMail(visit, invitation)
  await link(tab, 'Créer mon mot de passe').click()
  await says(tab, 'Créez votre mot de passe')
  expect(tab.url()).toBe(`${run.siteUrl}/mot-de-passe/`)

  const password = field(tab, 'Nouveau mot de passe')
  const weak = async (text: string) => {
    await submitPassword(tab, text)
    await button(tab, 'Enregistrer ce mot de passe').waitFor()
    await errorSummary(tab).waitFor()
    return errorOf(password)
  }
  expect(await weak('tropcourt')).toContain('trop court : il faut 12 caractères au moins')
  expect(await weak('motdepasse2024')).toContain('trop facile à deviner')
  expect(visit.consoleErrors).toEqual(['400 /api/account/link'])
  expect(await weak('ombelinetrouvetout')).toContain('trop facile à deviner')

  await password.fill(goodPassword)
  await says(tab, 'Assez long.')
  await button(tab, 'Afficher le mot de passe').click()
  expect(await password.getAttribute('type')).toBe('text')
  await button(tab, 'Masquer le mot de passe').click()
  expect(await password.getAttribute('type')).toBe('password')
  await endSessions(tab, () => button(tab, 'Enregistrer ce mot de passe').click())
  await says(tab, 'Votre mot de passe est enregistré')

  await button(tab, 'Se connecter').click()
  await submitSignIn(tab, email, goodPassword)
  await says(tab, 'Bienvenue')
  await link(tab, 'Demander un nouvel identifiant électeur').waitFor()
  await link(tab, 'JE VOTE →').click()
  await field(tab, 'Identifiant électeur').fill(identifier)
  await field(tab, 'Mot de passe personnel électeur').fill(goodPassword)
  await button(tab, 'CONNEXION').click()
  await says(tab, "Connexion réussie à l'espace de vote.")
  expect(await inMain(tab)).toContain("Comité social d'administration ministériel")
  await button(tab, 'DÉCONNEXION').click()
  await title(tab, 'Espace électeur').waitFor()

  const received = await mailsTo(run, email, 2)
  expect(received.map(({ subject }) => subject)).toEqual([
    'Créez votre mot de passe',
    'Votre mot de passe a été créé',
  ])
  const confirmation = await openMail(visit, received[1])
  expect(await read(confirmation.locator('body'))).toContain('a été créé le')
  expectCleanVisit(visit, ['400 /api/account/link', '400 /api/account/password', '401 /api/voter'])
})
