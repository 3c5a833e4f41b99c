import { expect } from 'vitest'
import { goodPassword, mailedLink, submitPassword } from './account.ts'
import { button, expectCleanVisit, field, goBack, link, title } from './browser.ts'
import { says, signInOnPage, submitSignIn } from './pages.ts'
import { test } from './shared-run.ts'

test('a password link in a tab survives a reload, and never serves the next voter', async ({
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
  await title(page, 'Mon espace électeur').waitFor()
  await goBack(page)
  await page.waitForURL('**/mot-de-passe/')
  await expectRequest()
  expectCleanVisit(visit)
})

test('a password whose confirmation was lost is said to be probably saved', async ({
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
  await button(page, 'Enregistrer ce mot de passe').click()
  await says(page, 'Votre mot de passe a sans doute été enregistré')
  await link(page, 'essayez de vous connecter').click()
  expect(await submitSignIn(page, voter.email, goodPassword)).toBe(204)
  await says(page, 'Bienvenue')
})
