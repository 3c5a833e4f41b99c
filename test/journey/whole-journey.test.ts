import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import {
  button,
  errorOf,
  errorSummary,
  expectAccessible,
  expectCalmVisit,
  field,
  launchChromium,
  link,
  noChromium,
  read,
  shiftTabTo,
  startVisit,
  tabTo,
  title,
  type Visit,
} from './browser.ts'
import {
  ApiClient,
  eventually,
  expectStatus,
  identifierIn,
  type LocalRun,
  mails,
  opensBooth,
  phoneNumber,
  requestAccepted,
  requestReissue,
  runLocally,
  securityCode,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'

const past = '2020-02-01T00:00'
const future = '2041-12-06T17:00'
const openDates = {
  contestUntil: '2041-12-11T17:30',
  reissueOpensAt: past,
  reissueClosesAt: future,
  voteOpensAt: past,
  voteClosesAt: future,
}

const banner =
  'Votre demande a été correctement prise en compte. Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.'

/** Of success, in the GOV.UK design system. */
const green = 'rgb(15, 122, 82)'

let browser: Browser | undefined
let run: LocalRun
beforeAll(async () => {
  browser = await launchChromium()
  if (!browser && process.env.CI === 'true') throw new Error(noChromium)
  run = await runLocally({ electionChanges: { dates: openDates } })
})
afterAll(async () => {
  await browser?.close()
  await run?.stop()
})

let visit: Visit
let page: Page
beforeEach(async (context) => {
  if (!browser) return context.skip(noChromium)
  visit = await startVisit(browser, run.siteUrl)
  page = visit.page
  return () => visit.close()
})

const voterNumber = (index: number) => run.voters[index] as DemoVoter

async function signInOnPage(on: Page, { email, password }: DemoVoter): Promise<void> {
  await on.goto(run.siteUrl)
  await field(on, 'Adresse e-mail professionnelle').fill(email)
  await field(on, 'Mot de passe personnel').fill(password)
  await button(on, 'CONNEXION').click()
  await title(on, 'Mon espace électeur').waitFor()
  await on.getByText('Bienvenue').waitFor()
}

async function openForm(on: Page): Promise<void> {
  await on.goto(`${run.siteUrl}/identifiant/`)
  await on.getByAltText('Image du code de sécurité').waitFor()
}

const french = (isoDate: string) => isoDate.split('-').reverse().join('/')

interface Typed {
  phone: string
  numen: string
  birthDate: string
  code: string
}

async function fillForm(on: Page, typed: Typed): Promise<void> {
  await field(on, 'N° tél').fill(typed.phone)
  await field(on, 'NUMEN').fill(typed.numen)
  await field(on, 'Date de naissance (jj/mm/aaaa)').fill(typed.birthDate)
  await field(on, 'Code de sécurité').fill(typed.code)
}

/** Sends the form and waits for the API to answer. */
async function sendForm(on: Page): Promise<void> {
  const answered = on.waitForResponse(
    (response) =>
      response.url().endsWith('/api/reissues') && response.request().method() === 'POST',
  )
  await button(on, 'Envoyer la demande').click()
  await answered
}

const rightAnswers = ({ numen, birthDate }: DemoVoter, phone: string): Typed => ({
  phone,
  numen,
  birthDate: french(birthDate),
  code: securityCode,
})

async function refused(on: Page, typed: Typed): Promise<string> {
  await fillForm(on, typed)
  await sendForm(on)
  await errorSummary(on).waitFor()
  return read(errorSummary(on))
}

/** Nothing consumed, what was typed kept, a new picture in place of the spent one. */
async function expectTypedKept(on: Page, typed: Typed): Promise<void> {
  expect(await field(on, 'N° tél').inputValue()).toBe(typed.phone)
  expect(await field(on, 'NUMEN').inputValue()).toBe(typed.numen)
  expect(await field(on, 'Date de naissance (jj/mm/aaaa)').inputValue()).toBe(typed.birthDate)
  await eventually('the code is cleared', async () =>
    (await field(on, 'Code de sécurité').inputValue()) === '' ? true : undefined,
  )
}

async function enterBooth(on: Page, identifier: string, password: string): Promise<void> {
  await field(on, 'Identifiant électeur').fill(identifier)
  await field(on, 'Mot de passe personnel électeur').fill(password)
  await button(on, 'CONNEXION').click()
}

test('J1: a wrong pair gets one message, whatever is wrong in it', async () => {
  const voter = voterNumber(0)
  await page.goto(run.siteUrl)
  await expectAccessible(page)
  expect(await button(page, 'DÉCONNEXION').count()).toBe(0)
  const messages: string[] = []
  for (const [email, password] of [
    [voter.email, 'not the password'],
    ['nobody@academie.example.org', voter.password],
  ] as const) {
    await field(page, 'Adresse e-mail professionnelle').fill(email)
    await field(page, 'Mot de passe personnel').fill(password)
    await button(page, 'CONNEXION').click()
    await eventually('both refusals are shown', () =>
      visit.consoleErrors.length > messages.length ? true : undefined,
    )
    await errorSummary(page).waitFor()
    messages.push(await read(errorSummary(page)))
    expect(await field(page, 'Adresse e-mail professionnelle').inputValue()).toBe(email)
    expect(await page.locator('[aria-invalid]').count()).toBe(0)
  }
  expect(messages[0]).toContain('Ces informations de connexion ne sont pas reconnues.')
  expect(messages[1]).toBe(messages[0])
  await expectAccessible(page)
  expectCalmVisit(visit, ['401 /api/session', '401 /api/session'])
})

test('J1: « Retour » after DÉCONNEXION shows neither the password nor the space', async () => {
  const voter = voterNumber(0)
  await signInOnPage(page, voter)
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()
  for (let back = 0; back < 3; back++) {
    await page.goBack().catch(() => undefined)
    if (page.url() === 'about:blank') break
    await title(page, 'Espace électeur').waitFor()
    expect(await field(page, 'Mot de passe personnel').inputValue()).toBe('')
    expect(await read(page.locator('body'))).not.toContain('Bienvenue')
  }
})

test('J1: a browser that refuses cookies is told so', async () => {
  const voter = voterNumber(0)
  await page.route('**/api/session', (route) => route.fulfill({ status: 204 }))
  await page.goto(run.siteUrl)
  await field(page, 'Adresse e-mail professionnelle').fill(voter.email)
  await field(page, 'Mot de passe personnel').fill(voter.password)
  await button(page, 'CONNEXION').click()
  await errorSummary(page).waitFor()
  expect(await read(errorSummary(page))).toContain('Votre navigateur refuse les cookies')
})

test('J1–J8: a voter who lost the identifier gets a new one by SMS and votes with it', async () => {
  const voter = voterNumber(0)
  const phone = phoneNumber(1)

  // J1, J2
  await signInOnPage(page, voter)
  expect(await link(page, 'AIDE').isVisible()).toBe(true)
  expect(await button(page, 'DÉCONNEXION').isVisible()).toBe(true)
  const space = await read(page.getByRole('main'))
  expect(space).toContain('Bienvenue AE')
  expect(space).toContain('Cet espace personnel vous informe des scrutins auxquels vous participez')
  expect(space).toContain("vous ouvre l'espace de vote")
  expect(space).toContain("contestations jusqu'au 11 décembre 2041 à 17 h 30".replace("'", "'"))
  const ballots = page.getByRole('list').filter({ hasText: "Comité social d'administration" })
  const ballotTitles = (await ballots.getByRole('listitem').allInnerTexts()).toSorted()
  expect(ballotTitles).toEqual([
    "Comité social d'administration académique",
    "Comité social d'administration ministériel",
    'Commission administrative paritaire des professeurs certifiés',
  ])
  await expectAccessible(page)

  // J3
  await button(page, 'JE VOTE →').click()
  await field(page, 'Identifiant électeur').waitFor()
  const booth = await read(page.getByRole('main'))
  expect(booth).toContain('Il est imprimé sur votre notice de vote')
  expect(booth).toContain('Celui que vous avez créé lors de votre première connexion')
  expect(booth).toContain('les majuscules, les minuscules et les espaces comptent')
  for (const name of [
    'Mot de passe personnel électeur oublié ?',
    'Tutoriel électeur (lecture compatible ordinateur)',
  ]) {
    expect(await link(page, name).isVisible(), name).toBe(true)
  }
  await expectAccessible(page)
  await link(page, 'Identifiant électeur oublié ?').click()

  // J4
  await title(page, "Demande d'un nouvel identifiant électeur").waitFor()
  await page.getByAltText('Image du code de sécurité').waitFor()
  const form = await read(page.getByRole('main'))
  expect(form).toContain('il est envoyé uniquement par SMS')
  expect(form).toContain("après vérification d'informations personnelles, et 3 fois au maximum")
  expect(form).toContain("DROM-COM et étranger : saisissez l'indicatif international")
  expect(form).toContain('le service des ressources humaines de votre académie')
  expect(form).toContain(
    `Vous recevrez un e-mail de confirmation à l'adresse suivante : ${voter.email}`,
  )
  await expectAccessible(page)

  // J9, at the fields
  const typedBadly = { phone: '01 42 00 00 00', numen: 'ABC', birthDate: '31/02/1970', code: '12' }
  await refused(page, typedBadly)
  expect(await errorOf(field(page, 'N° tél'))).toContain(
    "n'est pas celui d'un téléphone mobile".replaceAll("'", "'"),
  )
  expect(await errorOf(field(page, 'NUMEN'))).toContain('Un NUMEN compte 13 caractères')
  expect(await errorOf(field(page, 'Date de naissance (jj/mm/aaaa)'))).toContain('jj/mm/aaaa')
  expect(await errorOf(field(page, 'Code de sécurité'))).toContain('compte 4 chiffres')
  await expectTypedKept(page, typedBadly)
  await expectAccessible(page)

  // J5
  await fillForm(page, rightAnswers(voter, phone))
  await sendForm(page)
  const accepted = page.getByRole('alert').filter({ hasText: 'Demande enregistrée' })
  await accepted.waitFor()
  expect(await read(accepted)).toContain(banner)
  await expectAccessible(page)
  const colour = await page.evaluate(
    "getComputedStyle(document.querySelector('.govuk-notification-banner')).borderTopColor",
  )
  expect(colour).toBe(green)
  expect(new URL(page.url()).pathname).toBe('/espace/')
  await page.getByText('Demande enregistrée', { exact: true }).last().waitFor()
  await expectAccessible(page)

  // « Remis à l'opérateur » comes by itself.
  const reached = page.locator('[aria-current=step]')
  await eventually('the page says where the SMS is', async () =>
    (await read(reached)).startsWith("Remis à l'opérateur") ? true : undefined,
  )
  expect(await read(page.getByRole('main'))).toContain(
    "Le SMS a été remis à l'opérateur, et votre ancien identifiant n'est plus valable.",
  )
  expect(await read(page.getByRole('main'))).toContain('Il vous reste 2 demandes.')
  expect(await read(page.getByRole('main'))).not.toContain(phone)
  await expectAccessible(page)

  // J7
  const texts = run.handset.texts.filter((text) => text.phone === phone)
  expect(texts).toHaveLength(1)
  const sms = texts[0]?.body ?? ''
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
  const mail = await eventually('the confirmation is mailed', async () =>
    (await mails(run)).find(({ destination }) => destination.to.includes(voter.email)),
  )
  const mailText = JSON.stringify(mail)
  expect(mailText).toContain('Votre demande')
  expect(mailText.replaceAll(/\s/g, '')).not.toContain(identifier.replaceAll(' ', ''))
  expect(mailText).not.toContain(phone)
  expect(mailText).not.toContain(voter.numen)

  // J8
  await button(page, 'JE VOTE →').click()
  // A mistake in copying is found before anything is sent: no attempt is spent on it.
  const miscopied = voter.identifier.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
  await enterBooth(page, miscopied, voter.password)
  const identifierField = field(page, 'Identifiant électeur')
  expect(await errorOf(identifierField)).toContain('Vérifiez cet identifiant : il est mal recopié.')
  expect(await identifierField.inputValue()).toBe(miscopied)
  await expectAccessible(page)
  await enterBooth(page, voter.identifier, voter.password)
  await errorSummary(page).waitFor()
  expect(await read(errorSummary(page))).toContain('ne sont pas reconnues')
  await enterBooth(page, identifier.toLowerCase().replaceAll(' ', '-'), voter.password)
  await page.getByText("Vous êtes connecté à l'espace de vote.").waitFor()
  const boothBallots = page.getByRole('main').getByRole('listitem')
  const visibleTitles = await boothBallots.filter({ visible: true }).allInnerTexts()
  expect(visibleTitles.toSorted()).toEqual(ballotTitles)
  await expectAccessible(page)

  // The booth ends with the session, on the server too.
  const cookies = await page.context().cookies()
  const inside = new ApiClient(run.siteUrl)
  for (const { name, value } of cookies) inside.cookies.set(name, value)
  expectStatus(await inside.send('GET', '/api/booth'), 200)
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()
  // What is left says that this browser is known, and nothing of whose it is.
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['__Host-device'])
  expectStatus(await inside.send('GET', '/api/booth'), 401)
  expectStatus(await inside.send('GET', '/api/voter'), 401)
  await page.goto(`${run.siteUrl}/vote/`)
  await page.getByText("Votre session est terminée, ou n'est pas ouverte.").waitFor()
  await expectAccessible(page)
  expectCalmVisit(visit, ['400 /api/reissues', '401 /api/booth/session', '401 /api/voter'])
})

