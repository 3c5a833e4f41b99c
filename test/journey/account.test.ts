import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { clientDefaults } from '../../local/engines.ts'
import { variable } from '../../local/run.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import type { BirthDate } from '../../shared/domain/birth-date.ts'
import { enrol } from '../../shared/domain/enrolment.ts'
import { inGroupsOfFour } from '../../shared/domain/identifier.ts'
import type { Numen } from '../../shared/domain/numen.ts'
import { hashLinkToken } from '../../shared/domain/password-link.ts'
import { readSessionCookie } from '../../shared/domain/session.ts'
import { voterIdOf } from '../../shared/domain/voter.ts'
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
  startVisit,
  tabTo,
  title,
  type Visit,
} from './browser.ts'
import {
  ApiClient,
  eventually,
  expectStatus,
  type LocalRun,
  type Mail,
  mails,
  phoneNumber,
  requestAccepted,
  requestReissue,
  runLocally,
  securityCode,
  signIn,
  spaceOf,
} from './local-run.ts'

const goodPassword = 'une tasse de thé à la menthe'
const otherPassword = 'trois vélos rouges sous la pluie'

const helpdeskPhone = '+33 1 23 45 67 89'

let browser: Browser | undefined
let run: LocalRun
let database: DynamoDBDocumentClient
let visit: Visit
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
  if (!browser && process.env.CI === 'true') throw new Error(noChromium)
  // No SMS leaves: there is time to cancel.
  run = await runLocally({ electionChanges: { smsDelaySeconds: 900 } })
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: run.engines.dynamodbEndpoint })
  database = DynamoDBDocumentClient.from(client)
})

afterAll(async () => {
  await browser?.close()
  await run?.stop()
  database?.destroy()
})

beforeEach(async (context) => {
  if (!browser) return context.skip(noChromium)
  visit = await startVisit(browser, run.siteUrl)
  page = visit.page
  return () => visit.close()
})

let used = 0
/** A voter with a password, of whom no other test knows. */
const anyVoter = () => run.voters[used++] as DemoVoter

/** A voter as the roll is imported: nobody has chosen a password yet. */
async function importedVoter(firstName: string, lastName: string) {
  const entry = {
    email: `${firstName}.${lastName}@academie.example.org`.toLowerCase(),
    firstName,
    lastName,
    numen: '01E1234567ABC' as Numen,
    birthDate: '1975-03-27' as BirthDate,
    ballots: ['csa-ministeriel', 'csa-academique'],
  }
  const { voter, identifier } = enrol(run.keys, entry)
  await dynamoVoters(database, variable(run.app, 'VOTERS_TABLE')).enrol(voter)
  return { email: entry.email, identifier: inGroupsOfFour(identifier) }
}

const says = (text: string | RegExp, on = page) =>
  on.getByText(text).filter({ visible: true }).first().waitFor()

const inMain = () => read(page.getByRole('main'))

/** The mails of an address, oldest first, once there are as many. */
async function mailsTo(email: string, count: number): Promise<Mail[]> {
  return eventually(`${count} mails reach ${email}`, async () => {
    const received = (await mails(run)).filter(({ destination }) => destination.to.includes(email))
    return received.length >= count ? received : undefined
  })
}

/** The link of a mail, in its text. */
function linkIn(mail: Mail | undefined): string {
  const [found] =
    /^http:\/\/localhost:\d+\/mot-de-passe\/#[\w-]{22}\.[\w-]{43}$/m.exec(mail?.body.text ?? '') ??
    []
  if (!found) throw new Error('This mail holds no link')
  return found
}

/** The address that cancels a request, in the text of its mail. */
function cancellationIn(mail: Mail | undefined, reissueId: string): string {
  const address = new RegExp(`^\\S+/annuler/#${reissueId}\\.[\\w-]{43}$`, 'm')
  const [found] = address.exec(mail?.body.text ?? '') ?? []
  if (!found) throw new Error('This mail cancels nothing')
  return found
}

/** Shows a mail in a tab of its own, as a narrow screen does. */
async function openMail(mail: Mail | undefined): Promise<Page> {
  const tab = await visit.newTab()
  await tab.setContent(mail?.body.html ?? '')
  expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  return tab
}

