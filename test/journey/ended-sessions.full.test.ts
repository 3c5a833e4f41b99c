import { expect } from 'vitest'
import { sessionsLink } from '../../shared/domain/account/sessions-link.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import {
  draftKept,
  endSessions,
  expectDraft,
  goodPassword,
  mailedLink,
  openMail,
  submitPassword,
  typeReissue,
} from './account.ts'
import { button, expectCleanVisit, field, link, title } from './browser.ts'
import { fromNow, setItem } from './items.ts'
import {
  captchaCode,
  expectStatus,
  opensBooth,
  requestAccepted,
  requestReissue,
  signIn,
  spaceOf,
} from './local-run.ts'
import { cancellationIn, mailsTo } from './mails.ts'
import { confirmForm, inMain, says, signInOnPage, submitSignIn } from './pages.ts'
import { scanMails } from './scanned-mails.ts'
import { test } from './shared-run.ts'

const helpdeskPhone = '+33 1 23 45 67 89'

test('a mail scanner uses up no password link; a new password ends all sessions and closes online requests for a day', async ({
  browser,
  page,
  run,
  visit,
  visitTo,
}) => {
  const voter = run.anotherVoter()
  await signInOnPage(page, run.siteUrl, voter)
  await typeReissue(page, run.siteUrl)

  const elsewhere = await visitTo(run.siteUrl)
  const address = await mailedLink(run, voter.email)
  expect(await scanMails({ run, browser }, voter.email, 1)).toContain(address)
  await elsewhere.page.goto(address)
  await endSessions(elsewhere.page, () => submitPassword(elsewhere.page, goodPassword))
  await says(elsewhere.page, 'Votre mot de passe est enregistré')
  expectCleanVisit(elsewhere, ['401 /api/voter'])

  await field(page, 'Code de sécurité').fill(captchaCode)
  await confirmForm(page)
  await title(page, 'Espace électeur').waitFor()
  expect(await inMain(page)).toContain(draftKept)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(401)
  expect(await submitSignIn(page, voter.email, goodPassword)).toBe(204)

  await title(page, "Demande d'un nouvel identifiant électeur").waitFor()
  await says(page, 'a changé récemment')
  const refusal = await inMain(page)
  expect(refusal).toMatch(
    /Par sécurité, vous pourrez demander un identifiant à partir du \S+ \d+(er)? \S+( \d{4})? à \d+ h\b/,
  )
  expect(refusal).toContain("Si c'est urgent, appelez l'assistance.")
  expect(refusal).toContain(helpdeskPhone)
  expect(await field(page, 'NUMEN').isVisible()).toBe(false)
  await link(page, 'Retour à mon espace électeur').click()
  await says(page, 'a changé récemment')
  expect(await link(page, 'Demander un nouvel identifiant électeur').count()).toBe(0)

  const client = await signIn(run, { ...voter, password: goodPassword })
  const refused = expectStatus(await requestReissue(client, voter, run.anotherPhone()), 403)
  expect(refused.body.code).toBe('both-factors-lost')
  const received = await mailsTo(run, voter.email, 3)
  expect(received.map(({ subject }) => subject)).toEqual([
    'Créez un nouveau mot de passe',
    'Votre mot de passe a été remplacé',
    'Une demande d’identifiant électeur a été refusée par sécurité',
  ])
  for (const mail of received) await (await openMail(visit, mail)).close()
  await scanMails({ run, browser }, voter.email, 3)
  expect((await spaceOf(client)).reissue).toMatchObject({ remaining: 3, latest: null })
  expect(await opensBooth(client, { ...voter, password: goodPassword }, voter.identifier)).toBe(
    true,
  )

  const voterId = voterIdOf(run.keys, voter.email)
  await setItem(run, 'VOTERS_TABLE', { voterId }, { passwordRenewedAt: fromNow(-25 * 3600) })
  await page.goto(`${run.siteUrl}/identifiant/`)
  await expectDraft(page)
  expectCleanVisit(visit, ['401 /api/voter', '401 /api/reissues', '401 /api/session'])
})

