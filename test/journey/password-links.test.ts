import { expect } from 'vitest'
import { inFull } from '../size.ts'
import {
  endSessions,
  expectDeadLink,
  goodPassword,
  mailedLink,
  submitPassword,
  tryLink,
} from './account.ts'
import { button, expectAccessible, expectCalmVisit, field, goBack, link, title } from './browser.ts'
import { signIn } from './local-run.ts'
import { mailsTo } from './mails.ts'
import { says, signInOnPage, submitSignIn } from './pages.ts'
import { test } from './shared-run.ts'

test('a link left in a tab serves when the page is loaded again, and never the next voter', async ({
  page,
  run,
  visit,
}) => {
  const [owner, next] = [run.anotherVoter(), run.anotherVoter()]
  const address = await mailedLink(run, owner.email)
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
  await goBack(page)
  await field(page, 'Nouveau mot de passe').waitFor()

  await page.goto(run.siteUrl)
  await link(page, 'Mot de passe personnel oublié ou première connexion ?').click()
  await expectRequest()
  await page.reload()
  await expectRequest()

  await page.goto(address)
  await field(page, 'Nouveau mot de passe').waitFor()
  await signInOnPage(page, run.siteUrl, next)
  await goBack(page)
  // The sign-in page leads on whoever has come in. A browser that is on its way cannot be told to go back.
  await title(page, 'Mon espace électeur').waitFor()
  await goBack(page)
  await page.waitForURL('**/mot-de-passe/')
  await expectRequest()
  expectCalmVisit(visit)
})

// Late, tampered or with another's name: functions/set-password.test.ts, to the same answer.
test('no link serves twice, once superseded or cut: each says so and changes nothing', async ({
  page,
  run,
  visit,
  skip,
}) => {
  inFull(skip)
  const voter = run.anotherVoter()
  const first = await mailedLink(run, voter.email)
  const second = await mailedLink(run, voter.email, 1)
  const unchanged = (password = voter.password) => signIn(run, { ...voter, password })

  // Superseded by a newer mail.
  await tryLink(page, first)
  await expectDeadLink(page, run.siteUrl)
  await unchanged()

  // Cut by the mailbox: nothing is asked of the API.
  await page.goto('about:blank')
  await page.goto(second.slice(0, -5))
  await expectDeadLink(page, run.siteUrl)
  await unchanged()

  // None of them spent the good one.
  await tryLink(page, second)
  await endSessions(page, () => submitPassword(page, goodPassword))
  await says(page, 'Votre mot de passe est enregistré')
  await unchanged(goodPassword)

  // Twice.
  await tryLink(page, second)
  await expectDeadLink(page, run.siteUrl)
  await unchanged(goodPassword)

  // The page leads on from there.
  await field(page, 'Adresse e-mail professionnelle').fill(voter.email)
  await button(page, 'Recevoir un lien').click()
  await says(page, 'Consultez votre messagerie')
  expect(await page.getByText('Ce lien ne fonctionne pas').isVisible()).toBe(false)
  await expectAccessible(page)
  const received = await mailsTo(run, voter.email, 4)
  expect(received.map(({ subject }) => subject).toSorted()).toEqual([
    'Créez un nouveau mot de passe',
    'Créez un nouveau mot de passe',
    'Créez un nouveau mot de passe',
    'Votre mot de passe a été remplacé',
  ])
  expectCalmVisit(visit, [
    ...['410 /api/account/link-preview', '410 /api/account/link-preview'],
    '401 /api/voter',
  ])
})

test('a password whose confirmation was lost is not asked for again: the page says that it was probably recorded', async ({
  page,
  run,
}) => {
  const voter = run.anotherVoter()
  await page.goto(await mailedLink(run, voter.email))
  await page.route(
    '**/api/account/password',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await submitPassword(page, goodPassword)
  await says(page, 'Nous ne savons pas si votre mot de passe est enregistré.')
  expect(await field(page, 'Nouveau mot de passe').inputValue()).toBe(goodPassword)
  await expectAccessible(page)
  await button(page, 'Enregistrer ce mot de passe').click()
  await says(page, 'Votre mot de passe a sans doute été enregistré')
  await expectAccessible(page)
  await link(page, 'essayez de vous connecter').click()
  expect(await submitSignIn(page, voter.email, goodPassword)).toBe(204)
  await says(page, 'Bienvenue')
})
