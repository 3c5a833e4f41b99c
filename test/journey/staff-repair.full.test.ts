import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { button, errorOf, errorSummary, expectAccessible, field, read } from './browser.ts'
import { signIn, spaceOf } from './local-run.ts'
import { mailSaying } from './mails.ts'
import { french, inMain, says } from './pages.ts'
import { act, drawnCode, open, shownTo, signInAs } from './staff-steps.ts'
import { test } from './staffed-run.ts'

const shown = (page: Page, label: string) => field(page, label).filter({ visible: true })

async function typeIdentity(page: Page, numen: string, birthDate: string): Promise<void> {
  await shown(page, 'NUMEN exact').fill(numen)
  await shown(page, 'Date de naissance exacte').fill(french(birthDate))
}

test('two of the staff correct a voter of the sealed roll', async ({ staffed, visit, visitTo }) => {
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
  await mailSaying(
    run,
    voter.email,
    /correction de vos informations.*Une deuxième personne doit la confirmer/,
  )

  const second = await visitTo(siteUrl)
  await second.page.setViewportSize({ width: 320, height: 640 })
  await signInAs(second.page, siteUrl, 'Sacha Superviseur')
  await open(second.page, code)
  await says(second.page, /^alix.*demande.: «.Corriger le NUMEN et la date de naissance/)
  expect(await inMain(second.page)).not.toContain(numen)
  await typeIdentity(second.page, voter.numen, voter.birthDate)
  await button(second.page, 'Confirmer').click()
  await errorSummary(second.page).waitFor()
  expect(await read(errorSummary(second.page))).toMatch(/n.est pas ce qui a été demandé/)
  expect(await shown(second.page, 'NUMEN exact').inputValue()).toBe(voter.numen)
  await shown(second.page, 'NUMEN exact').fill(numen.toLowerCase())
  await shown(second.page, 'NUMEN exact').press('Enter')
  await says(second.page, /^Corriger le NUMEN et la date de naissance.: c.est fait/)
  expect(await inMain(second.page)).not.toContain('À confirmer')
  await mailSaying(run, voter.email, /liste électorale a été corrigée/)
  expect((await spaceOf(client)).reissue.bothFactorsLostUntil).not.toBeNull()

  expect(second.consoleErrors.filter((line) => !/40[019]/.test(line))).toEqual([])
  expect(run.lines.join('\n')).not.toContain(numen)
})