test('J9: a voter is served three times, and told so at the fourth', async () => {
  const voter = voterNumber(1)
  const phone = phoneNumber(2)
  await signInOnPage(page, voter)
  const other = await signIn(run, voter)
  for (const left of [2, 1]) {
    const reissueId = await requestAccepted(other, voter, phone)
    await stateReached(other, reissueId, 'sent')
    expect((await spaceOf(other)).reissue.remaining).toBe(left)
  }
  // A form opened in time and sent too late asks for nothing more.
  const late = await visit.newTab()
  await openForm(late)
  await openForm(page)
  await fillForm(page, rightAnswers(voter, phone))
  await sendForm(page)
  await page.getByText(banner).waitFor()
  const { latest } = (await spaceOf(other)).reissue
  await stateReached(other, latest.id, 'sent')

  await fillForm(late, rightAnswers(voter, phone))
  await button(late, 'Envoyer la demande').click()
  await late.getByText('Une demande a déjà été faite : son suivi est affiché').waitFor()
  await late.getByText('Vous avez utilisé toutes vos demandes').waitFor()
  await expectAccessible(late)
  await late.goto(`${run.siteUrl}/identifiant/`)
  await late.getByText('Vous avez utilisé toutes vos demandes').waitFor()
  expect(await button(late, 'Envoyer la demande').isVisible()).toBe(false)
  await expectAccessible(late)

  expect(run.handset.texts.filter((text) => text.phone === phone)).toHaveLength(3)
  const identifiers = run.handset.texts
    .filter((text) => text.phone === phone)
    .map(({ body }) => identifierIn(body))
  expect(new Set(identifiers).size).toBe(3)
  expect(await opensBooth(other, voter, identifiers[2] as string)).toBe(true)
  expect(await opensBooth(other, voter, identifiers[1] as string)).toBe(false)
  expectCalmVisit(visit)
})