async function askForLink(email: string): Promise<void> {
  const client = new ApiClient(run.siteUrl)
  expectStatus(await client.send('POST', '/api/account/link', { json: { email } }), 202)
}

/** Asks for a link; `before` is how many mails the address has had. */
async function mailedLink(email: string, before = 0): Promise<string> {
  await askForLink(email)
  return linkIn((await mailsTo(email, before + 1))[before])
}

async function fillSignIn(on: Page, email: string, password: string): Promise<void> {
  await field(on, 'Adresse e-mail professionnelle').fill(email)
  await field(on, 'Mot de passe personnel').fill(password)
}

async function submitSignIn(on: Page, email: string, password: string): Promise<number> {
  await fillSignIn(on, email, password)
  const answered = on.waitForResponse(
    (response) => response.url().endsWith('/api/session') && response.request().method() === 'POST',
  )
  await button(on, 'CONNEXION').click()
  return (await answered).status()
}

async function signInOnPage(on: Page, email: string, password: string): Promise<void> {
  await on.goto(run.siteUrl)
  await submitSignIn(on, email, password)
  await title(on, 'Mon espace électeur').waitFor()
  await on.getByText('Bienvenue').waitFor()
}

async function submitPassword(on: Page, password: string): Promise<void> {
  await field(on, 'Nouveau mot de passe').fill(password)
  await button(on, 'Enregistrer ce mot de passe').click()
}

/** Does what ends an account's sessions, until the page knows whether this browser's is one of them. */
async function endSessions(on: Page, act: () => Promise<void>): Promise<void> {
  const asked = on.waitForResponse((response) => response.url().endsWith('/api/voter'))
  await act()
  await (await asked).finished()
}

/** Opens a link anew, as from the mail, and tries to use it. */
async function tryLink(address: string, password: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(address)
  await submitPassword(page, password)
}

async function expectDeadLink(): Promise<void> {
  await says('Ce lien ne peut pas servir')
  const said = await inMain()
  expect(said).toContain('il a déjà servi')
  expect(said).toContain('il a plus de 30 minutes')
  expect(said).toContain('seul le lien du dernier est bon')
  expect(said).toContain("Rien n'a été modifié cette fois")
  expect(await button(page, 'Recevoir un lien').isVisible()).toBe(true)
  expect(await field(page, 'Nouveau mot de passe').isVisible()).toBe(false)
  expect(page.url()).toBe(`${run.siteUrl}/mot-de-passe/`)
  await expectAccessible(page)
}

async function setItem(variableName: string, key: object, values: Record<string, unknown>) {
  const names = Object.keys(values)
  await database.send(
    new UpdateCommand({
      TableName: variable(run.app, variableName),
      Key: key,
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        names.map((name) => [`:${name}`, values[name]]),
      ),
    }),
  )
}

const fromNow = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

/** Changes when the session of a browser ends, as if the time had passed. */
async function endSessionOf(on: Page, times: { expiresAt: string; endsAt?: string }) {
  const cookies = await on.context().cookies()
  const session = cookies.find(({ name }) => name === '__Host-session')
  const claim = readSessionCookie(session?.value)
  if (!claim) throw new Error('This browser holds no session')
  await setItem('SESSIONS_TABLE', { tokenHash: claim.tokenHash }, times)
}

async function typeReissue(on: Page): Promise<void> {
  await on.goto(`${run.siteUrl}/identifiant/`)
  await on.getByAltText('Image du code de sécurité').waitFor()
  await field(on, 'N° tél').fill('06 12 34 56 78')
  await field(on, 'NUMEN').fill('01E0000000ABC')
  await field(on, 'Date de naissance (jj/mm/aaaa)').fill('27/03/1975')
}

async function expectDraft(on: Page): Promise<void> {
  await says('Ce que vous aviez saisi a été gardé, sauf le NUMEN', on)
  expect(await field(on, 'N° tél').inputValue()).toBe('06 12 34 56 78')
  expect(await field(on, 'Date de naissance (jj/mm/aaaa)').inputValue()).toBe('27/03/1975')
  expect(await field(on, 'NUMEN').inputValue()).toBe('')
  expect(await field(on, 'Code de sécurité').inputValue()).toBe('')
}

