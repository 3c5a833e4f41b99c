import { expect } from 'vitest'
import { secondCommand, teamCommand } from '../builders/team-command.ts'
import { button, expectAccessible, link, tabTo, title } from './browser.ts'
import { fromNow, setItem } from './items.ts'
import {
  ApiClient,
  eventually,
  expectStatus,
  type LocalRun,
  requestAccepted,
  requestReissue,
  signIn,
  stateReached,
} from './local-run.ts'
import { inMain, says } from './pages.ts'
import { chooseAtProvider, clientOf, testAlone as test } from './staffed-run.ts'

const reason = 'panne de l’opérateur'

const seal = (run: LocalRun) =>
  setItem(
    run,
    'INTERVENTIONS_TABLE',
    { interventionId: 'seal-1' },
    { kind: 'seal', at: fromNow(0), by: 'Deployer/alice', digests: { roll: 'ab'.repeat(32) } },
    { mayBeNew: true },
  )

test("a delegate lands on the control page, an agent on the day's", async ({ staffed, visit }) => {
  const { run, siteUrl } = staffed
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const phone = run.anotherPhone()
  const refused = await requestReissue(client, { ...voter, numen: '99Z9999999ZZZ' }, phone)
  expectStatus(refused, 403)
  const reissueId = await requestAccepted(client, voter, phone)
  await stateReached(client, reissueId, 'delivered')
  const port = new URL(run.siteUrl).port
  const pause = ['pause', 'Réunion', '--reason', reason, '--local', '--port', port]
  expect(await teamCommand('sms.ts')(...pause)).toMatchObject({ code: 3 })
  await run.schedules.runNow()
  const status = await teamCommand('election.ts')('status', '--local', '--port', port)
  expect(status.said).toMatch(/SMS retenus vers un territoire, demandé par .*local :/)
  expect(await secondCommand('sms.ts')(...pause)).toMatchObject({ code: 0 })
  await seal(run)

  const { page } = visit
  await page.goto(siteUrl)
  await chooseAtProvider(page, 'Alix Agent')
  await says(page, 'Votre rôle : assistance')
  const agent = await clientOf(page, siteUrl)
  const { code } = expectStatus(await client.send('POST', '/api/file-code'), 201).body
  expectStatus(await agent.send('POST', '/api/staff/file', { json: { code } }), 204)
  await eventually('the ledger tells of all that', async () => {
    await run.schedules.runNow()
    const heads = run.lines.flatMap(
      (line) => /"event":"ledger-head.signed".*"interventions":(\d+)/.exec(line)?.[1] ?? [],
    )
    return heads.reduce((sum, one) => sum + Number(one), 0) >= 5
  })

  // The pages keep what they read of the ledger for half a minute, and the home page asked for it before.
  await eventually('the pages have read it', async () => {
    const { text } = await agent.send('GET', '/api/staff/watch')
    return text.includes('ont été scellés')
  })

  await link(page, 'Journée').click()
  await title(page, 'La journée').waitFor()
  await says(page, /^La Réunion\s: SMS retenus/)
  const day = await inMain(page)
  expect(day).toMatch(new RegExp(`${reason.replace('’', "'")}, .*local, .*autre`))
  expect(day).toMatch(/SMS envoyés aujourd'hui 1 /)
  expect(day).toContain('Métropole')
  await page.context().setOffline(true)
  await says(page, /^Vous êtes hors ligne\s: voici la situation à/)
  await expectAccessible(page)
  expect(await inMain(page)).toContain('Métropole')
  await page.context().setOffline(false)
  await eventually('what is shown is of now again', async () => {
    return !(await inMain(page)).includes('hors ligne')
  })
  await tabTo(page, 'Contrôle')
  await page.keyboard.press('Enter')
  await title(page, 'Contrôle du vote').waitFor()
  await says(page, /^Le code, les réglages/)

  await tabTo(page, 'DÉCONNEXION')
  await page.keyboard.press('Enter')
  await says(page, /^Déconnexion réussie/)
  await tabTo(page, 'Se connecter')
  await page.keyboard.press('Enter')
  await title(page, 'Qui êtes-vous ?').waitFor()
  await tabTo(page, 'Dominique Délégué')
  await page.keyboard.press('Enter')
  await title(page, 'Contrôle du vote').waitFor()
  expect(new URL(page.url()).pathname).toBe('/controle/')
  await says(page, /^Le code, les réglages/)
  const told = await inMain(page)
  expect(told).toMatch(/Votre rôle.: suivi du vote/)
  expect(told).toMatch(/Il compte \d+ écritures/)
  expect(told).toMatch(/Demandes acceptées moins de 5 /)
  expect(told).toContain('NUMEN ou date de naissance faux')
  expect(told).toMatch(/avec le code de l'électeur ou de l'électrice : moins de 5 ;/)
  expect(told).toContain(`SMS retenus par l'équipe La Réunion : ${reason.replace('’', "'")}`)
  for (const secret of [voter.email, voter.numen, phone, phone.slice(-4), 'alix']) {
    expect(told.toLowerCase()).not.toContain(secret)
  }
  expect(await link(page, 'Journée').isVisible()).toBe(false)
  await tabTo(page, 'Arrêter la mise à jour')
  await page.keyboard.press('Enter')
  await button(page, 'Reprendre la mise à jour').waitFor()
  await page.goto(`${siteUrl}/journee/`)
  await title(page, 'Contrôle du vote').waitFor()
  expect(visit.consoleErrors.filter((one) => !one.includes('ERR_INTERNET'))).toEqual([])

  const delegate = await clientOf(page, siteUrl)
  const { body } = expectStatus(await delegate.send('GET', '/api/staff/watch'), 200)
  expect(Object.keys(body)).toEqual(['watch'])
  const stranger = new ApiClient(siteUrl)
  const { text } = await stranger.send('GET', '/api/staff/session')
  const answer = await stranger.send('GET', '/api/staff/watch')
  expect([answer.status, answer.text]).toEqual([401, text])
})
