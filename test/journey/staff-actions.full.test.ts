import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import {
  button,
  errorOf,
  errorSummary,
  expectAccessible,
  field,
  read,
  startVisit,
} from './browser.ts'
import { fromNow, setItem } from './items.ts'
import {
  type ApiClient,
  eventually,
  expectStatus,
  type LocalRun,
  requestAccepted,
  requestReissue,
  signIn,
  spaceOf,
} from './local-run.ts'
import { mails } from './mails.ts'
import { french, inMain, says } from './pages.ts'
import { chooseAtProvider, test } from './staffed-run.ts'

async function signInAs(page: Page, siteUrl: string, name: string): Promise<void> {
  await page.goto(siteUrl)
  await chooseAtProvider(page, name)
  await page.getByLabel('Code lu par la personne qui appelle').waitFor()
}

async function open(page: Page, code: string): Promise<void> {
  await field(page, 'Code lu par la personne qui appelle').fill(code)
  await button(page, 'Ouvrir le dossier').click()
  await says(page, /^Vous voyez le dossier de /)
}

const drawnCode = async (voter: ApiClient) =>
  expectStatus(await voter.send('POST', '/api/file-code'), 201).body.code as string

async function act(page: Page, action: string, reason: string): Promise<void> {
  await page.getByRole('radio', { name: action }).check()
  await field(page, 'Motif').fill(reason)
  await button(page, 'Valider').click()
}

const told = (run: LocalRun, email: string, words: RegExp) =>
  eventually('the voter is told', async () =>
    (await mails(run)).find(
      ({ destination, body }) => destination.to.includes(email) && words.test(JSON.stringify(body)),
    ),
  )

/** Of the fields that both ask for and agree to a correction. */
const shown = (page: Page, label: string) => field(page, label).filter({ visible: true })

async function typeIdentity(page: Page, numen: string, birthDate: string): Promise<void> {
  await shown(page, 'NUMEN exact').fill(numen)
  await shown(page, 'Date de naissance exacte').fill(french(birthDate))
}

/** The code for another of the staff. */
async function shownTo(page: Page): Promise<string> {
  await says(page, /^Lisez ce code à une superviseure/)
  const [code = ''] = /\d{4} \d{4}/.exec(await inMain(page)) ?? []
  return code
}

test('an agent frees the phone that was refused to a voter, who asks with it', async ({
  staffed,
  visit,
}) => {
  const { run, siteUrl } = staffed
  const [squatter, owner] = [run.anotherVoter(), run.anotherVoter()]
  const phone = run.anotherPhone()
  await requestAccepted(await signIn(run, squatter), squatter, phone)
  const client = await signIn(run, owner)
  expectStatus(await requestReissue(client, owner, phone), 409)

  const { page } = visit
  await signInAs(page, siteUrl, 'Alix Agent')
  await open(page, await drawnCode(client))
  expect(await inMain(page)).toMatch(/finissant par \d\d, que vous avez saisi .*a été refusé/)
  expect(await page.getByRole('radio').count()).toBe(5)
  await expectAccessible(page)
  await button(page, 'Valider').click()
  await errorSummary(page).waitFor()
  expect(await read(errorSummary(page))).toContain('Choisissez ce que vous voulez faire.')
  await act(page, 'Libérer le numéro refusé', `rappelé au ${phone}`)
  await says(page, /sans nom, adresse ni numéro.: ce motif/)
  await expectAccessible(page)
  // What was chosen and typed is kept, to be mended.
  await field(page, 'Motif').fill('rappelé sur ce numéro')
  await button(page, 'Valider').click()
  await says(page, /^Le numéro est libéré/)
  expect(await inMain(page)).not.toMatch(/a été refusé|Libérer le numéro refusé/)
  await expectAccessible(page)
  await requestAccepted(client, owner, phone)
  const mail = await told(run, owner.email, /libérer le numéro de téléphone/)
  expect(JSON.stringify(mail)).not.toContain(phone.slice(3))
  expect(run.lines.join('\n')).toContain('"event":"file.acted-on","action":"free-phone"')
})

test('the delay after a new password is lifted by an agent and a supervisor, who reads the file first', async ({
  staffed,
  visit,
  browser,
}) => {
  const { run, siteUrl } = staffed
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const voterId = voterIdOf(run.keys, voter.email)
  await setItem(run, 'VOTERS_TABLE', { voterId }, { passwordRenewedAt: fromNow(-60) })
  expectStatus(await requestReissue(client, voter, run.anotherPhone()), 403)

  const { page } = visit
  await signInAs(page, siteUrl, 'Alix Agent')
  await open(page, await drawnCode(client))
  await act(page, 'Lever le délai de sécurité', 'identité vérifiée au guichet')
  const code = await shownTo(page)
  await expectAccessible(page)
  await told(run, voter.email, /doit encore confirmer une autre personne/)
  expect((await spaceOf(client)).reissue.bothFactorsLostUntil).not.toBeNull()

  const second = await startVisit(browser, siteUrl)
  await signInAs(second.page, siteUrl, 'Sacha Superviseur')
  await open(second.page, code)
  await says(second.page, /demande.: «.Lever le délai de sécurité/)
  await expectAccessible(second.page)
  // Pressed twice, it is done once, and nothing says that it was not.
  await button(second.page, 'Confirmer').dblclick()
  await says(second.page, /^Le délai est levé/)
  expect(second.consoleErrors).toEqual([])
  expect(await inMain(second.page)).not.toContain('À confirmer')
  await second.close()
  expect((await spaceOf(client)).reissue.bothFactorsLostUntil).toBeNull()
  await requestAccepted(client, voter, run.anotherPhone())
  await told(run, voter.email, /lever, à deux personnes, le délai de sécurité/)
})

