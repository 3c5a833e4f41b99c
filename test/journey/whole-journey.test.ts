import { expect } from 'vitest'
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
import { ApiClient, expectStatus, identifierIn } from './local-run.ts'
import { mailsTo } from './mails.ts'
import {
  enterBooth,
  expectNewPicture,
  fillForm,
  inMain,
  readForm,
  rightAnswers,
  says,
  sendForm,
  signInOnPage,
} from './pages.ts'
import { testOn } from './shared-run.ts'

const acceptedTitle = 'Votre demande a été correctement prise en compte.'

const past = '2020-02-01T00:00'
const future = '2041-12-06T17:00'
const test = testOn({
  // Without a receipt the page stays at the hand-over.
  receiptDelayMilliseconds: 3_600_000,
  electionChanges: {
    dates: {
      contestUntil: '2041-12-11T17:30',
      reissueOpensAt: past,
      reissueClosesAt: future,
      voteOpensAt: past,
      voteClosesAt: future,
    },
  },
})
test.beforeAll(({ run }) => {
  run.handset.outcomeOf = () => undefined
})

test('J1–J8: a voter gets a new identifier by SMS, and votes', async ({ page, run, visit }) => {
  const voter = run.anotherVoter()
  const phone = run.anotherPhone()

  // J1, J2
  await signInOnPage(page, run.siteUrl, voter)
  expect(await link(page, 'AIDE').isVisible()).toBe(true)
  expect(await button(page, 'DÉCONNEXION').isVisible()).toBe(true)
  const space = await read(page.getByRole('main'))
  expect(space).toMatch(/Bienvenue \S+ AE/)
  expect(space).toContain('Votre identifiant y est imprimé.')
  await page.getByText('Mes scrutins et la contestation').click()
  const details = await read(page.getByRole('main'))
  expect(details).toContain(
    'Cet espace personnel vous informe des scrutins auxquels vous participez',
  )
  expect(details).toContain("vous ouvre l'espace de vote")
  expect(details).toMatch(/contester .* jusqu'au mercredi 11 décembre 2041 à 17 h 30/)
  const ballots = page.locator('[data-ballots]')
  const ballotTitles = (await ballots.getByRole('listitem').allInnerTexts()).toSorted()
  expect(ballotTitles).toEqual([
    'Comité social d’administration académique',
    'Comité social d’administration ministériel',
    'Commission administrative paritaire des professeurs certifiés',
  ])

  // J3
  await link(page, 'JE VOTE →').click()
  await field(page, 'Identifiant électeur').waitFor()
  await page.getByText('Où les trouver ?').click()
  const booth = await read(page.getByRole('main'))
  expect(booth).toContain(
    "celui de votre dernier SMS ou, si vous n'en avez reçu aucun, celui de votre notice",
  )
  expect(booth).toContain('créé à votre première connexion, ou remplacé depuis')
  expect(booth).toContain('Respectez les majuscules et les espaces.')
  for (const name of [
    'Mot de passe personnel électeur oublié ?',
    'Tutoriel électeur (lecture compatible ordinateur)',
  ]) {
    expect(await link(page, name).isVisible(), name).toBe(true)
  }
  await link(page, 'Identifiant électeur oublié ?').click()

  // J4
  await title(page, "Demande d'un nouvel identifiant électeur").waitFor()
  await page.getByAltText('Image du code de sécurité').waitFor()
  await page.getByText('Pourquoi par SMS ?').click()
  const form = await read(page.getByRole('main'))
  expect(form).toContain("Vous n'avez pas reçu votre notice de vote, ou vous l'avez égarée ?")
  expect(form).toContain('le nouvel identifiant est envoyé uniquement par SMS')
  expect(form).toContain("après vérification d'informations personnelles, et 3 fois au maximum")
  expect(form).toContain("Outre-mer : 0692… ou +687… De l'étranger : +33 6…")
  expect(form).toContain('Le nouvel identifiant arrive par SMS.')
  expect(form).toContain('Votre service RH vous le communique.')
  expect(form).toContain(
    `Vous recevrez un e-mail de confirmation à l'adresse suivante : ${voter.email}`,
  )

  // J9, at the fields
  const typedBadly = { phone: '01 42 00 00 00', numen: 'ABC', birthDate: '31/02/1970', code: '12' }
  await fillForm(page, typedBadly)
  await sendForm(page)
  await errorSummary(page).waitFor()
  expect(await errorOf(field(page, 'N° de téléphone mobile'))).toContain(
    "n'est pas un numéro de téléphone mobile",
  )
  expect(await errorOf(field(page, 'NUMEN'))).toContain('Un NUMEN compte 13 caractères')
  expect(await errorOf(field(page, 'Date de naissance (jj/mm/aaaa)'))).toContain(
    "Cette date n'existe pas.",
  )
  expect(await errorOf(field(page, 'Code de sécurité'))).toContain('compte 4 chiffres')
  await expectNewPicture(page)
  expect(await readForm(page)).toEqual({ ...typedBadly, code: '' })

  // J5
  await fillForm(page, rightAnswers(voter, phone))
  await sendForm(page)
  const status = page.getByRole('status').filter({ hasText: acceptedTitle })
  await status.waitFor()
  expect(await status.evaluate((block) => block.closest('.app-status--ok') !== null)).toBe(true)
  expect(new URL(page.url()).pathname).toBe('/espace/')
  expect(await page.evaluate('document.activeElement === document.body')).toBe(true)

  await says(page, 'Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.')
  expect(await read(status)).toMatch(/SMS envoyé à \d+ h/)
  expect(await page.title()).toMatch(/^SMS envoyé – Mon espace électeur/)
  const followed = await read(page.getByRole('main'))
  expect(followed).toContain("l'ancien ne fonctionne plus")
  expect(followed).toContain("Utilisez l'identifiant de ce SMS")
  expect(followed).not.toContain('imprimé sur votre notice')
  expect(followed).toContain('Il vous reste 2 demandes.')
  expect(followed).not.toContain(phone)

  // J7
  const [sms = '', ...more] = run.textsTo(phone)
  expect(more).toEqual([])
  const identifier = identifierIn(sms)
  expect(sms).toBe(
    [
      'Bonjour,',
      `Votre nouvel identifiant de vote: ${identifier}`,
      'Votre ancien identifiant a été invalidé.',
      'Cordialement,',
      "Le Ministère de l'Éducation Nationale",
    ].join('\n'),
  )
  expect(identifier).not.toBe(voter.identifier)

  // J6
  const [mail] = await mailsTo(run, voter.email, 1)
  const mailText = JSON.stringify(mail)
  expect(mailText).toContain('Votre demande')
  expect(mailText.replaceAll(/\s/g, '')).not.toContain(identifier.replaceAll(' ', ''))
  expect(mailText).not.toContain(phone)
  expect(mailText).not.toContain(voter.numen)

  // J8
  await link(page, "J'ai reçu le SMS : je vote").click()
  const miscopied = voter.identifier.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  await enterBooth(page, miscopied, voter.password)
  const identifierField = field(page, 'Identifiant électeur')
  expect(await errorOf(identifierField)).toContain('faute de frappe')
  expect(await identifierField.inputValue()).toBe(miscopied)
  await enterBooth(page, voter.identifier, voter.password)
  await errorSummary(page).getByText('Identifiant ou mot de passe incorrect.').waitFor()
  expect(await read(errorSummary(page))).toContain('Seul celui du dernier SMS fonctionne.')
  await enterBooth(page, identifier.toLowerCase().replaceAll(' ', '-'), voter.password)
  await says(page, "Connexion réussie à l'espace de vote.")
  const boothBallots = page.getByRole('main').getByRole('listitem')
  const visibleTitles = await boothBallots.filter({ visible: true }).allInnerTexts()
  expect(visibleTitles.toSorted()).toEqual(ballotTitles)
  expect((await inMain(page)).match(/2041/g)).toHaveLength(1)

  await link(page, 'Mon espace électeur').click()
  await says(page, 'Nouvel identifiant utilisé à')

  const cookies = await page.context().cookies()
  const inside = new ApiClient(run.siteUrl)
  for (const { name, value } of cookies) inside.cookies.set(name, value)
  expectStatus(await inside.send('GET', '/api/booth'), 200)
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['__Host-device'])
  expectStatus(await inside.send('GET', '/api/booth'), 401)
  expectStatus(await inside.send('GET', '/api/voter'), 401)
  await page.goto(`${run.siteUrl}/vote/`)
  await page.getByText('Déconnexion réussie.').waitFor()
  expectCleanVisit(visit, ['401 /api/booth/session', '401 /api/voter'])
})