const draftKept =
  'Votre session est terminée. Ce que vous avez saisi est gardé, sauf le NUMEN et le code de sécurité'

// `waitForFunction` would poll with `eval`, which the pages' policy forbids once its first look has failed.
const commonPasswordsLoaded = (on: Page) =>
  eventually('the common passwords are loaded', () =>
    on.evaluate<boolean>("typeof window.isTooCommon === 'function'"),
  )

test('a voter of the imported roll creates a password through a link, signs in and votes with the printed identifier', async () => {
  const { email, identifier } = await importedVoter('Ombeline', 'Trouvetout')
  await page.goto(run.siteUrl)
  await link(page, 'Mot de passe personnel oublié ou première connexion ?').click()
  await title(page, 'Mot de passe personnel oublié ou première connexion').waitFor()
  await field(page, 'Adresse e-mail professionnelle').fill('ombeline')
  await button(page, 'Recevoir un lien').click()
  await errorSummary(page).waitFor()
  expect(await errorOf(field(page, 'Adresse e-mail professionnelle'))).toContain(
    'par exemple prenom.nom@exemple.fr',
  )
  await expectAccessible(page)
  await field(page, 'Adresse e-mail professionnelle').fill(email)
  await button(page, 'Recevoir un lien').click()
  await says('Consultez votre messagerie')
  expect(await inMain()).toContain(`Vous avez demandé un lien pour l'adresse ${email}.`)
  await expectAccessible(page)

  const [invitation] = await mailsTo(email, 1)
  expect(invitation?.subject).toBe('Créez votre mot de passe')
  const mailPage = await openMail(invitation)
  await link(mailPage, 'Créer mon mot de passe').click()
  page = mailPage
  await says('Choisissez votre mot de passe')
  // The link stays neither in the address bar nor in the history.
  expect(page.url()).toBe(`${run.siteUrl}/mot-de-passe/`)
  await expectAccessible(page)

  const password = field(page, 'Nouveau mot de passe')
  const weak = async (text: string) => {
    await submitPassword(page, text)
    await button(page, 'Enregistrer ce mot de passe').waitFor()
    await errorSummary(page).waitFor()
    return errorOf(password)
  }
  await commonPasswordsLoaded(page)
  expect(await weak('tropcourt')).toContain('trop court : il faut 12 caractères au moins')
  await expectAccessible(page)
  expect(await weak('motdepasse2024')).toContain('trop courant ou trop facile à deviner')
  await expectAccessible(page)
  expect(visit.consoleErrors).toEqual(['400 /api/account/link'])
  // Only the API knows whose link it is, and refuses the voter's own name.
  expect(await weak('ombelinetrouvetout')).toContain('trop courant ou trop facile à deviner')

  await password.fill(goodPassword)
  await says('Ce que vous venez de saisir convient.')
  await button(page, 'Afficher le mot de passe').click()
  expect(await password.getAttribute('type')).toBe('text')
  await expectAccessible(page)
  await button(page, 'Masquer le mot de passe').click()
  expect(await password.getAttribute('type')).toBe('password')
  await endSessions(page, () => button(page, 'Enregistrer ce mot de passe').click())
  await says('Votre mot de passe est enregistré.')
  await expectAccessible(page)

  await button(page, 'Se connecter').click()
  await submitSignIn(page, email, goodPassword)
  await says('Bienvenue')
  await expectAccessible(page)
  // A first password replaces none: nothing is closed.
  await link(page, 'Demander un nouvel identifiant électeur').waitFor()
  await button(page, 'JE VOTE →').click()
  await field(page, 'Identifiant électeur').fill(identifier)
  await field(page, 'Mot de passe personnel électeur').fill(goodPassword)
  await button(page, 'CONNEXION').click()
  await says("Vous êtes connecté à l'espace de vote.")
  expect(await inMain()).toContain("Comité social d'administration ministériel")
  await expectAccessible(page)
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()

  const received = await mailsTo(email, 2)
  expect(received.map(({ subject }) => subject)).toEqual([
    'Créez votre mot de passe',
    'Votre mot de passe a été créé',
  ])
  const confirmation = await openMail(received[1])
  expect(await read(confirmation.locator('body'))).toContain('a été créé le')
  // Saving it asked whether this browser had a session to forget.
  expectCalmVisit(visit, ['400 /api/account/link', '400 /api/account/password', '401 /api/voter'])
})