test("J9: another voter's phone is refused at its field, and nothing is consumed", async () => {
  const [owner, voter] = [voterNumber(2), voterNumber(3)]
  const phone = phoneNumber(3)
  await requestAccepted(await signIn(run, owner), owner, phone)
  await signInOnPage(page, voter)
  await openForm(page)
  await refused(page, rightAnswers(voter, phone))
  expect(await errorOf(field(page, 'N° tél'))).toContain('sert déjà à un autre électeur')
  await expectTypedKept(page, rightAnswers(voter, phone))
  await expectAccessible(page)
  const { remaining, latest } = (await spaceOf(await signIn(run, voter))).reissue
  expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })

  // Corrected on the spot.
  await fillForm(page, rightAnswers(voter, phoneNumber(4)))
  await sendForm(page)
  await page.getByText(banner).waitFor()
  expectCalmVisit(visit, ['409 /api/reissues'])
})

test('J9: a wrong NUMEN and a wrong birth date get the very same message', async () => {
  const voter = voterNumber(4)
  const right = rightAnswers(voter, phoneNumber(5))
  await signInOnPage(page, voter)
  await openForm(page)
  const messages: string[] = []
  for (const wrong of [{ numen: '99Z9999999ZZZ' }, { birthDate: '01/01/1990' }]) {
    const typed = { ...right, ...wrong }
    messages.push(await refused(page, typed))
    expect(await page.locator('[aria-invalid]').count()).toBe(0)
    await expectTypedKept(page, typed)
  }
  expect(messages[0]).toContain(
    'Le NUMEN et la date de naissance ne correspondent pas à votre compte.',
  )
  expect(messages[1]).toBe(messages[0])
  await expectAccessible(page)
  const { remaining, latest } = (await spaceOf(await signIn(run, voter))).reissue
  expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })
  expectCalmVisit(visit, ['403 /api/reissues', '403 /api/reissues'])
})