test("in a browser where another voter is signed in, a new password or a cancelled request leaves that voter's session alone", async ({
  page,
  run,
  visit,
}) => {
  const [other, voter] = [run.anotherVoter(), run.anotherVoter()]
  await signInOnPage(page, run.siteUrl, other)
  const expectOtherSignedIn = async () => {
    expect(await button(page, 'DÉCONNEXION').isVisible()).toBe(true)
    await link(page, 'Mon espace électeur').click()
    await says(page, 'Bienvenue')
  }
  const client = await signIn(run, voter)
  const reissueId = await requestAccepted(client, voter, run.anotherPhone())
  await page.goto(cancellationIn((await mailsTo(run, voter.email, 1))[0], reissueId))
  await endSessions(page, () => button(page, "Ce n'est pas moi : annuler la demande").click())
  await says(page, 'Toutes vos connexions ont pris fin.')
  await expectOtherSignedIn()

  await mailsTo(run, voter.email, 2)
  await page.goto(await mailedLink(run, voter.email, 2))
  await endSessions(page, () => submitPassword(page, goodPassword))
  await says(page, 'Votre mot de passe est enregistré')
  await expectOtherSignedIn()
  await signIn(run, { ...voter, password: goodPassword })
  expectCleanVisit(visit)
})

test('a voter ends the other sessions and keeps this one; a new password in one tab ends the other tabs', async ({
  page,
  run,
  visit,
}) => {
  const voter = run.anotherVoter()
  await signInOnPage(page, run.siteUrl, voter)
  const elsewhere = await signIn(run, voter)
  await link(page, 'Voir mes connexions ouvertes').click()
  await says(page, /^Une autre, depuis \d+\sh/)
  expect(await page.getByText('Celle-ci, depuis').count()).toBe(1)
  expect(await inMain(page)).toContain('ferme toutes les connexions sauf celle-ci')
  const endOthers = button(page, 'Déconnecter les autres')
  await page.route('**/api/sessions/others', (route) => route.abort(), { times: 1 })
  await endOthers.click()
  await says(page, "Nous n'avons pas pu confirmer")
  expectStatus(await elsewhere.send('GET', '/api/voter'), 200)
  await endOthers.click()
  await says(page, 'Les autres connexions ont pris fin.')
  expectStatus(await elsewhere.send('GET', '/api/voter'), 401)
  expect(await page.getByText('Une autre, depuis').count()).toBe(0)
  expect(await endOthers.isVisible()).toBe(false)
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Connexions ouvertes')
  await page.reload()
  await says(page, "Vous n'avez pas d'autre connexion ouverte.")

  const voterId = voterIdOf(run.keys, voter.email)
  const back = await signIn(run, voter)
  await page.goto(sessionsLink(run.siteUrl, run.keys, { voterId, sessionEpoch: 0 }))
  await says(page, "Pour l'instant, rien n'a changé.")
  expectStatus(await back.send('GET', '/api/voter'), 200)
  await endSessions(page, () => button(page, "Ce n'est pas moi : tout déconnecter").click())
  await says(page, 'Toutes vos connexions ont pris fin')
  await button(page, 'DÉCONNEXION').waitFor({ state: 'detached' })
  expectStatus(await back.send('GET', '/api/voter'), 401)
  await page.reload()
  await says(page, 'Toutes vos connexions ont pris fin')
  await signInOnPage(page, run.siteUrl, voter)
  expect((await spaceOf(await signIn(run, voter))).reissue).toMatchObject({
    remaining: 3,
    passwordChangeRequired: false,
    bothFactorsLostUntil: null,
  })
  await page.goto(`${run.siteUrl}/espace/sessions/`)
  await says(page, /^Une autre, depuis/)

  const tab = await visit.newTab()
  await tab.goto(await mailedLink(run, voter.email))
  await submitPassword(tab, goodPassword)
  await title(page, 'Espace électeur').waitFor()
  expect(page.url()).toContain('retour=/espace/sessions/')
  expectCleanVisit(visit, [
    'Failed to load resource: net::ERR_FAILED',
    '401 /api/voter',
    '401 /api/voter',
  ])
})