test('a password is created with the keyboard alone', async () => {
  const { email } = await importedVoter('Clavier', 'Seul')
  const { keyboard } = page
  await page.goto(`${run.siteUrl}/mot-de-passe/`)
  await tabTo(page, 'Adresse e-mail professionnelle')
  await keyboard.type(email)
  await tabTo(page, 'Recevoir un lien')
  await keyboard.press('Enter')
  await says('Consultez votre messagerie')
  expect(await page.evaluate('document.activeElement.textContent')).toBe(
    'Consultez votre messagerie',
  )
  await tabTo(page, "Redemander un lien ou changer d'adresse")

  await page.goto(linkIn((await mailsTo(email, 1))[0]))
  await commonPasswordsLoaded(page)
  await tabTo(page, 'Nouveau mot de passe')
  await keyboard.type('tropcourt')
  await keyboard.press('Enter')
  await errorSummary(page).waitFor()
  await tabTo(page, 'Ce mot de passe est trop court : il faut 12 caractères au moins.')
  await keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('password')
  await keyboard.press('Control+A')
  await keyboard.type(goodPassword)
  await tabTo(page, 'Afficher le mot de passe')
  await keyboard.press('Enter')
  expect(await field(page, 'Nouveau mot de passe').inputValue()).toBe(goodPassword)
  expect(await field(page, 'Nouveau mot de passe').getAttribute('type')).toBe('text')
  await keyboard.press('Enter')
  await tabTo(page, 'Enregistrer ce mot de passe')
  await endSessions(page, () => keyboard.press('Enter'))
  await says('Votre mot de passe est enregistré.')
  await tabTo(page, 'Se connecter')
  await keyboard.press('Space')
  await title(page, 'Espace électeur').waitFor()
  expectCalmVisit(visit, ['401 /api/voter'])
})

test('without JavaScript no form is there to fill in, and the page says why', async () => {
  const context = await (browser as Browser).newContext({ javaScriptEnabled: false })
  try {
    const bare = await context.newPage()
    for (const path of ['/', '/mot-de-passe/', '/vote/', '/identifiant/']) {
      await bare.goto(`${run.siteUrl}${path}`)
      expect(await bare.locator('input:visible, button:visible').count(), path).toBe(0)
      expect(await read(bare.getByRole('main'))).toContain('Cette page a besoin de JavaScript')
    }
  } finally {
    await context.close()
  }
})

test('a link left in a tab serves when the page is loaded again, and never the next voter', async () => {
  const [owner, next] = [anyVoter(), anyVoter()]
  const address = await mailedLink(owner.email)
  const expectRequest = async () => {
    await button(page, 'Recevoir un lien').waitFor()
    expect(await field(page, 'Nouveau mot de passe').isVisible()).toBe(false)
  }
  await page.goto(address)
  await field(page, 'Nouveau mot de passe').waitFor()
  await page.reload()
  await field(page, 'Nouveau mot de passe').waitFor()
  await link(page, 'AIDE').click()
  await title(page, 'Aide').waitFor()
  await page.goBack().catch(() => undefined)
  await field(page, 'Nouveau mot de passe').waitFor()

  await page.goto(run.siteUrl)
  await link(page, 'Mot de passe personnel oublié ou première connexion ?').click()
  await expectRequest()
  await page.reload()
  await expectRequest()

  await page.goto(address)
  await field(page, 'Nouveau mot de passe').waitFor()
  await signInOnPage(page, next.email, next.password)
  for (let back = 0; back < 2; back++) await page.goBack().catch(() => undefined)
  await page.waitForURL('**/mot-de-passe/')
  await expectRequest()
  expectCalmVisit(visit)
})

