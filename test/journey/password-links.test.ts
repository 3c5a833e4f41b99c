import { expect } from 'vitest'
import { mailedLink } from './account.ts'
import { button, expectCleanVisit, field, goBack, link, title } from './browser.ts'
import { signInOnPage } from './pages.ts'
import { test } from './shared-run.ts'

test('a password link survives reloads, and serves no next voter', async ({ page, run, visit }) => {
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
