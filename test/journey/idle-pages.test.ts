import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { draftKept, expectDraft, typeReissue } from './account.ts'
import { button, expectAccessible, expectCleanVisit, field, read, title } from './browser.ts'
import { inMain, says, signInOnPage, submitSignIn } from './pages.ts'
import { test } from './shared-run.ts'

async function letPass(page: Page, minutes: number): Promise<void> {
  await page.clock.fastForward(minutes * 60_000)
  await says(page, 'Le code affiché a expiré : en voici un nouveau.')
}

test('an idle page warns before the session ends, is extended by « Continuer ma session », and keeps typed text at its end', async ({
  page,
  run,
  visit,
}) => {
  const voter = run.anotherVoter()
  await page.clock.install()
  await signInOnPage(page, run.siteUrl, voter)
  await typeReissue(page, run.siteUrl)
  const warning = page.getByText('Votre session prend fin dans')

  const renewed = page.waitForResponse((response) => response.url().endsWith('/api/voter'))
  await letPass(page, 28)
  await renewed
  expect(await warning.count()).toBe(0)

  await letPass(page, 28)
  await warning.waitFor()
  expect(await read(page.locator('[data-session]'))).toMatch(
    /^Par sécurité, votre session prend fin dans moins de [23] minutes\./,
  )
  await expectAccessible(page)
  await button(page, 'Continuer ma session').click()
  await button(page, 'Continuer ma session').waitFor({ state: 'detached' })
  expect(await field(page, 'NUMEN').inputValue()).toBe('01E0000000ABC')

  await letPass(page, 28)
  await warning.waitFor()
  await page.clock.fastForward(3 * 60_000)
  await title(page, 'Espace électeur').waitFor()
  expect(await inMain(page)).toContain(draftKept)
  await expectAccessible(page)
  expect(await submitSignIn(page, voter.email, voter.password)).toBe(204)
  await expectDraft(page)
  expectCleanVisit(visit)
})