test("no link serves twice, late, once superseded, on another's account, tampered or cut: each says so and changes nothing", async () => {
  const voter = anyVoter()
  const other = anyVoter()
  const [first, othersLink] = await Promise.all(
    [voter, other].map(({ email }) => mailedLink(email)),
  )
  const second = await mailedLink(voter.email, 1)
  const [, voterId = '', token = ''] = /#(.{22})\.(.+)$/.exec(second) ?? []
  const [, , othersToken = ''] = /#(.{22})\.(.+)$/.exec(othersLink ?? '') ?? []
  const newest = (seconds: number) => ({
    tokenHash: hashLinkToken(token),
    expiresAt: fromNow(seconds),
  })
  const passwordPage = `${run.siteUrl}/mot-de-passe/`
  const unchanged = (password = voter.password) => signIn(run, { ...voter, password })

  // Superseded by a newer mail.
  await tryLink(String(first), otherPassword)
  await expectDeadLink()
  await unchanged()

  // Another's account: the proof of one with the name of the other.
  await tryLink(`${passwordPage}#${voterId}.${othersToken}`, otherPassword)
  await expectDeadLink()
  await Promise.all([unchanged(), signIn(run, other)])

  // Tampered.
  const middle = token[20] === 'A' ? 'B' : 'A'
  await tryLink(
    `${passwordPage}#${voterId}.${token.slice(0, 20)}${middle}${token.slice(21)}`,
    goodPassword,
  )
  await expectDeadLink()
  await unchanged()

  // Cut by the mailbox: nothing is asked of the API.
  await page.goto('about:blank')
  await page.goto(second.slice(0, -5))
  await expectDeadLink()
  await unchanged()

  // Late.
  await setItem('PASSWORD_LINKS_TABLE', { voterId }, { newest: newest(-1) })
  await tryLink(second, otherPassword)
  await expectDeadLink()
  await unchanged()
  await setItem('PASSWORD_LINKS_TABLE', { voterId }, { newest: newest(600) })

  // None of them spent the good one.
  await endSessions(page, () => tryLink(second, goodPassword))
  await says('Votre mot de passe est enregistré.')
  await unchanged(goodPassword)

  // Twice.
  await tryLink(second, otherPassword)
  await expectDeadLink()
  await unchanged(goodPassword)

  // The page leads on from there.
  await field(page, 'Adresse e-mail professionnelle').fill(voter.email)
  await button(page, 'Recevoir un lien').click()
  await says('Consultez votre messagerie')
  expect(await page.getByText('Ce lien ne peut pas servir').isVisible()).toBe(false)
  await expectAccessible(page)
  const received = await mailsTo(voter.email, 4)
  expect(received.map(({ subject }) => subject).toSorted()).toEqual([
    'Créez un nouveau mot de passe',
    'Créez un nouveau mot de passe',
    'Créez un nouveau mot de passe',
    'Votre mot de passe a été remplacé',
  ])
  expectCalmVisit(visit, [
    ...Array.from({ length: 5 }, () => '410 /api/account/password'),
    '401 /api/voter',
  ])
})

