import { expect } from 'vitest'
import { button, errorSummary } from './browser.ts'
import { requestAccepted, signIn } from './local-run.ts'
import { inMain, says, signInOnPage } from './pages.ts'
import { open, signInAs, told } from './staff-steps.ts'
import { test } from './staffed-run.ts'

test('a voter reads out a code, and the agent sees this one file, masked, until it is closed', async ({
  staffed,
  visit,
  visitTo,
}) => {
  const { run } = staffed
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const phone = run.anotherPhone()
  await requestAccepted(client, voter, phone)

  const voters = await visitTo(run.siteUrl)
  await signInOnPage(voters.page, run.siteUrl, voter)
  await voters.page.getByRole('link', { name: /l’accès à mon dossier/ }).click()
  await button(voters.page, 'Afficher un code').click()
  await says(voters.page, 'Votre code')
  const [code = ''] = /\d{4} \d{4}/.exec(await inMain(voters.page)) ?? []
  // A replaced code opens nothing.
  await voters.page.context().setOffline(true)
  await button(voters.page, 'Afficher un autre code').click()
  await errorSummary(voters.page).waitFor()
  expect(await inMain(voters.page)).not.toContain(code)

  const { page } = visit
  await signInAs(page, staffed.siteUrl, 'Alix Agent')
  await open(page, code)
  const shown = await inMain(page)
  expect(shown).toMatch(/Votre demande de \d+ h/)
  for (const secret of [voter.email, voter.numen, voter.identifier, phone, phone.slice(3)]) {
    expect(shown).not.toContain(secret)
  }
  await page.reload()
  await says(page, /^Dossier ouvert/)
  await button(page, 'Refermer le dossier').click()
  await says(page, 'Le dossier est refermé.')
  expect(await inMain(page)).not.toContain('Votre demande')

  const mail = await told(run, voter.email, /a ouvert votre dossier/)
  expect(JSON.stringify(mail)).not.toContain(code)
  const written = run.lines.join('\n')
  expect(written).toContain('"event":"file.opened","role":"agent"')
  for (const secret of [code, code.replace(' ', '')]) expect(written).not.toContain(secret)
})
