import { expect } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { plain } from '../texts/plain.ts'
import { button, errorSummary, expectAccessible, field, read } from './browser.ts'
import { setItem } from './items.ts'
import { expectStatus, requestAccepted, requestReissue, signIn, spaceOf } from './local-run.ts'
import { mailSaying } from './mails.ts'
import { french, inMain, says, signInOnPage } from './pages.ts'
import { act, drawnCode, open, shownTo, signInAs } from './staff-steps.ts'
import { test } from './staffed-run.ts'

test('an agent opens one masked file at a time, by NUMEN and birth date or by the voter’s code, and each voter is mailed', async ({
  staffed,
  visit,
  visitTo,
}) => {
  const { run, siteUrl } = staffed
  const [voter, other] = [run.anotherVoter(), run.anotherVoter()]
  const phone = run.anotherPhone()
  await requestAccepted(await signIn(run, voter), voter, phone)
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
  await says(page, /^Dossier ouvert/)
  expect(await field(page, 'NUMEN').inputValue()).toBe('')
  const shown = await inMain(page)
  expect(shown).toMatch(/Votre demande de \d+ h/)
  const { email, numen, identifier, birthDate } = voter
  for (const secret of [email, numen, identifier, french(birthDate), phone, phone.slice(3)]) {
    expect(shown).not.toContain(secret)
  }
  await mailSaying(run, email, /qui a dit votre NUMEN et votre date de naissance/)

  const voters = await visitTo(run.siteUrl)
  await signInOnPage(voters.page, run.siteUrl, other)
  await voters.page.getByRole('link', { name: /l’accès à mon dossier/ }).click()
  await button(voters.page, 'Afficher un code').click()
  await says(voters.page, 'Votre code')
  const [code = ''] = /\d{4} \d{4}/.exec(await inMain(voters.page)) ?? []
  await voters.page.context().setOffline(true)
  await button(voters.page, 'Afficher un autre code').click()
  await errorSummary(voters.page).waitFor()
  expect(await inMain(voters.page)).not.toContain(code)
  const tab = await page.context().newPage()
  await tab.goto(`${siteUrl}/accueil/`)
  await open(tab, code)
  await says(page, 'Le dossier est refermé.')
  expect(await inMain(page)).not.toContain('Votre demande')
  await tab.reload()
  await says(tab, /^Dossier ouvert/)
  await button(tab, 'Refermer le dossier').click()
  await says(tab, 'Le dossier est refermé.')

  const mail = await mailSaying(run, other.email, /a ouvert votre dossier/)
  expect(JSON.stringify(mail)).not.toContain(code)
  const written = run.lines.join('\n')
  expect(written).toContain('"event":"file.opened","role":"agent"')
  for (const secret of [numen, code, code.replace(' ', '')]) expect(written).not.toContain(secret)
})

test('two staff members print half of an identifier, and the voter reads the other half', async ({
  staffed,
  visit,
  visitTo,
}) => {
  const { run, siteUrl } = staffed
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const voterId = voterIdOf(run.keys, voter.email)
  await setItem(run, 'VOTERS_TABLE', { voterId }, { reissueCount: 3 })
  const noneLeft = async () => plain((await spaceOf(client)).reissue.noneLeftText)
  expect(await noneLeft()).toMatch(/^Vous avez utilisé vos 3 .* L'assistance peut vous imprimer/)
  const { page } = visit
  await signInAs(page, siteUrl, 'Alix Agent')
  await open(page, await drawnCode(client))
  await says(page, /Nous pouvons vous imprimer une notice/)
  await act(page, 'Imprimer une notice', `rappelé au ${run.anotherPhone()}`)
  await says(page, /sans nom, adresse ni numéro.: ce motif/)
  await expectAccessible(page)
  await act(page, 'Imprimer une notice', 'aucun mobile, identité vérifiée')
  const code = await shownTo(page)
  await mailSaying(
    run,
    voter.email,
    /impression d.une notice.*Une deuxième personne doit la confirmer/,
  )

  const second = await visitTo(siteUrl)
  await signInAs(second.page, siteUrl, 'Sacha Superviseur')
  await open(second.page, code)
  await says(second.page, 'À confirmer')
  let lost = ''
  await second.page.route(
    '**/api/staff/file/notice',
    async (route) => {
      lost = await (await route.fetch()).text()
      await route.abort()
    },
    { times: 1 },
  )
  await button(second.page, 'Confirmer').click()
  await errorSummary(second.page).waitFor()
  await second.page.reload()
  await says(second.page, 'Confirmé')
  await button(second.page, 'Montrer la notice').click()
  await says(second.page, /L.ancien identifiant est refusé/)
  const beginning = await read(second.page.locator('[data-beginning]'))
  expect(JSON.parse(lost)).toEqual({ beginning })
  expect(beginning).toMatch(/^B5.. ..$/)
  await second.page.emulateMedia({ media: 'print' })
  const onPaper = await read(second.page.locator('body'))
  expect(onPaper).toContain('Signature')
  expect(onPaper).not.toMatch(/Refermer|Motif|Imprimer|DÉCONNEXION|Confirmé/)
  await second.page.emulateMedia({ media: 'screen' })
  const answered = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  await second.page.route('**/api/staff/file/notice', async (route) => {
    const response = await route.fetch()
    answered.resolve()
    await closed.promise
    await route.fulfill({ response })
  })
  await button(second.page, 'Montrer la notice').click()
  await answered.promise
  await button(second.page, 'Refermer le dossier').click()
  await says(second.page, 'Le dossier est refermé.')
  const looked = second.page.waitForResponse((response) => response.status() === 404)
  closed.resolve()
  await (await looked).finished()
  await second.page.locator('[data-sheet]').waitFor({ state: 'hidden' })
  expect(await second.page.content()).not.toContain(beginning)
  await mailSaying(run, voter.email, /votre ancien identifiant est refusé/)

  const own = await visitTo(run.siteUrl)
  await own.page.goto(`${run.siteUrl}/notice/`)
  await field(own.page, 'Adresse e-mail professionnelle').waitFor()
  await signInOnPage(own.page, run.siteUrl, voter)
  await own.page.goto(`${run.siteUrl}/notice/`)
  await says(own.page, /^La notice que l.assistance vous a remise/)
  const end = await read(own.page.locator('[data-symbols]'))
  await own.page.goto(`${run.siteUrl}/espace/`)
  await says(own.page, /elle en porte le début/)
  const enter = (identifier: string) =>
    client.send('POST', '/api/booth/session', { json: { identifier, password: voter.password } })
  expectStatus(await enter(voter.identifier), 401)
  expectStatus(await enter(`${beginning}${end}`), 204)
  expect(await noneLeft()).toMatch(/L'assistance ne peut pas en ajouter\.$/)
  const written = run.lines.join('\n')
  for (const half of [beginning, end]) {
    expect(written).not.toContain(half)
    expect(written).not.toContain(half.replace(' ', ''))
  }

  expectStatus(await requestReissue(client, voter, run.anotherPhone()), 409)
})