test('a password whose confirmation was lost is not asked for again: the page says that it was probably recorded', async () => {
  const voter = anyVoter()
  await page.goto(await mailedLink(voter.email))
  await page.route(
    '**/api/account/password',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await submitPassword(page, goodPassword)
  await says("Nous n'avons pas pu confirmer que votre mot de passe est enregistré.")
  expect(await field(page, 'Nouveau mot de passe').inputValue()).toBe(goodPassword)
  await expectAccessible(page)
  await button(page, 'Enregistrer ce mot de passe').click()
  await says("Votre mot de passe a sans doute été enregistré à l'essai précédent")
  await expectAccessible(page)
  await link(page, 'essayez de vous connecter').click()
  expect(await submitSignIn(page, voter.email, goodPassword)).toBe(204)
  await says('Bienvenue')
})

test('a new password ends the sessions of every browser, and closes online reissues for a day', async () => {
  const voter = anyVoter()
  await signInOnPage(page, voter.email, voter.password)
  await typeReissue(page)

  const elsewhere = await startVisit(browser as Browser, run.siteUrl)
  try {
    await elsewhere.page.goto(await mailedLink(voter.email))
    await endSessions(elsewhere.page, () => submitPassword(elsewhere.page, goodPassword))
    await says('Votre mot de passe est enregistré.', elsewhere.page)
    expect(await read(elsewhere.page.getByRole('main'))).toContain(
      'Ce compte est déconnecté partout où il était ouvert.',
    )
    expectCalmVisit(elsewhere, ['401 /api/voter'])
  } finally {
    await elsewhere.close()
  }

  await field(page, 'Code de sécurité').fill(securityCode)
  await button(page, 'Envoyer la demande').click()
  await title(page, 'Espace électeur').waitFor()
  expect(await inMain()).toContain(draftKept)
  await expectAccessible(page)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(401)
  expect(await submitSignIn(page, voter.email, goodPassword)).toBe(204)

  await title(page, "Demande d'un nouvel identifiant électeur").waitFor()
  await says('fermée jusqu')
  const refusal = await inMain()
  expect(refusal).toMatch(
    /Par sécurité, la demande d'un nouvel identifiant en ligne est fermée jusqu'au \d+(er)? \S+ \d{4} à \d+ h \d\d/,
  )
  expect(refusal).toContain("D'ici là, adressez-vous à l'assistance.")
  expect(refusal).toContain(helpdeskPhone)
  expect(await field(page, 'NUMEN').isVisible()).toBe(false)
  await expectAccessible(page)
  await link(page, 'Retour à mon espace électeur').click()
  await says('fermée jusqu')
  expect(await link(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)
  await expectAccessible(page)

  const client = await signIn(run, { ...voter, password: goodPassword })
  const refused = expectStatus(await requestReissue(client, voter, phoneNumber(1)), 403)
  expect(refused.body.code).toBe('both-factors-lost')
  const received = await mailsTo(voter.email, 3)
  expect(received.map(({ subject }) => subject)).toEqual([
    'Créez un nouveau mot de passe',
    'Votre mot de passe a été remplacé',
    "Une demande d'identifiant électeur a été refusée par sécurité",
  ])
  for (const mail of received) await (await openMail(mail)).close()

  // The day has passed: the form is open, and what was typed still there.
  const voterId = voterIdOf(run.keys, voter.email)
  await setItem('VOTERS_TABLE', { voterId }, { passwordRenewedAt: fromNow(-25 * 3600) })
  await page.goto(`${run.siteUrl}/identifiant/`)
  await expectDraft(page)
  await expectAccessible(page)
  expectCalmVisit(visit, ['401 /api/voter', '401 /api/reissues', '401 /api/session'])
})

test("in a browser where another voter is signed in, a new password or a cancelled request leaves that voter's session alone", async () => {
  const [other, voter] = [anyVoter(), anyVoter()]
  await signInOnPage(page, other.email, other.password)
  const expectOtherSignedIn = async () => {
    expect(await button(page, 'DÉCONNEXION').isVisible()).toBe(true)
    await link(page, 'Mon espace électeur').click()
    await says('Bienvenue')
  }
  const client = await signIn(run, voter)
  const reissueId = await requestAccepted(client, voter, phoneNumber(3))
  await page.goto(cancellationIn((await mailsTo(voter.email, 1))[0], reissueId))
  await endSessions(page, () => button(page, "Ce n'est pas moi : annuler la demande").click())
  await says(/Ce compte est déconnecté partout où il était ouvert\./)
  await expectOtherSignedIn()

  await mailsTo(voter.email, 2)
  await page.goto(await mailedLink(voter.email, 2))
  await endSessions(page, () => submitPassword(page, goodPassword))
  await says('Ce compte est déconnecté partout où il était ouvert.')
  await expectOtherSignedIn()
  await signIn(run, { ...voter, password: goodPassword })
  expectCalmVisit(visit)
})

test('a new password, set in one tab, makes the other tabs of its voter leave', async () => {
  const voter = anyVoter()
  await signInOnPage(page, voter.email, voter.password)
  const tab = await visit.newTab()
  await tab.goto(await mailedLink(voter.email))
  await submitPassword(tab, goodPassword)
  await title(page, 'Espace électeur').waitFor()
  expectCalmVisit(visit, ['401 /api/voter'])
})

describe('a page that is left open', () => {
  /** The picture of the form, which expires meanwhile, is another one. */
  async function letPass(minutes: number): Promise<void> {
    await page.clock.fastForward(minutes * 60_000)
    await says('Le code affiché a expiré : en voici un nouveau.')
  }

  test('warns before the session ends, is kept by « Rester connecté », and ends with what was typed kept', async () => {
    const voter = anyVoter()
    await page.clock.install()
    await signInOnPage(page, voter.email, voter.password)
    await typeReissue(page)
    const warning = page.getByText('Votre session prend fin dans')

    // Whoever types is there: nothing is asked.
    const renewed = page.waitForResponse((response) => response.url().endsWith('/api/voter'))
    await letPass(28)
    await renewed
    expect(await warning.count()).toBe(0)

    await letPass(28)
    await warning.waitFor()
    expect(await read(page.locator('[data-session]'))).toMatch(
      /^Votre session prend fin dans moins de [23] minutes, par sécurité\./,
    )
    await expectAccessible(page)
    await button(page, 'Rester connecté').click()
    await button(page, 'Rester connecté').waitFor({ state: 'detached' })
    expect(await field(page, 'NUMEN').inputValue()).toBe('01E0000000ABC')

    await letPass(28)
    await warning.waitFor()
    await page.clock.fastForward(3 * 60_000)
    await title(page, 'Espace électeur').waitFor()
    expect(await inMain()).toContain(draftKept)
    await expectAccessible(page)
    expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
    await expectDraft(page)
    expectCalmVisit(visit)
  })

  test('says when a session that cannot be prolonged will end', async () => {
    const voter = anyVoter()
    await signInOnPage(page, voter.email, voter.password)
    const endsAt = fromNow(150)
    await endSessionOf(page, { expiresAt: endsAt, endsAt })
    await page.reload()
    await says('Elle a atteint sa durée maximale, par sécurité : vous devrez vous reconnecter.')
    expect(await button(page, 'Rester connecté').count()).toBe(0)
    await expectAccessible(page)
    expectCalmVisit(visit)
  })

  test('whose session the server has ended leads to the sign-in page, and back to what was typed', async () => {
    const voter = anyVoter()
    await signInOnPage(page, voter.email, voter.password)
    await typeReissue(page)
    await endSessionOf(page, { expiresAt: fromNow(-1) })
    await field(page, 'Code de sécurité').fill(securityCode)
    await button(page, 'Envoyer la demande').click()
    await title(page, 'Espace électeur').waitFor()
    expect(await inMain()).toContain(draftKept)
    expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
    await expectDraft(page)
    expectCalmVisit(visit, ['401 /api/voter', '401 /api/reissues'])
  })
})

const expectNewPicture = () =>
  eventually('a new picture has come', async () =>
    (await field(page, 'Code de sécurité').inputValue()) === '' ? true : undefined,
  )

test('after five wrong passwords a security code opens the way, and then nobody else can make this browser wait', async () => {
  const voter = anyVoter()
  await page.goto(run.siteUrl)
  for (let tries = 0; tries < 5; tries++) {
    expect(await submitSignIn(page, voter.email, `wrong ${tries}`)).toBe(401)
  }
  await says('Ces informations de connexion ne sont pas reconnues.')
  expect(await field(page, 'Code de sécurité').isVisible()).toBe(false)
  // The right one waits too: who guesses must not learn it.
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(429)
  await page.getByAltText('Image du code de sécurité').waitFor()
  const refusal = await read(errorSummary(page))
  expect(refusal).toMatch(/Il y a eu trop d'essais\. Réessayez dans \d secondes?/)
  expect(refusal).toContain('Recopiez le code de sécurité pour essayer de nouveau sans attendre.')
  expect(refusal).toContain('Vous pouvez aussi créer un nouveau mot de passe.')
  await says('Avec ce code, vous pouvez essayer de nouveau sans attendre.')
  await says('Vous ne pouvez pas lire le code ? Attendez, puis essayez de nouveau')
  await expectAccessible(page)

  // After too many tries with codes one waits, and then needs a code again.
  await page.route(
    '**/api/session',
    (route) =>
      route.fulfill({
        status: 429,
        json: { code: 'too-many-attempts', title: "Il y a eu trop d'essais avec un code." },
      }),
    { times: 1 },
  )
  await field(page, 'Code de sécurité').fill(securityCode)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(429)
  await says("Il y a eu trop d'essais avec un code.")
  expect(await inMain()).not.toContain('sans attendre')
  await says('Vous ne pouvez pas lire le code ? Attendez, puis essayez de nouveau')
  await expectAccessible(page)
  await expectNewPicture()

  await field(page, 'Code de sécurité').fill('0000')
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(400)
  await says("Le code de sécurité ne correspond pas à l'image")
  expect(await errorOf(field(page, 'Code de sécurité'))).toContain(
    "Le code de sécurité ne correspond pas à l'image, ou il a expiré.",
  )
  await expectAccessible(page)
  await expectNewPicture()
  await field(page, 'Code de sécurité').fill(securityCode)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await says('Bienvenue')
  await button(page, 'DÉCONNEXION').click()
  await title(page, 'Espace électeur').waitFor()

  const stranger = new ApiClient(run.siteUrl)
  const guess = () =>
    stranger.send('POST', '/api/session', { json: { email: voter.email, password: 'a guess' } })
  for (let tries = 0; tries < 5; tries++) expectStatus(await guess(), 401)
  expect(expectStatus(await guess(), 429).body.captcha).toBe(true)

  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await says('Bienvenue')
  expectCalmVisit(visit, [
    ...Array.from({ length: 5 }, () => '401 /api/session'),
    '429 /api/session',
    '429 /api/session',
    '400 /api/session',
  ])
})

test('in the booth, a voter who mistypes again and again is told how long to wait', async () => {
  const voter = anyVoter()
  await signInOnPage(page, voter.email, voter.password)
  await button(page, 'JE VOTE →').click()
  const enter = async (password: string) => {
    await field(page, 'Identifiant électeur').fill(voter.identifier)
    await field(page, 'Mot de passe personnel électeur').fill(password)
    const answered = page.waitForResponse((response) =>
      response.url().endsWith('/api/booth/session'),
    )
    await button(page, 'CONNEXION').click()
    return (await answered).status()
  }
  for (let tries = 0; tries < 5; tries++) expect(await enter(`wrong ${tries}`)).toBe(401)
  expect(await enter('wrong 5')).toBe(429)
  await says(/Il y a eu trop d.essais/)
  expect(await read(errorSummary(page))).toMatch(/Réessayez dans \d secondes?/)
  // A browser that is known waits; a code would be of no use to it.
  expect(await field(page, 'Code de sécurité').isVisible()).toBe(false)
  await expectAccessible(page)
  expectCalmVisit(visit, [
    ...Array.from({ length: 5 }, () => '401 /api/booth/session'),
    '429 /api/booth/session',
  ])
})

test('who cancels a request is signed out everywhere, is told so, and where to create a new password', async () => {
  const voter = anyVoter()
  await signInOnPage(page, voter.email, voter.password)
  const client = await signIn(run, voter)
  const reissueId = await requestAccepted(client, voter, phoneNumber(2))
  await page.goto(cancellationIn((await mailsTo(voter.email, 1))[0], reissueId))
  await says('Si vous annulez')
  expect(await inMain()).toContain('vous serez déconnecté partout où vous êtes connecté')
  expect(await button(page, 'DÉCONNEXION').isVisible()).toBe(true)
  await button(page, "Ce n'est pas moi : annuler la demande").click()
  await says('La demande est annulée.')
  const said = await inMain()
  expect(said).toContain('Ce compte est déconnecté partout où il était ouvert.')
  expect(await link(page, 'Créez un nouveau mot de passe').getAttribute('href')).toBe(
    '/mot-de-passe/',
  )
  // Nothing on the page says that anyone is still signed in.
  await button(page, 'DÉCONNEXION').waitFor({ state: 'detached' })
  expect(await link(page, 'Mon espace électeur').count()).toBe(0)
  await expectAccessible(page)
  await page.reload()
  await says('La demande est annulée.')
  expectStatus(await client.send('GET', '/api/voter'), 401)

  await link(page, 'Créez un nouveau mot de passe').click()
  await title(page, 'Mot de passe personnel oublié ou première connexion').waitFor()
  expect(await button(page, 'DÉCONNEXION').count()).toBe(0)
  await signInOnPage(page, voter.email, voter.password)
  await says("Avant d'en faire une autre, vous devez créer un nouveau mot de passe.")
  await expectAccessible(page)
  expect((await spaceOf(await signIn(run, voter))).reissue.remaining).toBe(3)
  expectCalmVisit(visit, ['401 /api/voter'])
})