test('a voter who cannot sign in says NUMEN and birth date, and is told who saw the file', async ({
  staffed,
  visit,
}) => {
  const { run, siteUrl } = staffed
  const [voter, other] = [run.anotherVoter(), run.anotherVoter()]
  const { page } = visit
  await signInAs(page, siteUrl, 'Alix Agent')
  const say = async (numen: string, birthDate: string) => {
    await field(page, 'NUMEN').fill(numen)
    await field(page, 'Date de naissance').fill(french(birthDate))
    await button(page, 'Ouvrir le dossier sans code').click()
  }
  await say(other.numen, voter.birthDate)
  await errorSummary(page).waitFor()
  expect(await read(errorSummary(page))).toMatch(/ne sont pas ceux d.une même personne/)
  await expectAccessible(page)
  await say(voter.numen, voter.birthDate)
  await says(page, /^Vous voyez le dossier de /)
  expect(await field(page, 'NUMEN').inputValue()).toBe('')
  const text = await inMain(page)
  for (const secret of [voter.email, voter.numen, french(voter.birthDate)]) {
    expect(text).not.toContain(secret)
  }
  await told(run, voter.email, /qui a dit votre NUMEN et votre date de naissance/)
  expect(run.lines.join('\n')).not.toContain(voter.numen)
})

test('a voter of the sealed roll has another NUMEN, then another address, once an agent and a supervisor typed them', async ({
  staffed,
  visit,
  browser,
}) => {
  const { run, siteUrl } = staffed
  const voter = run.anotherVoter()
  const numen = voter.numen.replace(/...$/, 'XYZ')
  const client = await signIn(run, voter)
  const { page } = visit
  await page.setViewportSize({ width: 320, height: 640 })
  await signInAs(page, siteUrl, 'Alix Agent')
  await open(page, await drawnCode(client))
  await act(page, 'Corriger le NUMEN et la date de naissance', 'mal saisi par le rectorat')
  await errorSummary(page).waitFor()
  expect(await errorOf(shown(page, 'NUMEN exact'))).toContain('Saisissez le NUMEN.')
  await expectAccessible(page)
  await typeIdentity(page, numen, voter.birthDate)
  await shown(page, 'Date de naissance exacte').press('Enter')
  const code = await shownTo(page)
  expect(await field(page, 'Motif').inputValue()).toBe('')
  await told(run, voter.email, /corriger votre adresse.*doit encore confirmer/)

  const second = await startVisit(browser, siteUrl)
  await second.page.setViewportSize({ width: 320, height: 640 })
  await signInAs(second.page, siteUrl, 'Sacha Superviseur')
  await open(second.page, code)
  await says(second.page, /^alix.*demande.: «.Corriger le NUMEN et la date de naissance/)
  expect(await inMain(second.page)).not.toContain(numen)
  await expectAccessible(second.page)
  await typeIdentity(second.page, voter.numen, voter.birthDate)
  await button(second.page, 'Confirmer').click()
  await errorSummary(second.page).waitFor()
  expect(await read(errorSummary(second.page))).toMatch(/n.est pas ce qui a été demandé/)
  expect(await shown(second.page, 'NUMEN exact').inputValue()).toBe(voter.numen)
  await expectAccessible(second.page)
  await shown(second.page, 'NUMEN exact').fill(numen.toLowerCase())
  await shown(second.page, 'NUMEN exact').press('Enter')
  await says(second.page, /^La liste est corrigée/)
  expect(await inMain(second.page)).not.toContain('À confirmer')
  await told(run, voter.email, /liste électorale a été corrigée/)
  expect((await spaceOf(client)).reissue.bothFactorsLostUntil).not.toBeNull()

  const address = `autre.${voter.email}`
  await page.getByRole('radio', { name: /adresse e-mail/ }).check()
  await shown(page, 'Adresse e-mail exacte').fill(voter.email)
  await act(page, 'Corriger l’adresse e-mail', 'mal saisie par le rectorat')
  await errorSummary(page).waitFor()
  expect(await errorOf(shown(page, 'Adresse e-mail exacte'))).toContain('dit déjà cela')
  await shown(page, 'Adresse e-mail exacte').fill(address)
  await button(page, 'Valider').click()
  const another = await shownTo(page)
  await button(second.page, 'Refermer le dossier').click()
  await open(second.page, another)
  await shown(second.page, 'Adresse e-mail exacte').fill(address)
  await button(second.page, 'Confirmer').click()
  await says(second.page, /^L.adresse est corrigée/)
  await expectAccessible(second.page)
  await told(run, voter.email, /n.est plus celle de votre compte/)
  await told(run, address, /liste électorale a été corrigée/)
  expectStatus(await client.send('GET', '/api/voter'), 401)
  // The file stays open to both.
  await page.reload()
  await says(page, /^Vous voyez le dossier de /)
  expect(await inMain(page)).toMatch(/n.a pas de mot de passe/)
  expect(await inMain(page)).not.toContain('1970')
  expect(second.consoleErrors.filter((line) => !/40[019]/.test(line))).toEqual([])
  await second.close()
  const written = run.lines.join('\n')
  for (const typed of [numen, address]) expect(written).not.toContain(typed)
})