test('J9: a wrong security code is said at its field, and the new picture serves', async () => {
  const voter = voterNumber(5)
  const right = rightAnswers(voter, phoneNumber(6))
  await signInOnPage(page, voter)
  await openForm(page)
  await refused(page, { ...right, code: '0000' })
  expect(await errorOf(field(page, 'Code de sécurité'))).toContain("ne correspond pas à l'image")
  await expectTypedKept(page, right)
  await expectAccessible(page)
  await field(page, 'Code de sécurité').fill(securityCode)
  await sendForm(page)
  await page.getByText(banner).waitFor()
  expectCalmVisit(visit, ['400 /api/reissues'])
})

test('asking again while a request is under way shows its progress and consumes nothing', async () => {
  const voter = voterNumber(6)
  await signInOnPage(page, voter)
  await openForm(page)
  const other = await signIn(run, voter)
  // The carrier is down, so the request stays under way.
  run.handset.refuse = () => ({ status: 500, code: 'InternalError', message: 'down' })
  try {
    await requestAccepted(other, voter, phoneNumber(7))
    await fillForm(page, rightAnswers(voter, phoneNumber(7)))
    await button(page, 'Envoyer la demande').click()
    await page.getByText('Une demande est déjà en cours : son suivi est affiché').waitFor()
    expect(await page.getByText('Suivi de votre demande').isVisible()).toBe(true)
    expect(await link(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
    await expectAccessible(page)
    expect((await spaceOf(other)).reissue.remaining).toBe(2)
  } finally {
    run.handset.refuse = () => undefined
  }
  expectCalmVisit(visit)
})

test('the whole journey can be made with Tab and Enter alone', async () => {
  const voter = voterNumber(7)
  const phone = phoneNumber(8)
  const { keyboard } = page
  await page.goto(run.siteUrl)
  await tabTo(page, 'Adresse e-mail professionnelle')
  await keyboard.type(voter.email)
  await tabTo(page, 'Mot de passe personnel')
  await keyboard.type(voter.password)
  await keyboard.press('Enter')
  await page.getByText('Bienvenue').waitFor()
  await tabTo(page, 'JE VOTE →')
  await keyboard.press('Enter')
  await field(page, 'Identifiant électeur').waitFor()
  await tabTo(page, 'Identifiant électeur oublié ?')
  await keyboard.press('Enter')
  await page.getByAltText('Image du code de sécurité').waitFor()
  await tabTo(page, 'N° tél')
  await keyboard.type(phone)
  await tabTo(page, 'NUMEN')
  await keyboard.type('wrong')
  await tabTo(page, 'Date de naissance (jj/mm/aaaa)')
  await keyboard.type(french(voter.birthDate).replaceAll('/', ''))
  await tabTo(page, 'Code de sécurité')
  await keyboard.type(securityCode)
  await tabTo(page, 'Envoyer la demande')
  await keyboard.press('Enter')

  // The focus is on what went wrong; its link leads to the field.
  await errorSummary(page).waitFor()
  await expectTypedKept(page, {
    phone,
    numen: 'wrong',
    birthDate: french(voter.birthDate).replaceAll('/', ''),
    code: '',
  })
  await tabTo(page, 'Un NUMEN compte 13 caractères : 2 chiffres, 1 lettre, 7 chiffres, 3 lettres.')
  await keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('numen')
  await keyboard.press('Control+A')
  await keyboard.type(voter.numen)
  await tabTo(page, 'Code de sécurité')
  await keyboard.type(securityCode)
  await keyboard.press('Enter')
  await page.getByText(banner).waitFor()
  await tabTo(page, "Suivre l'envoi du SMS")

  const sms = await eventually('the SMS arrives', () =>
    run.handset.texts.find((text) => text.phone === phone),
  )
  const api = await signIn(run, voter)
  await stateReached(api, (await spaceOf(api)).reissue.latest.id, 'sent')
  await tabTo(page, 'JE VOTE →')
  await keyboard.press('Enter')
  await field(page, 'Identifiant électeur').waitFor()
  await tabTo(page, 'Identifiant électeur')
  await keyboard.type(identifierIn(sms.body))
  await tabTo(page, 'Mot de passe personnel électeur')
  await keyboard.type(voter.password)
  await keyboard.press('Enter')
  await page.getByText("Vous êtes connecté à l'espace de vote.").waitFor()
  await shiftTabTo(page, 'DÉCONNEXION')
  await keyboard.press('Enter')
  await title(page, 'Espace électeur').waitFor()
  expectCalmVisit(visit, ['400 /api/reissues'])
})

test.for([
  ['/mot-de-passe/', 'Mot de passe personnel oublié ou première connexion'],
  ['/aide/', 'Aide'],
  ['/tutoriel/', 'Tutoriel électeur'],
  ['/accessibilite/', 'Accessibilité : non conforme'],
  ['/donnees-personnelles/', 'Données personnelles'],
] as const)('%s is a page that anyone can read', async ([path, heading]) => {
  const response = await page.goto(`${run.siteUrl}${path}`)
  expect(response?.status()).toBe(200)
  expect(await read(page.getByRole('heading', { level: 1 }))).toBe(heading)
  await expectAccessible(page)
  expectCalmVisit(visit)
})

test('an address that does not exist says so, and leads back', async () => {
  const response = await page.goto(`${run.siteUrl}/nowhere/`)
  expect(response?.status()).toBe(404)
  await title(page, 'Page introuvable').waitFor()
  await expectAccessible(page)
  expectCalmVisit(visit, ['404 /nowhere/'])
})

describe('once the windows are closed', () => {
  let closed: LocalRun
  beforeAll(async () => {
    if (!browser) return
    closed = await runLocally({
      electionChanges: {
        dates: {
          ...openDates,
          reissueClosesAt: '2020-03-01T12:00',
          voteOpensAt: '2041-11-29T10:00',
        },
      },
    })
  })
  afterAll(() => closed?.stop())

  test('J9: asking for an identifier and voting are refused with their dates, and nothing is consumed', async () => {
    const voter = closed.voters[0] as DemoVoter
    const open = run
    run = closed
    const closedVisit = await startVisit(browser as Browser, closed.siteUrl)
    try {
      const { page } = closedVisit
      await signInOnPage(page, voter)
      const since = 'Les demandes de nouvel identifiant sont closes depuis le 1er mars 2020 à 12 h.'
      expect(await read(page.getByRole('main'))).toContain(since)
      expect(await link(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
      await expectAccessible(page)
      await page.goto(`${closed.siteUrl}/identifiant/`)
      await page.getByText(since).waitFor()
      await expectAccessible(page)
      await page.goto(`${closed.siteUrl}/vote/`)
      await enterBooth(page, voter.identifier, voter.password)
      await errorSummary(page).waitFor()
      expect(await read(errorSummary(page))).toContain(
        "L'espace de vote n'est pas ouvert en ce moment.",
      )
      await expectAccessible(page)
      expectCalmVisit(closedVisit, ['403 /api/booth/session'])

      const client = await signIn(closed, voter)
      const refusal = expectStatus(await requestReissue(client, voter, phoneNumber(9)), 403)
      expect(refusal.body.code).toBe('reissue-closed')
      const { remaining, latest } = (await spaceOf(client)).reissue
      expect({ remaining, latest }).toEqual({ remaining: 3, latest: null })
    } finally {
      await closedVisit.close()
      run = open
    }
  })
})
